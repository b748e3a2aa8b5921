"""Devices for a browser that do what a test says: a camera that wakes late, a microphone that is pulled."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

DEVICES = """(() => {
  if (!navigator.mediaDevices) return;
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const picture = (awake) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 240];
    const pen = canvas.getContext("2d");
    // White for a fifth of each second: what happens at one moment is seen in all pictures.
    const paint = () => {
      pen.fillStyle = Date.now() % 1000 < 200 ? "#fff" : "#111";
      pen.fillRect(0, 0, 320, 240);
    };
    const made = { stream: canvas.captureStream(30), timer: 0 };
    made.wake = () => (made.timer = setInterval(paint, 20));
    if (awake) made.wake();
    return made;
  };
  window.devices = { asleep: false, silent: false, opened: {} };
  navigator.mediaDevices.getDisplayMedia = async () => {
    const { stream } = (devices.opened.screen = picture(true));
    return stream;
  };
  navigator.mediaDevices.getUserMedia = async (wish) => {
    if (wish.video) return (devices.opened.camera = picture(!devices.asleep)).stream;
    if (!devices.silent) return (devices.opened.microphone = { stream: await real(wish) }).stream;
    return (devices.opened.microphone = new AudioContext().createMediaStreamDestination()).stream;
  };
  window.pull = (name) => {
    const track = devices.opened[name].stream.getTracks()[0];
    track.stop();
    track.dispatchEvent(new Event("ended"));
  };
  window.still = (name) => clearInterval(devices.opened[name].timer);
})()"""
"""Screen and camera are drawn; the microphone is Chromium's own, or gives nothing."""

FLASHES = """async (videos) => {
  const flashes = async (bytes) => {
    const video = document.createElement("video");
    Object.assign(video, { muted: true, src: "data:video/mp4;base64," + bytes });
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const found = [];
    let before = 0;
    const look = (_, { mediaTime }) => {
      pen.drawImage(video, 0, 0, 4, 4);
      const bright = pen.getImageData(1, 1, 1, 1).data[0];
      if (bright > 120 && before <= 120 && mediaTime > 0.1) found.push(mediaTime);
      before = bright;
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
    const over = new Promise((done) => (video.onended = done));
    await video.play();
    await over;
    return found;
  };
  return Promise.all(videos.map(flashes));
}"""


def prepared(profile: BrowserContext) -> BrowserContext:
    """A profile whose devices do what is said."""
    profile.add_init_script(DEVICES)
    return profile


def flashes(page: Page, videos: list[bytes]) -> list[list[float]]:
    """When each video lights up, in seconds from its first frame, as this browser decodes it."""
    encoded = [base64.b64encode(video).decode() for video in videos]
    found: Any = page.evaluate(FLASHES, encoded)
    return [[float(at) for at in video] for video in found]
