/** The texts of recording: what is prepared, what can go wrong while it runs, and why it ended. */
export const recording = {
  "recorder.check": "Check camera and microphone",
  "recorder.check.microphone": "Check the microphone",
  "recorder.check.hint": "See yourself and the level of your microphone before you start.",
  "recorder.camera": "Camera",
  "recorder.mic": "Microphone",
  "recorder.level": "Microphone level",
  "recorder.level.none": "No sound yet. Say something.",
  "recorder.screen.choose": "Choose what to share",
  "recorder.screen.other": "Choose something else",
  "recorder.preview": "Preview",
  "recorder.starts": "Recording starts in {seconds}",
  "recorder.startNow": "Start now",
  "recorder.starting": "Starting",
  "recorder.uploadLater": "{size} MB kept on this device. Uploading does not work at the moment.",

  "recorder.trouble.microphone.ended": "Your microphone was disconnected.",
  "recorder.trouble.microphone.muted": "Your microphone is muted.",
  "recorder.trouble.microphone.silent": "Your microphone gives no sound.",
  "recorder.trouble.camera.ended": "Your camera was disconnected.",
  "recorder.trouble.camera.muted": "Your camera gives no picture.",
  "recorder.trouble.camera.no_picture": "Your camera gives no picture.",
  "recorder.trouble.camera.unwritten": "Your camera is not being recorded.",
  "recorder.trouble.screen.muted": "Your screen gives no picture.",
  "recorder.trouble.screen.no_picture": "Your screen gives no picture.",
  "recorder.trouble.screen.unwritten": "Your screen is not being recorded.",
  "recorder.trouble.other": "Something is not being recorded.",
  "recorder.trouble.microphone": "Everything else is still being recorded.",
  "recorder.trouble.camera": "Your screen and your voice are still being recorded.",
  "recorder.trouble.use.microphone": "Use another microphone",
  "recorder.trouble.use.camera": "Use another camera",
  "recorder.trouble.choose": "Choose …",
  "recorder.trouble.without.microphone": "Continue without sound",
  "recorder.trouble.without.camera": "Continue without the camera",
  "recorder.trouble.stop": "End the recording",
  "recorder.trouble.ignore": "Continue anyway",

  "recorder.ended.limit": "The recording ended at the time limit.",
  "recorder.ended.size_limit": "The recording ended because it reached the largest size.",
  "recorder.ended.screen_ended": "The recording ended because your screen was no longer shared.",
  "recorder.ended.camera_ended": "The recording ended because your camera was disconnected.",
  "recorder.ended.microphone_ended": "You stopped after your microphone was disconnected.",
  "recorder.ended.silent": "You stopped because your microphone gave no sound.",
  "recorder.ended.recorder_failed": "The recording ended because the browser could not record any more.",
  "recorder.ended.device_full": "The recording ended because this device is full.",
  "recorder.ended.closed": "The recording ended because the page was closed.",

  "reflection.notice.cut_at_limit": "The recording was longer than {limit}. What came after that was cut off.",
  "reflection.notice.sound_not_decodable":
    "Browsers cannot play the sound of this video ({codec}), so it plays without sound. Export it with AAC sound and upload it again.",
  "reflection.notice.picture_not_everywhere":
    "Some browsers cannot show this video ({codec}), so some colleagues will see no picture. Record it here, or export it as MP4 with H.264 and upload it again.",
  "reflection.notice.location_removed": "The place where the video was recorded has been removed from the file.",
  "reflection.notice.unequal_tracks":
    "The screen and the camera are not equally long: one of them begins {later} s later and ends {earlier} s earlier.",
  "reflection.share.unequal":
    "One of the two recordings is shorter than the other. Watch it to the end before you share.",
  "reflection.share.unfinished":
    "One recording has not been uploaded completely. It is removed, and the rest is shared.",

  "reflection.way.gone": "The reflection was deleted elsewhere.",
  "reflection.way.gone.hint":
    "The recording is still on this device. Save it as a file, or make a new reflection of it.",
  "reflection.way.restart": "Make a new reflection of it",
  "reflection.comment.send.hint": "Ctrl+Enter sends it",
  "dock.save": "Save as a file",
} as const;
