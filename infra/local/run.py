"""Composes the run: children, clock, servers, worker, the product; and ends all of it in order."""

import fcntl
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from infra import client
from infra.local import product
from infra.local.atomic_file import keep
from infra.local.children import Child, ChildFailed, free_port, listening
from infra.local.clients import Clients, point_environment
from infra.local.clock import MovableClock
from infra.local.controls import Controls
from infra.local.demo_client import DemoClient, DemoFailed
from infra.local.engines import EngineMissing, start_engines
from infra.local.gateway import Gateway
from infra.local.grants import Grants
from infra.local.keys import Signer
from infra.local.mailbox import Mailbox
from infra.local.options import BadOption, Options
from infra.local.progress import complain, say
from infra.local.providers import PROVIDERS
from infra.local.queues import QueueDepths
from infra.local.resources import CannotUpdate, create
from infra.local.servers import Server
from infra.local.ses import MailEvents, SesEndpoint
from infra.local.shutdown import Shutdown
from infra.local.signals import StopSignal, WakeSignal
from infra.local.signin import BASE, SignIn
from infra.local.site import Site
from infra.local.sources import Sources
from infra.local.template import Template
from infra.local.travel import Timetable, Traveller
from infra.local.web import Reply, Request, as_json, problem
from infra.local.worker import Worker

ADMIN = "hr@example.test"
_DEMO = "infra.local.demo"
_BEGUN, _FINISHED, _NONE = "begun", "finished", "none"
_HTTP_THREADS = 24
_ROOM, _FULL = 150_000_000, 1_000_000
_LOOK_SECONDS = 0.5
_SHOWN = 12


class Busy(Exception):
    """Something else has the port or the data directory."""


class DiskFull(Exception):
    """The disk of the data directory is full, or nearly so."""


EXPECTED = (BadOption, Busy, CannotUpdate, ChildFailed, DemoFailed, EngineMissing, DiskFull)
"""What may go wrong with a start that is no one's mistake in this code: each says it in a sentence."""


def run(options: Options, ending: Shutdown) -> int:
    """Start, serve until Ctrl-C, end; answers the exit status."""
    if listening(options.port):
        raise Busy(f"port {options.port} is taken; choose another one: PORT=8001 make run")
    with ExitStack() as stack:
        children = _start(options, stack, ending)
        ending.doing = "waiting for the web client"
        client.finished(lambda: say("waiting for the web client, which is being built"))
        ending.ready()
        _welcome(options)
        watched = _Disk(options.data_dir)
        while not ending.asked.wait(_LOOK_SECONDS):
            watched.look()
            for child in children:
                if child.ended():
                    complain(f"{child.name} ended unexpectedly: {child.last_words()}")
                    return 1
        say("stopping")
    say("stopped; the next start goes on from here")
    return 0


class _Disk:
    """Says once when the disk is full, and once when it no longer is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._full = False

    def look(self) -> None:
        full = _is_full(self._folder)
        if full and not self._full:
            complain(f"the disk of {self._folder} is full: what is there can be read, and nothing new is kept")
        elif self._full and not full:
            say("there is room on the disk again")
        self._full = full


def _start(options: Options, stack: ExitStack, ending: Shutdown) -> list[Child]:
    """Everything, in the order in which it needs each other; `stack` ends it the other way round."""
    data_dir = options.data_dir
    stack.enter_context(_owned(data_dir))
    forget_unfinished(data_dir, fresh=options.fresh)
    say(f"state lives in {data_dir}")
    table_engine, others = start_engines(data_dir, logs_of(data_dir), stack)
    mail_bell, clock = WakeSignal(StopSignal()), MovableClock(data_dir / "clock.json")
    mailbox = Mailbox(data_dir / "mailbox.db")
    stack.callback(mailbox.close)
    signer = Signer(f"{options.base_url}{BASE}", data_dir / "signing-key.pem", PROVIDERS[options.preset])

    inner_port = free_port()
    inner_url = f"http://127.0.0.1:{inner_port}"
    door = SesEndpoint(others.url, mailbox, clock, mail_bell.ring)
    _serve(_inner(signer, door), inner_port, 8, stack)

    say("creating table and queues as infra/resources.yaml says")
    clients = Clients(table_engine.url, others.url)
    template = Template(product.parameters(options))
    create(template, clients)
    point_environment(table_engine.url, others.url, inner_url)
    say("loading the app")
    variables = product.environment(template, options, signer.issuer, f"{inner_url}/jwks.json")
    app = product.load(variables, clock, logs_of(data_dir) / "app.log")
    transcriptions = product.note_transcriptions(mail_bell.stop)
    table = import_module("chalicelib.wiring").wiring().table
    timetable = Timetable(table)
    sources = Sources(app, template, clients, data_dir=data_dir, stop=mail_bell.stop)
    mail_events = _mail_events(template, mailbox, clients.sqs, mail_bell, sources)
    product.wake_by_sending(sources.ring_queue)
    events = Worker(
        sources, mail_events, transcriptions, QueueDepths(others.url), clock=clock, due=timetable.anything_due
    )
    stack.callback(events.stop)
    gateway = Gateway(app)
    controls = Controls(signer, mailbox, clock, Traveller(clock, events, timetable))
    sign_in = SignIn(signer, Grants(data_dir / "grants.db"), lambda: _people(options))
    site = Site(options.base_url, others.url, gateway.endpoints(), clock, bearer=signer.provider.bearer)
    _serve(_public(gateway, controls, sign_in, site, events.ring), options.port, _HTTP_THREADS, stack)
    _admit_admin()
    events.start()
    ending.doing = "making the demo company"
    make_demo(options, ending)
    return [table_engine.child, others.child]


def _mail_events(template: Template, mailbox: Mailbox, sqs: Any, bell: WakeSignal, sources: Sources) -> MailEvents:
    """What carries SES's events to their queue, as the template's rule says."""
    pattern = template.resolve(template.document["Resources"]["MailEventsRule"]["Properties"]["EventPattern"])
    url = template.made["MailEventsQueue"]["Ref"]
    return MailEvents(mailbox, sqs, url, pattern, bell=bell, on_sent=lambda: sources.ring_queue(url))


def _inner(signer: Signer, mail: SesEndpoint) -> Callable[[Request], Reply]:
    """What the product's own clients call: SES, and the issuer's keys (not by the public door, whose threads wait)."""
    return lambda request: as_json(signer.jwks()) if request.path == "/jwks.json" else mail.answer(request)


def _public(
    gateway: Gateway, controls: Controls, sign_in: SignIn, site: Site, wrote: Callable[[], None]
) -> Callable[[Request], Reply]:
    def answer(request: Request) -> Reply:
        if gateway.owns(request.path):
            reply = gateway.answer(request)
            if request.method != "GET":
                wrote()
            return reply
        if request.path.startswith("/local/"):
            pages = sign_in if request.path.startswith(f"{BASE}/") else controls
            return pages.answer(request) or problem(404, "not_found", "There is nothing at this address.")
        return site.answer(request)

    return answer


def _serve(answer: Callable[[Request], Reply], port: int, threads: int, stack: ExitStack) -> None:
    server = Server(answer, port, threads)
    server.start()
    stack.callback(server.close)


def _admit_admin() -> None:
    """The one person who is in no import: HR, who makes the first one."""
    runtime = import_module("chalicelib.wiring").wiring()
    import_module("chalicelib.people.actions.first_admin").bootstrap_admin(runtime, ADMIN, "HR Admin")


def _people(options: Options) -> Sequence[tuple[str, str]]:
    """(address, who that is) of those whom the sign-in page offers."""
    offered: Sequence[tuple[str, str]] = () if options.empty or not find_spec(_DEMO) else import_module(_DEMO).PEOPLE
    return offered if any(email == ADMIN for email, _ in offered) else [(ADMIN, "HR admin"), *offered]


def make_demo(options: Options, ending: Shutdown) -> None:
    """Make the demo company on a first start. `demo.json` says whether that was begun, finished or not wanted."""
    marker = options.data_dir / "demo"
    if marker.exists():
        return
    if options.empty or find_spec(_DEMO) is None:
        keep(marker, _NONE)
        return
    say("making the demo company, through the API's own routes (about half a minute, once)")
    keep(marker, _BEGUN)
    full = f"the disk of {options.data_dir} is full, and the demo company is not finished: make room, and start again"
    with _room_watched(options.data_dir, lambda: ending.give_up(full)):
        try:
            import_module(_DEMO).build(DemoClient(options.base_url))
        except DemoFailed as failed:
            raise DiskFull(full) if _is_full(options.data_dir) else failed from None
    keep(marker, _FINISHED)


@contextmanager
def _room_watched(folder: Path, full: Callable[[], None]) -> Iterator[None]:
    """Call `full` when the disk is: whatever waits for something to be written would wait for long."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK_SECONDS):
            if _is_full(folder):
                full()
                return

    threading.Thread(target=watch, name="room", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < _FULL


def forget_unfinished(data_dir: Path, *, fresh: bool = False) -> None:
    """A demo company that was interrupted begins again, on an empty data directory; a complete one, if asked."""
    marker = data_dir / "demo"
    if not marker.exists():
        return
    unfinished = marker.read_text() not in {_FINISHED, _NONE}
    if unfinished or fresh:
        say(
            "the demo company was not finished last time: starting afresh"
            if unfinished
            else f"making the demo company again: what {data_dir} held is forgotten"
        )
        for entry in data_dir.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif entry.name != "lock":
                entry.unlink()


def logs_of(data_dir: Path) -> Path:
    """Where the run's programs and the app write what they do."""
    folder = data_dir / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _owned(data_dir: Path) -> Iterator[IO[str]]:
    """Keep a second run out of the same data directory."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        opened = (data_dir / "lock").open("w")
    except FileExistsError:
        raise BadOption(f"DATA_DIR must be a folder, and {data_dir} is a file") from None
    except OSError as error:
        raise BadOption(f"DATA_DIR {data_dir} cannot be written: {error.strerror}") from None
    with opened as lock:
        if (free := shutil.disk_usage(data_dir).free) < _ROOM:
            raise DiskFull(
                f"the disk of {data_dir} is full: {free // 1_000_000} MB are free, {_ROOM // 1_000_000} needed"
            )
        deadline = time.monotonic() + 3
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Busy(f"another run uses {data_dir}; stop it, or choose another DATA_DIR") from None
                time.sleep(0.1)
        yield lock


def _welcome(options: Options) -> None:
    base = options.base_url
    everybody = _people(options)
    people = "\n".join(f"    {email:32} {about}" for email, about in everybody[:_SHOWN])
    if len(everybody) > _SHOWN:
        people += f"\n    … and {len(everybody) - _SHOWN} more, on the sign-in page and in the directory"
    say(
        f"ready\n\n  Client   {base}/\n  API      {base}/api/   (OpenAPI: {base}/api/openapi.json)\n"
        f"  Mailbox  {base}/local/mailbox\n  Clock    {base}/local/clock\n\n  Who may sign in:\n{people}\n\n"
        f'  TOKEN=$(curl -s {base}/local/token -d \'{{"email": "{ADMIN}"}}\' | sed \'s/.*: "//; s/".*//\')\n'
        f'  curl -s {base}/api/me -H "Authorization: Bearer $TOKEN"\n\n  Ctrl-C ends it; what is there stays.\n'
    )


__all__ = ["ADMIN", "EXPECTED", "Busy", "run"]
