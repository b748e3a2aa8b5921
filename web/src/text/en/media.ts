// Made by web/generate.py from chalicelib/words: change the sentence there, then `make web-types`. Do not edit.
// Another language is a file like this with the same keys.

export const media = {
  "file.empty": "The file is empty. Choose another file.",
  "file.type_not_allowed": "This file type isn't supported. Save the file as one of the supported types.",
  "file.wrong_type": "The file's content doesn't match its type. Save it again in the right format, or choose another file.",
  "file.wrong_codec": "Browsers can't play this video. Save it as MP4 with H.264 and upload it again.",
  "file.unreadable": "The file is damaged or isn't what its name says. Save it again, or choose another file.",
  "file.truncated": "The end of the file is missing. Upload the complete file.",
  "file.trailing_data": "The file has extra data at the end. Save it again and upload it.",
  "file.no_video": "The file has no video. Record or choose one with video.",
  "file.no_frames": "The recording has nothing to play. Record it again.",
  "file.no_key_frame": "The recording can't be played from the start. Record it again.",
  "file.too_long": "The recording is too long. Shorten it, or record two.",
  "file.location_track": "The video records its location throughout. Export it without location and upload it again.",
  "file.location_kept": "The file may contain a location. Save it without metadata and upload it again.",
  "file.too_large": "The file is too large. Choose a smaller file.",
  "file.macros": "The document contains macros. Save it without macros and upload it again.",
  "recording.lost": "The recording wasn't uploaded completely. Record or upload it again.",
  "recording.too_large": "The recording is larger than your company's limit of {megabytes} MB.",
  "recording.too_long": "The recording is longer than your company's limit of {minutes} minutes. Shorten it, or record two.",
  "ended.left": "The person has left the company.",
  "ended.removed": "The person was removed from the cycle.",
  "ended.cycle_cancelled": "The cycle was cancelled.",
} as const;
