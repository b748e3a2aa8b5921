"""Where HTTP comes in for a directory of more people than a request carries: the file goes to the bucket."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from chalicelib.kernel.http import Answer, Call, NoQuery, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.people import views
from chalicelib.people.routes import RUN, ImportQuery, keepers
from chalicelib.people.rules.imports import MAX_UPLOAD_BYTES, FileAsked, ImportSummary, Upload
from chalicelib.people.views import ImportView

routes = Routes("uploads")

UPLOAD = "/people/uploads/{upload_id}"


class UploadBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A file of exactly `size` bytes."""

    size: Annotated[int, msgspec.Meta(ge=1, le=MAX_UPLOAD_BYTES)]


class UploadFormView(msgspec.Struct, frozen=True, kw_only=True):
    """What a client POSTs to `url` as multipart/form-data: `fields` first, then the file as `file`."""

    url: str
    fields: dict[str, str]


class UploadView(msgspec.Struct, frozen=True, kw_only=True):
    """An announced file. `upload`: absent once the form's time is over."""

    id: str
    expires_at: datetime
    upload: UploadFormView | msgspec.UnsetType = msgspec.UNSET


class FileQuery(ImportQuery):
    """As of an import. `charset`: what the file is written in, where that is not Unicode (`windows-1252`)."""

    charset: Annotated[str, msgspec.Meta(max_length=40)] = ""


@routes.post(
    "/people/uploads",
    allow=keepers,
    summary="Announce a file of the directory that is larger than a request",
    body=UploadBody,
    answer=UploadView,
    status=201,
    replay=UPLOAD,
)
def announce_upload(call: Call[UploadBody, NoQuery]) -> Answer:
    """At most 100 MB and 200,000 rows. The file is removed within a day."""
    from chalicelib.people.actions import uploading

    upload = uploading.announce(call.command, call.body.size)
    return Answer(_view(call, upload), made=upload.id)


@routes.get(
    UPLOAD,
    allow=keepers.narrowed("whoever announced it"),
    summary="An announced file, with the form to send it",
    answer=UploadView,
)
def read_upload(call: Call[Any, NoQuery]) -> Answer:
    """The form ends after a while; ask again for another one."""
    from chalicelib.people.actions import uploading

    return Answer(_view(call, uploading.upload_of(call.reads, call.actor, call.path["upload_id"])))


@routes.post(
    f"{UPLOAD}/import",
    allow=keepers,
    summary="Import an uploaded file, all or nothing",
    query=FileQuery,
    answer=ImportView,
    status=202,
    replay=RUN,
    statuses=(409,),
)
def import_upload(call: Call[Any, FileQuery]) -> Answer:
    """It is read by a worker: the import says how far it is, and in the end what was wrong or what was done."""
    from chalicelib.people.actions import uploading

    upload = uploading.upload_of(call.reads, call.actor, call.path["upload_id"])
    query = call.query
    asked = FileAsked(
        upload_id=upload.id,
        dry_run=query.dry_run,
        deactivate_missing=query.deactivate_missing,
        reuse_addresses=query.reuse_addresses,
        confirm_leaving=query.confirm_leaving,
        charset=query.charset,
        dates=query.dates or "",
        columns=query.columns,
    )
    run = uploading.begin(call.command, asked, new_id(call.now))
    return Answer(views.run_view(run, ImportSummary()), made=run.id)


def _view(call: Call[Any, Any], upload: Upload) -> UploadView:
    from chalicelib.people.actions import uploading

    form = uploading.form(call.runtime, upload, call.now)
    sent = UploadFormView(url=form.url, fields=dict(form.fields)) if form else msgspec.UNSET
    return UploadView(id=upload.id, expires_at=upload.form_ends(), upload=sent)
