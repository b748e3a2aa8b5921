"""Where HTTP comes in for a directory of more people than a request carries: the file goes to the bucket."""

from typing import Any

from chalicelib.kernel.http import Answer, Call, NoQuery, Routes
from chalicelib.kernel.ids import new_id
from chalicelib.people.bodies import FileQuery, UploadBody
from chalicelib.people.routes.people import RUN, keepers
from chalicelib.people.rules.imports import FileImport, ImportSummary, Upload
from chalicelib.people.views.imports import ImportView, run_view
from chalicelib.people.views.uploads import UploadView, upload_view

routes = Routes("uploads")

UPLOAD = "/people/uploads/{upload_id}"


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
    from chalicelib.people.actions import uploads

    upload = uploads.announce(call.command, call.body.size)
    return Answer(_view(call, upload), made=upload.id)


@routes.get(
    UPLOAD,
    allow=keepers.narrowed("whoever announced it"),
    summary="An announced file, with the form to send it",
    answer=UploadView,
)
def read_upload(call: Call[Any, NoQuery]) -> Answer:
    """The form ends after a while; ask again for another one."""

    from chalicelib.people.actions import uploads

    return Answer(_view(call, uploads.upload_of(call.reads, call.actor, call.path["upload_id"])))


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

    from chalicelib.people.actions import uploads

    upload = uploads.upload_of(call.reads, call.actor, call.path["upload_id"])
    query = call.query
    asked = FileImport(
        upload_id=upload.id,
        dry_run=query.dry_run,
        deactivate_missing=query.deactivate_missing,
        reuse_addresses=query.reuse_addresses,
        confirm_leaving=query.confirm_leaving,
        charset=query.charset,
        dates=query.dates or "",
        columns=query.columns,
    )
    run = uploads.begin(call.command, asked, new_id(call.now))
    return Answer(run_view(run, ImportSummary()), made=run.id)


def _view(call: Call[Any, Any], upload: Upload) -> UploadView:

    from chalicelib.people.actions import uploads

    return upload_view(upload, uploads.form(call.runtime, upload, call.now))
