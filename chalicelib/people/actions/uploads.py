"""A large file of the directory: sent to the bucket, read and planned by a worker, then written page by page.

The file is looked at as a whole, as a small one is, and nothing is written while a row of it has a problem. Who dies
while reading has stored nothing that counts: the next worker begins again.
"""

from dataclasses import replace
from datetime import datetime

from chalicelib.files import actions as files
from chalicelib.files.rules import GIVEN_UP
from chalicelib.kernel.aws.bucket import UploadForm
from chalicelib.kernel.command import Command, JobContext
from chalicelib.kernel.errors import Conflict, NotFound, Refusal, Throttled, Unavailable
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import HR_ADMIN, PEOPLE_WRITE, Actor, ActorKind
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import ABSENT, Reads
from chalicelib.people.actions import directory, imports
from chalicelib.people.actions.logins import actor_of
from chalicelib.people.jobs import IMPORT, ImportPeople
from chalicelib.people.rules.imports import (
    UPLOAD_LIVES,
    FileImport,
    ImportProblem,
    ImportRun,
    ImportState,
    ImportSummary,
    Upload,
)
from chalicelib.people.rules.plans import Plan
from chalicelib.people.store import import_plans, people, uploads
from chalicelib.timetable.rules import leased

MEDIA = "text/csv"


def announce(command: Command, size: int) -> Upload:
    """Note that a file of `size` bytes will come; it is removed within a day, whether it was used or not."""
    upload = Upload(id=new_id(command.now), by=command.actor.id, size=size, begun_at=command.now)
    command.changes.put(uploads.row(upload), ABSENT)
    files.purge(command, _key(command, upload.id), UPLOAD_LIVES, UPLOAD_LIVES + GIVEN_UP)
    return upload


def upload_of(reads: Reads, actor: Actor, upload_id: str) -> Upload:
    """Return a file that this caller announced, or NotFound."""
    found = uploads.find(reads, upload_id)
    if found is None or found.by != actor.id:
        raise NotFound
    return found


def form(runtime: Runtime, upload: Upload, now: datetime) -> UploadForm | None:
    """Return the form with which exactly this many bytes can be sent; None once its time is over."""
    left = int((upload.form_ends() - now).total_seconds())
    if left <= 0:
        return None
    key = uploads.object_key(runtime.settings.company, upload.id)
    return runtime.bucket.sign_post(key, MEDIA, least=upload.size, most=upload.size, seconds=left)


def begin(command: Command, asked: FileImport, import_id: str) -> ImportRun:
    """Let a worker read an uploaded file; what it finds is in the import. Refused where there is no such file yet."""
    if command.runtime.bucket.head(_key(command, asked.upload_id)) is None:
        raise Conflict("not_uploaded")
    imports.chosen_fields(command.reads, asked.columns)
    if not asked.dry_run:
        imports.take_lock(command, import_id)
    run = replace(imports.new_run(command, import_id), asked=asked, state=ImportState.READING, queued=True)
    command.changes.put(people.run_row(run), ABSENT)
    # The worker that is asked at once may read for minutes: the tick leaves it to them, and takes it up if they die.
    command.plan(leased(at(command.now, IMPORT, ImportPeople(import_id=run.id)), command.now))
    return run


def read(context: JobContext, run: ImportRun) -> str | None:
    """Read the file and plan it: the first page of an import's work. Returns where its writing begins."""
    if run.asked is None:
        return None
    planned = _planned(context, run, run.asked)
    if run.asked.dry_run or planned.problems or planned.asks:
        _keep_answer(context, run, planned)
        return None
    arranged = imports.arrange(replace(context, actor=run.actor), planned, run)
    context.changes.put(people.run_row(replace(arranged, version=run.version + 1)), run.version)
    files.purge(context, _key(context, run.asked.upload_id))
    return "0"


def _keep_answer(context: JobContext, run: ImportRun, planned: Plan) -> None:
    """What the file would do, or why it cannot: kept for the caller; nothing else is written."""
    state = ImportState.PREVIEWED if not planned.problems and run.asked and run.asked.dry_run else ImportState.REFUSED
    problems = planned.problems or (_many(planned.asks) if state is ImportState.REFUSED else ())
    said: ImportSummary = replace(imports.said(planned), problems=tuple(problems))
    run = replace(run, plan=new_id(context.now))
    imports.stage(context, run, import_plans.plan_rows(run.kept, (), said, context.now))
    imports.finish(context, imports.counted(run, planned), state)


def _many(leaving: int) -> tuple[ImportProblem, ...]:
    return (ImportProblem(row=0, pointer="", code="many_would_leave", params={"n": leaving}),)


def _planned(context: JobContext, run: ImportRun, asked: FileImport) -> Plan:
    bucket, key = context.runtime.bucket, _key(context, asked.upload_id)
    try:
        actor = _actor(context.reads, run)
        stored = bucket.head(key)
        if stored is None:
            raise NotFound("not_uploaded", case="gone")
        wanted = imports.ImportRequest(
            data=bucket.read(key, stored.version, 0, stored.size),
            deactivate_missing=asked.deactivate_missing,
            reuse_addresses=asked.reuse_addresses,
            confirm_leaving=asked.confirm_leaving,
            content_type=f"{MEDIA}; charset={asked.charset}",
            dates=asked.dates,
            columns=asked.columns,
            large=True,
        )
        return imports.plan(context.reads, actor, wanted, context.now)
    except (Unavailable, Throttled):
        raise  # passes: the timetable asks again
    except Refusal as refusal:
        return Plan(problems=(ImportProblem(row=0, pointer="", code=refusal.code, params=refusal.params),))


def _actor(reads: Reads, run: ImportRun) -> Actor:
    """Return who imports, with what they may do now: a role that was taken since opens nothing."""
    if run.actor_kind is not ActorKind.PERSON:
        return replace(run.actor, scopes=frozenset({PEOPLE_WRITE}))
    person = directory.find(reads, [run.actor_id]).get(run.actor_id)
    if person is None or not person.active or HR_ADMIN not in person.effective_roles:
        raise NotFound("not_allowed", case="import")
    return actor_of(person)


def _key(command: Command, upload_id: str) -> str:
    return uploads.object_key(command.runtime.settings.company, upload_id)
