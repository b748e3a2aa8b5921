"""A large file of the directory: sent to the bucket, read and planned by a worker, then written page by page.

The file is looked at as a whole, as a small one is, and nothing is written while a row of it has a problem. Who dies
while reading has stored nothing that counts: the next worker begins again.
"""

from dataclasses import replace
from datetime import datetime

from chalicelib.files import actions as files
from chalicelib.files.rules import GIVEN_UP
from chalicelib.kernel import command as kernel
from chalicelib.kernel.aws.bucket import Post
from chalicelib.kernel.command import JobContext
from chalicelib.kernel.errors import Conflict, NotFound, Refusal, Throttled, Unavailable
from chalicelib.kernel.ids import new_id
from chalicelib.kernel.jobs import PlannedJob
from chalicelib.kernel.policy import HR_ADMIN, PEOPLE_WRITE, Actor, ActorKind
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import ABSENT, Changes, Reads
from chalicelib.people import store, upload_rows
from chalicelib.people.actions import importing, reading
from chalicelib.people.actions.changing import Command
from chalicelib.people.actions.logins import actor_of
from chalicelib.people.rules.imports import (
    UPLOAD_LIVES,
    FileAsked,
    ImportProblem,
    ImportRun,
    ImportState,
    ImportSummary,
    Upload,
)
from chalicelib.people.rules.plans import Plan
from chalicelib.timetable import actions as timetable
from chalicelib.timetable.rules import leased

MEDIA = "text/csv"


def announce(by: Command, runtime: Runtime, upload: Upload) -> None:
    """Note that a file will come; it is removed within a day, whether it was used or not."""
    by.changes.put(upload_rows.row(upload), ABSENT)
    key = upload_rows.object_key(runtime.settings.company, upload.id)
    command = kernel.Command(runtime=runtime, actor=by.actor, now=by.now, reads=by.reads, changes=by.changes)
    files.purge(command, key, UPLOAD_LIVES, UPLOAD_LIVES + GIVEN_UP)
    by.reads.table.commit(by.changes)


def upload_of(reads: Reads, actor: Actor, upload_id: str) -> Upload:
    """A file that this caller announced, or NotFound."""
    found = upload_rows.find(reads, upload_id)
    if found is None or found.by != actor.id:
        raise NotFound
    return found


def form(runtime: Runtime, upload: Upload, now: datetime) -> Post | None:
    """The form with which exactly this many bytes can be sent; None once its time is over."""
    left = int((upload.form_ends() - now).total_seconds())
    if left <= 0:
        return None
    key = upload_rows.object_key(runtime.settings.company, upload.id)
    return runtime.bucket.sign_post(key, MEDIA, least=upload.size, most=upload.size, seconds=left)


def begin(by: Command, runtime: Runtime, asked: FileAsked, import_id: str) -> tuple[ImportRun, PlannedJob]:
    """Let a worker read an uploaded file; what it finds is in the import. Refused where there is no such file yet."""
    if runtime.bucket.head(upload_rows.object_key(runtime.settings.company, asked.upload_id)) is None:
        raise Conflict("not_uploaded")
    importing.chosen_fields(by.reads, asked.columns)
    if not asked.dry_run:
        importing.take_lock(by, import_id)
    run = replace(importing.new_run(by, import_id), asked=asked, state=ImportState.READING, queued=True)
    by.changes.put(store.run_row(run), ABSENT)
    item = importing.work_of(run)
    # The worker that is asked at once may read for minutes: the tick leaves it to them, and takes it up if they die.
    by.changes.put_all(timetable.rows([leased(item, by.now)]))
    by.reads.table.commit(by.changes)
    return run, item


def read(context: JobContext, run: ImportRun) -> str | None:
    """Read the file and plan it: the first page of an import's work. Returns where its writing begins."""
    if run.asked is None:
        return None
    planned = _planned(context, run, run.asked)
    by = _command(context, run)
    if run.asked.dry_run or planned.problems or planned.asks:
        _tell(context, run, planned, by)
        return None
    arranged = importing.arrange(by, planned, run)
    context.changes.put(store.run_row(replace(arranged, version=run.version + 1)), run.version)
    files.purge(context, _key(context, run.asked))
    return "0"


def _tell(context: JobContext, run: ImportRun, planned: Plan, by: Command) -> None:
    """What the file would do, or why it cannot: kept for the caller; nothing else is written."""
    state = ImportState.PREVIEWED if not planned.problems and run.asked and run.asked.dry_run else ImportState.REFUSED
    problems = planned.problems or (_many(planned.asks) if state is ImportState.REFUSED else ())
    said: ImportSummary = replace(importing.said(planned), problems=tuple(problems))
    run = replace(run, plan=new_id(context.now))
    by.reads.table.put_many(store.plan_rows(run.kept, (), said, context.now))
    importing.finish(context.reads, importing.counted(run, planned), context.changes, state)


def _many(leaving: int) -> tuple[ImportProblem, ...]:
    return (ImportProblem(row=0, pointer="", code="many_would_leave", params={"n": leaving}),)


def _planned(context: JobContext, run: ImportRun, asked: FileAsked) -> Plan:
    bucket, key = context.runtime.bucket, _key(context, asked)
    try:
        actor = _actor(context.reads, run)
        stored = bucket.head(key)
        if stored is None:
            raise NotFound("not_uploaded", case="gone")
        wanted = importing.ImportRequest(
            data=bucket.read(key, stored.version, 0, stored.size),
            deactivate_missing=asked.deactivate_missing,
            reuse_addresses=asked.reuse_addresses,
            confirm_leaving=asked.confirm_leaving,
            content_type=f"{MEDIA}; charset={asked.charset}",
            dates=asked.dates,
            columns=asked.columns,
            large=True,
        )
        return importing.plan(context.reads, actor, wanted, context.now)
    except (Unavailable, Throttled):
        raise  # passes: the timetable asks again
    except Refusal as refusal:
        return Plan(problems=(ImportProblem(row=0, pointer="", code=refusal.code, params=refusal.params),))


def _actor(reads: Reads, run: ImportRun) -> Actor:
    """Who imports, with what they may do now: a role that was taken since opens nothing."""
    if run.actor_kind is not ActorKind.PERSON:
        return replace(run.actor, scopes=frozenset({PEOPLE_WRITE}))
    person = reading.find(reads, [run.actor_id]).get(run.actor_id)
    if person is None or not person.active or HR_ADMIN not in person.effective_roles:
        raise NotFound("not_allowed", case="import")
    return actor_of(person)


def _key(context: JobContext, asked: FileAsked) -> str:
    return upload_rows.object_key(context.runtime.settings.company, asked.upload_id)


def _command(context: JobContext, run: ImportRun) -> Command:
    changes: Changes = context.changes
    return Command(reads=context.reads, actor=run.actor, now=context.now, changes=changes, accounts=run.accounts)
