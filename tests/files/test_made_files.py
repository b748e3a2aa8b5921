"""Real files of many kinds: what is playable is taken, and whatever is not is refused with the right word."""

import random
from pathlib import Path

import pytest

from chalicelib.files.rules.documents import examine_document, examine_image
from chalicelib.files.rules.source import RangedSource
from chalicelib.files.rules.verdicts import Verdict, patched
from chalicelib.files.rules.video import examine_video
from chalicelib.words.fields import FILES
from tests.files.conftest import Make, Trim

MP4, WEBM = "video/mp4", "video/webm"
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-c:a", "aac")
VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-g", "10", "-c:a", "libopus")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "10", "-c:a", "libopus")
AV1 = ("-c:v", "libsvtav1", "-preset", "13")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:pools=1", "-c:a", "aac")
LIKE_A_PHONE = ("-movflags", "+use_metadata_tags", "-metadata", "com.apple.quicktime.make=Apple")
FRAGMENTS = ("-movflags", "frag_keyframe+empty_moov+default_base_moof")
HTML = b"<!doctype html><script>alert(1)</script>"
SAMPLES = Path(__file__).parent / "samples"


def source(data: bytes) -> RangedSource:
    return RangedSource(len(data), lambda at, size: data[at : at + size])


def examined(data: bytes, declared: str, most_ms: int = 60_000) -> Verdict:
    return examine_video(source(data), declared, most_ms=most_ms)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("whole.mp4", H264),
        ("faststart.mp4", (*H264, "-movflags", "+faststart")),
        ("fragments.mp4", (*H264, *FRAGMENTS)),
        ("first-whole-then-fragments.mp4", (*H264, "-movflags", "frag_keyframe")),
        ("dash.mp4", (*H264, "-movflags", "+dash+delay_moov+global_sidx", "-frag_duration", "500000")),
        ("short-fragments.mp4", (*H264, "-movflags", "empty_moov", "-frag_duration", "200000")),
        ("separate.mp4", (*H264, "-movflags", "frag_keyframe+empty_moov+separate_moof")),
        ("vp9.mp4", (*VP9, "-strict", "-2")),
        ("opus.mp4", (*H264[:-1], "libopus", "-strict", "-2")),
        ("mp3.mp4", (*H264[:-1], "libmp3lame")),
        ("av1.mp4", (*AV1, "-c:a", "aac")),
        ("av1.webm", (*AV1, "-c:a", "libopus")),
        ("vorbis.webm", (*VP8[:-1], "libvorbis")),
        ("hevc.mp4", (*HEVC, "-tag:v", "hvc1")),
        ("iphone.mov", (*HEVC, "-tag:v", "hvc1", *LIKE_A_PHONE)),
        ("h264.mov", (*H264, "-timecode", "00:00:00:00")),
        ("b-frames.mp4", (*H264[:2], "-bf", "2", "-c:a", "aac")),
        ("editor.m4v", H264),
        ("3gp.3gp", (*H264[:-1], "aac", "-ar", "44100")),
        ("vp8.webm", VP8),
        ("vp9.webm", VP9),
        ("live.webm", (*VP8, "-live", "1")),
        ("cues-first.webm", (*VP8, "-cues_to_front", "1", "-reserve_index_space", "2000")),
    ],
)
def test_what_a_browser_plays_is_taken(make: Make, name: str, options: tuple[str, ...]) -> None:
    declared = {"webm": WEBM, "mov": "video/quicktime"}.get(name.rpartition(".")[2], MP4)
    verdict = examined(make(name, *options), declared)
    assert verdict.code == ""
    assert verdict.duration_ms is not None
    assert abs(verdict.duration_ms - 2_000) <= 150
    assert verdict.has_video
    assert verdict.has_audio


@pytest.mark.parametrize(("name", "options"), [("silent.mp4", H264), ("silent.webm", VP8)])
def test_a_silent_film_has_no_sound(make: Make, name: str, options: tuple[str, ...]) -> None:
    verdict = examined(make(name, *options, sound=False), MP4 if name.endswith("mp4") else WEBM)
    assert (verdict.code, verdict.has_audio) == ("", False)


@pytest.mark.parametrize(
    ("name", "options", "declared", "code"),
    [
        ("a.mkv", H264, MP4, "matroska"),
        ("a.mkv", VP9, WEBM, "matroska"),
        ("a.avi", ("-c:v", "mpeg4"), MP4, "wrong_type"),
        ("a.gif", (), WEBM, "wrong_type"),
        ("a.ts", H264, MP4, "wrong_type"),
        ("a.ogv", ("-c:v", "libtheora", "-c:a", "libopus"), WEBM, "wrong_type"),
        ("whole.mp4", H264, WEBM, "wrong_type"),
        ("vp8.webm", VP8, MP4, "wrong_type"),
        ("old.mp4", ("-c:v", "mpeg4"), MP4, "wrong_codec"),
        ("a.mkv", H264, "video/x-matroska", "type_not_allowed"),
    ],
)
def test_what_is_not_what_it_is_called_is_refused(
    make: Make, name: str, options: tuple[str, ...], declared: str, code: str
) -> None:
    assert examined(make(name, *options), declared).code == code


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("sound.mp4", ("-c:a", "aac")),
        ("sound.webm", ("-c:a", "libopus")),
        ("sound-fragments.mp4", ("-c:a", "aac", "-movflags", "empty_moov", "-frag_duration", "500000")),
    ],
)
def test_sound_alone_is_no_video(make: Make, name: str, options: tuple[str, ...]) -> None:
    declared = MP4 if name.endswith("mp4") else WEBM
    assert examined(make(name, *options, picture=False), declared).code == "no_video"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("whole.mp4", H264),
        ("fragments.mp4", (*H264, *FRAGMENTS)),
        ("vp8.webm", VP8),
        ("live.webm", (*VP8, "-live", "1")),
    ],
)
def test_too_long_counts_in_every_form(make: Make, name: str, options: tuple[str, ...]) -> None:
    data = make(name, *options, seconds=5)
    declared = MP4 if name.endswith("mp4") else WEBM
    assert examined(data, declared, 5_000).code == ""
    verdict = examined(data, declared, 2_000)
    assert verdict.code == ("too_long" if name in {"whole.mp4", "vp8.webm"} else "")
    if not verdict.code:
        assert [one.code for one in verdict.notices] == ["cut_at_limit"]
        cut = examined(data[: verdict.until], declared, 2_000)
        assert (cut.code, cut.whole) == ("", True)
        assert cut.duration_ms is not None
        assert 2_900 <= cut.duration_ms <= 4_000


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("whole.mp4", H264),
        ("faststart.mp4", (*H264, "-movflags", "+faststart")),
        ("fragments.mp4", (*H264, *FRAGMENTS)),
        ("vp8.webm", VP8),
    ],
)
def test_a_page_behind_a_film_is_refused(make: Make, name: str, options: tuple[str, ...]) -> None:
    declared = MP4 if name.endswith("mp4") else WEBM
    assert examined(make(name, *options) + HTML, declared).code == "trailing_data"


@pytest.mark.parametrize(
    ("name", "options"),
    [("whole.mp4", H264), ("faststart.mp4", (*H264, "-movflags", "+faststart")), ("vp8.webm", VP8)],
)
def test_a_finished_film_without_its_end_is_refused(make: Make, name: str, options: tuple[str, ...]) -> None:
    data = make(name, *options)
    declared = MP4 if name.endswith("mp4") else WEBM
    for share in range(1, 20):
        assert examined(data[: len(data) * share // 20], declared).code in {"truncated", "unreadable"}
    assert examined(data[:-1], declared).code == "truncated"


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (b"\0", MP4),
        (HTML, MP4),
        (b"MZ" + bytes(200), MP4),
        (b"PK\x03\x04" + bytes(200), WEBM),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp41" + HTML, MP4),
    ],
)
def test_what_is_no_film_at_all_is_refused(data: bytes, declared: str) -> None:
    assert examined(data, declared).code in {"wrong_type", "unreadable"}


SMALL = ["chromium-silent.mp4", "chromium-killed.mp4", "chromium-silent.webm", "chromium-vp8.webm"]


@pytest.mark.parametrize("name", SMALL)
def test_a_recording_cut_anywhere_is_shorter_or_refused(name: str) -> None:
    """At every byte of its head and at many after it; and the more there is of it, the longer it plays."""
    data = (SAMPLES / name).read_bytes()
    declared = MP4 if name.endswith("mp4") else WEBM
    lengths = [0]
    for end in (*range(1_600), *range(1_600, len(data), 17)):
        verdict = examined(data[:end], declared)
        assert verdict.code in {"", "empty", "wrong_type", "unreadable", "truncated", "no_frames"}, end
        if not verdict.code:
            assert verdict.duration_ms is not None
            lengths.append(verdict.duration_ms)
    assert lengths == sorted(lengths)
    assert lengths[-1] > 1_500


@pytest.mark.parametrize("name", SMALL)
def test_wrong_bytes_anywhere_never_stop_an_examination(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    chance = random.Random(4)  # noqa: S311  (the same bytes every time)
    for _ in range(1_500):
        broken = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8))):
            broken[chance.randrange(min(len(data), chance.choice((1_500, len(data)))))] = chance.choice(
                (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
            )
        assert examined(bytes(broken), chance.choice((MP4, WEBM))).code in {"", *FILES}


@pytest.mark.parametrize(
    ("name", "declared"), [("a.png", "image/png"), ("a.jpg", "image/jpeg"), ("a.webp", "image/webp")]
)
def test_real_pictures_are_taken(make: Make, name: str, declared: str) -> None:
    data = make(name, "-frames:v", "1", sound=False)
    assert examine_image(source(data), declared).code == ""
    # Browsers show a JPEG without its end.
    assert examine_image(source(data[:-4]), declared).code == ("" if name == "a.jpg" else "truncated")
    taken = "" if name != "a.webp" else "type_not_allowed"
    assert examine_document(source(data), declared).code == taken


WHERE = ("-metadata", "location=+52.5200+013.4050/", "-metadata", "location-eng=+52.5200+013.4050/")
LATITUDE = b"\0\x34\x85\x1e"
"""52.52 degrees, as `loci` has them."""
APPLE = ("-metadata", "com.apple.quicktime.location.ISO6709=+52.5200+013.4050/", "-movflags", "use_metadata_tags")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("where.mp4", (*H264, *WHERE)),
        ("where-fast.mp4", (*H264, *WHERE, "-movflags", "+faststart")),
        ("where-fragments.mp4", (*H264, *WHERE, *FRAGMENTS)),
        ("where-apple.mov", (*H264, *APPLE)),
        ("where.mov", (*H264, *WHERE)),
        ("where.3gp", (*H264, *WHERE)),
        ("where.webm", (*VP8, *WHERE)),
    ],
)
def test_where_a_film_was_made_goes_and_it_plays_as_before(make: Make, name: str, options: tuple[str, ...]) -> None:
    data, declared = make(name, *options), WEBM if name.endswith("webm") else MP4
    assert b"52.52" in data or LATITUDE in data
    verdict = examined(data, declared)
    assert [one.code for one in verdict.notices] == ["location_removed"]
    clean = patched(data, verdict.patches)
    assert b"52.52" not in clean
    assert LATITUDE not in clean
    again = examined(clean, declared)
    assert (again.code, again.patches, again.duration_ms) == ("", (), verdict.duration_ms)


@pytest.mark.parametrize(
    ("name", "options", "codec"),
    [
        ("ac3.mp4", (*H264[:-1], "ac3"), "ac-3"),
        ("eac3.mp4", (*H264[:-1], "eac3"), "ec-3"),
        ("alac.mov", (*H264[:-1], "alac"), "alac"),
    ],
)
def test_sound_that_browsers_do_not_decode_is_none(make: Make, name: str, options: tuple[str, ...], codec: str) -> None:
    verdict = examined(make(name, *options), MP4)
    assert (verdict.code, verdict.has_video, verdict.has_audio) == ("", True, False)
    assert [(one.code, one.params) for one in verdict.notices] == [("sound_not_decodable", {"codec": codec})]


@pytest.mark.parametrize(("sound", "codec"), [("pcm_s16le", "sowt"), ("pcm_s16be", "twos"), ("pcm_s24le", "in24")])
def test_sound_as_editors_keep_it_is_heard(make: Make, sound: str, codec: str) -> None:
    verdict = examined(make(f"{sound}.mov", *H264[:-1], sound), MP4)
    assert (verdict.code, verdict.has_audio) == ("", True)
    assert [(one.code, one.params) for one in verdict.notices] == [("sound_not_everywhere", {"codec": codec})]


def test_a_trimmed_film_is_as_long_as_what_is_shown(trim: Trim, make: Make) -> None:
    """Cut without encoding anew: what came before the cut is still in the file, and an edit list passes over it."""
    data = trim(make("to-trim.mp4", "-c:v", "libx264", "-g", "100", "-c:a", "aac", seconds=12), start=7, seconds=3)
    verdict = examined(data, MP4, 4_000)
    assert verdict.code == ""
    assert verdict.duration_ms is not None
    assert abs(verdict.duration_ms - 3_000) <= 300


def test_tables_that_lead_nowhere_are_refused(make: Make) -> None:
    data = make("faststart.mp4", *H264, "-movflags", "+faststart")
    at = data.index(b"stco") + 8
    for wrong in (b"\x7f\xff\xff\xff", b"\0\0\0\0"):
        assert examined(data[: at + 4] + wrong + data[at + 8 :], MP4).code in {"truncated", "unreadable"}


def test_a_film_with_dolby_sound_plays_without_it() -> None:
    """A video of the field: Chromium shows it and is silent."""
    verdict = examined((SAMPLES / "ac3-sound.mp4").read_bytes(), MP4)
    assert (verdict.code, verdict.duration_ms, verdict.has_audio) == ("", 2_015, False)
    assert [(one.code, one.params) for one in verdict.notices] == [("sound_not_decodable", {"codec": "ac-3"})]
