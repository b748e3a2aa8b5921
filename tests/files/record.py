"""Records the samples of this folder with Chromium's own recorder, from its fake camera and microphone.

`python -m tests.files.record`, from the project's root; it writes into `tests/files/samples`. The samples are checked
in, so that the tests need no browser: run it again when a newer Chromium is thought to write something else.
"""

import base64
import os
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SAMPLES = Path(__file__).parent / "samples"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FAKE_DEVICES = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--no-sandbox"]

# What is recorded: the file's name, what the recorder is asked for, and with which tracks.
RECORDINGS: Mapping[str, tuple[str, bool, bool]] = {
    "chromium.mp4": ("video/mp4;codecs=avc1.42E01E,opus", True, True),
    "chromium-silent.mp4": ("video/mp4;codecs=avc1.42E01E", True, False),
    "chromium-sound.mp4": ("audio/mp4;codecs=opus", False, True),
    "chromium.webm": ("video/webm;codecs=vp9,opus", True, True),
    "chromium-vp8.webm": ("video/webm;codecs=vp8,opus", True, True),
    "chromium-silent.webm": ("video/webm;codecs=vp9", True, False),
    "chromium-sound.webm": ("audio/webm;codecs=opus", False, True),
    "chromium-killed.mp4": ("video/mp4;codecs=avc1.42E01E,opus", True, True),
    "chromium-killed.webm": ("video/webm;codecs=vp9,opus", True, True),
}

# As the web client records: key frames every two seconds, a chunk every second. What comes after `stop` was called, a
# tab that is killed never writes.
RECORD = """
async ({type, video, audio, ms, killed}) => {
    const stream = await navigator.mediaDevices.getUserMedia({
        video: video && {width: 160, height: 120, frameRate: 10}, audio,
    });
    const recorder = new MediaRecorder(stream, {
        mimeType: type, videoBitsPerSecond: 60000, audioBitsPerSecond: 16000, videoKeyFrameIntervalDuration: 2000,
    });
    const chunks = [];
    recorder.ondataavailable = (event) => chunks.push(event.data);
    const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.start(1000);
    await new Promise((resolve) => setTimeout(resolve, ms));
    const before = chunks.length;
    recorder.stop();
    await stopped;
    stream.getTracks().forEach((track) => track.stop());
    const texts = [];
    for (const chunk of killed ? chunks.slice(0, before) : chunks) {
        const bytes = new Uint8Array(await chunk.arrayBuffer());
        texts.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    }
    return texts;
}
"""


class EmptyPage(BaseHTTPRequestHandler):
    """A page of a trustworthy origin: cameras open nowhere else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Recorder</title>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the library's)
        """Say nothing."""


def record(page: Page, type_: str, *, video: bool, audio: bool, killed: bool) -> list[bytes]:
    """The chunks that the recorder gave; what is to be killed runs longer."""
    asked = {"type": type_, "video": video, "audio": audio, "ms": 5_400 if killed else 3_300, "killed": killed}
    chunks: list[str] = page.evaluate(RECORD, asked)
    return [base64.b64decode(chunk) for chunk in chunks]


def main() -> None:
    """Record all."""
    server = HTTPServer(("127.0.0.1", 0), EmptyPage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FAKE_DEVICES)
        page = browser.new_page()
        page.goto(f"http://localhost:{server.server_port}/")
        for name, (type_, video, audio) in RECORDINGS.items():
            chunks = record(page, type_, video=video, audio=audio, killed="killed" in name)
            (SAMPLES / name).write_bytes(b"".join(chunks))
            print(name, [len(chunk) for chunk in chunks])  # noqa: T201
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
