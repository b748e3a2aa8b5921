"""Waitress, twice: the public door on PORT, and an inner one for what the product's own clients call."""

import logging
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

import waitress

from infra.local.web import Environ, Reply, Request, StartResponse, problem, read, write

Answer = Callable[[Request], Reply]
_LARGEST = 200 * 1024 * 1024


class Server:
    """Serves `answer` on `port` of the loopback interface with `threads` requests at a time."""

    def __init__(self, answer: Answer, port: int, threads: int) -> None:
        addresses = [f"127.0.0.1:{port}"] + ([f"[::1]:{port}"] if _has_ipv6(port) else [])
        self._closing = False
        self._server: Any = waitress.create_server(
            _wsgi(answer),
            listen=" ".join(addresses),
            threads=threads,
            ident="",
            max_request_body_size=_LARGEST,
            connection_limit=500,
            channel_timeout=600,
        )
        self._thread = threading.Thread(target=self._run, name=f"http-{port}", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a waiting request is no news
        self._thread.start()

    def close(self) -> None:
        """Take no more requests; those at work have five seconds."""
        self._closing = True
        self._server.close()

    def _run(self) -> None:
        try:
            self._server.run()
        except OSError:
            if not self._closing:
                raise


def _wsgi(answer: Answer) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            reply = answer(read(environ))
        except (OSError, sqlite3.OperationalError) as error:
            logging.getLogger("infra.local").error("request failed: %s", error)
            reply = problem(507, "disk", f"This machine could not keep what was asked: {error}.")
        except Exception:
            logging.getLogger("infra.local").exception("request failed")
            reply = problem(500, "internal", "The local server failed; its log says how.")
        return write(reply, start_response)

    return app


def _has_ipv6(port: int) -> bool:
    """Whether `localhost` may also mean ::1 here; some clients try that first."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("::1", port))
    except OSError:
        return False
    return True
