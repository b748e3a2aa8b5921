"""The product itself in this process: its settings from the template, the real app, and what threads need."""

import json
import os
import secrets
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from chalice.app import Chalice

from chalicelib.kernel.runtime import Queue
from infra.local.applog import Log
from infra.local.atomic_file import keep
from infra.local.options import Options
from infra.local.providers import PROVIDERS
from infra.local.signals import StopSignal, WakeSignal
from infra.local.template import Template
from infra.local.transcribing import NotedTranscriber, Transcriptions

COMPANY = "example"
_ISSUERS = "THROUGHLINE_ISSUERS"


def parameters(options: Options) -> dict[str, str]:
    """The template's parameters for this run."""
    return {
        "Stage": "local",
        "Company": COMPANY,
        "CompanyName": "Example",
        "BaseUrl": options.base_url,
        "MailFrom": "reviews@example.test",
        "MailIdentity": "example.test",
        "CursorSecret": _secret(options.data_dir / "secret"),
    }


def environment(template: Template, options: Options, issuer: str, jwks_url: str) -> dict[str, str]:
    """The functions' variables as the template sets them; only the issuers are others."""
    variables = dict(template.document["Globals"]["Function"]["Environment"]["Variables"])
    trusted = PROVIDERS[options.preset].trusted(issuer, jwks_url, options.domains)
    variables[_ISSUERS] = ""
    resolved: Mapping[str, object] = template.resolve(variables)
    return {name: str(value) for name, value in resolved.items()} | {_ISSUERS: json.dumps(trusted)}


def load(variables: Mapping[str, str], clock: Callable[[], datetime], log: Path) -> Chalice:
    """Import the app with `variables` and let it stand on `clock`; what it prints (logs, metrics) goes to `log`."""
    os.environ |= variables
    sys.stdout = Log(log)
    app: Chalice = import_module("app").app
    wiring = import_module("chalicelib.wiring")
    wiring.use(replace(wiring.build(), clock=clock))
    _count_by_thread()
    return app


def note_transcriptions(stop: StopSignal) -> Transcriptions:
    """Let the product's transcriber tell what it starts."""
    wiring = import_module("chalicelib.wiring")
    runtime = wiring.wiring()
    noted = Transcriptions(runtime.transcriber, WakeSignal(stop))
    wiring.use(replace(runtime, transcriber=NotedTranscriber(runtime.transcriber, noted)))
    return noted


def wake_by_sending(ring: Callable[[str], None]) -> None:
    """Let the product's work queue ring when something was sent to it: no one has to look."""
    wiring = import_module("chalicelib.wiring")
    runtime = wiring.wiring()
    url = runtime.settings.work_queue_url
    wiring.use(replace(runtime, queue=WakingQueue(runtime.queue, lambda: ring(url))))


class WakingQueue:
    """The product's `Queue`; `sent` is called after each send."""

    def __init__(self, inner: Queue, sent: Callable[[], None]) -> None:
        self._inner = inner
        self._sent = sent

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:
        """As `Queue.send`."""
        self._inner.send(messages, delay_seconds)
        self._sent()


def _count_by_thread() -> None:
    """Powertools counts in one place for the whole process, right for Lambda's one request at a time."""
    from aws_lambda_powertools.metrics import EphemeralMetrics

    from chalicelib.kernel import observe

    store = threading.local()

    def metrics() -> EphemeralMetrics:
        if not hasattr(store, "metrics"):
            store.metrics = EphemeralMetrics(namespace=observe.NAMESPACE, service="throughline")
        found: EphemeralMetrics = store.metrics
        return found

    observe.metrics = metrics  # type: ignore[assignment]


def _secret(file: Path) -> str:
    if not file.exists():
        keep(file, secrets.token_urlsafe(48), mode=0o600)
    return file.read_text()
