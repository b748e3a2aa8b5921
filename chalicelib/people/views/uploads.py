"""An announced file of the directory, as it is answered."""

from datetime import datetime

import msgspec

from chalicelib.kernel.aws.bucket import UploadForm
from chalicelib.people.rules.imports import Upload


class UploadFormView(msgspec.Struct, frozen=True, kw_only=True):
    """What a client POSTs to `url` as multipart/form-data: `fields` first, then the file as `file`."""

    url: str
    fields: dict[str, str]


class UploadView(msgspec.Struct, frozen=True, kw_only=True):
    """An announced file. `upload`: absent once the form's time is over."""

    id: str
    expires_at: datetime
    upload: UploadFormView | msgspec.UnsetType = msgspec.UNSET


def upload_view(upload: Upload, form: UploadForm | None) -> UploadView:
    """Return an announced file, with the form to send it as long as that works."""
    sent = UploadFormView(url=form.url, fields=dict(form.fields)) if form else msgspec.UNSET
    return UploadView(id=upload.id, expires_at=upload.form_ends(), upload=sent)
