"""The client in the pseudo-language: what of a screen is not translated, and what no longer fits."""

from __future__ import annotations

import mimetypes
import os
import re
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.browser.tabs import ROOT, local

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Response, Route

ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "åçéîñöšûýžÅÇÉÎÑÖŠÛÝŽ")
OURS = ("/api/", "/local/", "/config.json", "/authorize", "/.well-known")
"""What the local server answers itself; all else is the client."""
DATES = re.compile(
    r"\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|"
    r"november|december|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"today|tomorrow|yesterday|now|in|ago|last|next|this|seconds?|minutes?|hours?|days?|weeks?|months?|years?|"
    r"and|or|gmt|utc|cet|bst|sec|min|mb|kb|gb|bytes?|byte|h|s|x)\b",
    re.IGNORECASE,
)
"""What `Intl` writes in the language of the dates; the pseudo-language has none of its own."""
SPOKEN = re.compile(r"\[[^\[\]]*\]")
CODED = frozenset(
    {"detail", "state", "status", "kind", "code", "action", "actions", "reason", "role", "roles", "stage", "outcome",
     "type", "for", "party", "fate", "field", "pointer", "features", "link", "topic", "theme", "params"}
)  # fmt: skip
"""Parts of an answer that hold codes, which a screen says in words of its own."""
HOST = re.compile(r"\S+:\d+\b")
LETTERS = re.compile(r"[^\W\d_]{2,}")


def accented(text: str) -> str:
    """The beginning of a text of the catalogue as the pseudo-language shows it."""
    return f"[{text.translate(ACCENTS)}"


def built(folder: Path) -> Path:
    """Build the client in the pseudo-language."""
    command = ["npx", "vite", "build", "--logLevel", "error", "--outDir", str(folder), "--emptyOutDir"]
    subprocess.run(command, cwd=ROOT / "web", check=True, env={**os.environ, "VITE_PSEUDO": "1"})
    return folder


class Pseudo:
    """A window whose client becomes the one of `folder`. It remembers what people wrote, which the API answered.

    After the sign-in, for a redirect from the issuer's page cannot be answered by anybody but the server.
    """

    def __init__(self, page: Page, url: str, folder: Path, who: str) -> None:
        self.page = page
        self._folder = folder
        self._data = {who} - {""}
        page.route(f"{local(url)}/**", self._serve)
        page.on("response", self._hear)
        page.goto(local(url))

    def _serve(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith(OURS) or route.request.method != "GET":
            route.continue_()
            return
        file = self._folder / path.lstrip("/")
        file = file if file.is_file() else self._folder / "index.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)

    def _hear(self, response: Response) -> None:
        if "/api/" in response.url and response.ok and "json" in response.headers.get("content-type", ""):
            self._data.update(_texts(response.json()))

    def untranslated(self) -> list[str]:
        """Texts, labels, titles and placeholders with words that stand neither in the catalogue nor in any answer."""
        found: list[list[str]] = self.page.evaluate(TEXTS)
        data = sorted(self._data, key=len, reverse=True)
        return [f"{where}: {text}" for where, text in found if _left_over(text, data)]

    def clipped(self) -> list[str]:
        """Elements with a text of the catalogue that is wider or higher than they show."""
        return list(self.page.evaluate(CLIPPED))


def _texts(answer: Any) -> set[str]:
    """Everything in an answer that may be someone's words; codes are none."""
    if isinstance(answer, dict):
        return {text for name, value in answer.items() if name not in CODED for text in _texts(value)}
    if isinstance(answer, list):
        return {text for value in answer for text in _texts(value)}
    if not isinstance(answer, str) or not LETTERS.search(answer):
        return set()
    parts = [*re.split(r"<[^>]*>|\n", answer), answer.replace("_", " ")]
    return {" ".join(part.split()) for part in parts if LETTERS.search(part)}


def _left_over(text: str, data: list[str]) -> bool:
    while SPOKEN.search(text):
        text = SPOKEN.sub(" ", text)
    for known in data:
        text = text.replace(known, " ")
    return bool(LETTERS.search(DATES.sub(" ", HOST.sub(" ", text))))


TEXTS = """() => {
  const found = [], blocks = new Map();
  const seen = (element) =>
    element && element.checkVisibility && element.checkVisibility() && !element.closest('[aria-hidden=true]');
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    let element = node.parentElement;
    if (!seen(element) || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'KBD'].includes(element.tagName)) continue;
    while (getComputedStyle(element).display === 'inline') element = element.parentElement;
    blocks.set(element, (blocks.get(element) ?? '') + node.data);
  }
  for (const [element, text] of blocks)
    if (text.trim()) found.push([`${element.tagName}.${element.className}`, text.replace(/\\s+/g, ' ').trim()]);
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription', 'aria-valuetext'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (seen(element)) found.push([name, element.getAttribute(name).replace(/\\s+/g, ' ').trim()]);
  found.push(['document title', document.title]);
  return found;
}"""

CLIPPED = """() => {
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].filter((one) => one.nodeType === 3).map((one) => one.data).join('').trim();
    if (!own.includes('[') || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const hidden = element.clientWidth <= 1 || style.clipPath !== 'none' || style.clip !== 'auto';
    if (style.display === 'inline' || hidden) continue;
    if (style.overflowX === 'auto' || style.overflowX === 'scroll') continue;
    const wider = element.scrollWidth - element.clientWidth;
    const higher = style.overflowY === 'visible' ? 0 : element.scrollHeight - element.clientHeight;
    if (wider > 1 || higher > 2)
      found.push(`${element.tagName}.${element.className} (${wider} wide, ${higher} high): ${own.slice(0, 80)}`);
  }
  return found;
}"""
