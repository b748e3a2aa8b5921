import { describe, expect, it } from "vitest";

import { clock } from "../../../text/clock";
import {
  bareType,
  bitrate,
  chooseType,
  extension,
  fileType,
  isMatroska,
  megabytes,
  playedAs,
  qualityOf,
  sourcesHere,
  TYPES,
  VIDEO_FILES,
  VIDEOS,
} from "./media";

describe("what is recorded in", () => {
  it("is MP4 with AAC where the browser has it", () => {
    expect(chooseType(() => true)).toBe("video/mp4;codecs=avc1.42E01E,mp4a.40.2");
  });

  it("is MP4 with Opus in a Chromium without AAC", () => {
    expect(chooseType((type) => !type.includes("mp4a"))).toBe("video/mp4;codecs=avc1.42E01E,opus");
  });

  it("is WebM, VP9 before VP8, where there is no H.264", () => {
    expect(chooseType((type) => type.includes("webm"))).toBe("video/webm;codecs=vp9,opus");
    expect(chooseType((type) => type.includes("vp8"))).toBe("video/webm;codecs=vp8,opus");
  });

  it("is plain MP4 as the last resort, and nothing where nothing goes", () => {
    expect(chooseType((type) => type === "video/mp4")).toBe("video/mp4");
    expect(chooseType(() => false)).toBeNull();
  });

  it("never is a container that nothing plays: WebM with H.264 would become Matroska", () => {
    expect(TYPES.filter((type) => type.includes("webm") && type.includes("avc1"))).toEqual([]);
  });

  it("has a plain type and the end of a file's name", () => {
    expect(bareType("video/MP4; codecs=avc1.42E01E,opus")).toBe("video/mp4");
    expect(extension("video/webm;codecs=vp9,opus")).toBe("webm");
    expect(extension("video/mp4")).toBe("mp4");
  });
});

describe("the bit rate", () => {
  it("is good where there is room", () => {
    expect(bitrate("screen", { maxMs: 300_000, maxBytes: 500_000_000 })).toBe(2_500_000);
  });

  it("keeps the full length below the full size", () => {
    const limits = { maxMs: 60 * 60_000, maxBytes: 500_000_000 };
    expect((bitrate("screen", limits) * 3600) / 8).toBeLessThan(limits.maxBytes);
  });

  it("never is so low that nothing can be seen", () => {
    expect(bitrate("camera", { maxMs: 3_600_000, maxBytes: 10_000_000 })).toBe(250_000);
  });
});

describe("the quality of a recording", () => {
  const limits = { maxMs: 300_000, maxBytes: 500_000_000 };
  const opus = "video/mp4;codecs=avc1.42E01E,opus";

  it("is good where the line is fast, or nobody knows it", () => {
    const good = { videoBitsPerSecond: 2_500_000, audioBitsPerSecond: 64_000 };
    expect(qualityOf("screen", opus, { limits, line: null, files: 2 })).toEqual(good);
    expect(qualityOf("screen", opus, { limits, line: 20_000_000, files: 2 })).toEqual(good);
  });

  it("is what a slow line takes, which two files share", () => {
    const given = { limits, line: 1_000_000, files: 2 };
    expect(qualityOf("camera", opus, given)).toEqual({ videoBitsPerSecond: 350_000, audioBitsPerSecond: 32_000 });
  });

  it("is never nothing; AAC keeps its own bit rate", () => {
    const given = { limits, line: 1_000, files: 1 };
    expect(qualityOf("camera", TYPES[0], given)).toEqual({ videoBitsPerSecond: 80_000 });
  });
});

describe("what can be recorded here", () => {
  const getUserMedia = (): Promise<MediaStream> => Promise.reject(new Error("not asked"));

  it("is everything on a desktop", () => {
    expect(sourcesHere({ getUserMedia, getDisplayMedia: getUserMedia })).toEqual(["screen", "camera", "both"]);
  });

  it("is the camera on a phone, and nothing without devices", () => {
    expect(sourcesHere({ getUserMedia })).toEqual(["camera"]);
    expect(sourcesHere({})).toEqual([]);
  });
});

it("tells time as a clock does", () => {
  expect([0, 59_999, 61_000, 3_723_000].map(clock)).toEqual(["0:00", "0:59", "1:01", "1:02:03"]);
});

describe("a file of one's own", () => {
  it("may be a QuickTime film, also where the system does not know its type, and plays as MP4", () => {
    for (const type of ["video/quicktime", ""]) expect(fileType({ name: "IMG_1.MOV", type })).toBe("video/quicktime");
    expect(VIDEOS).toContain("video/quicktime");
    expect(VIDEO_FILES.split(",")).toContain(".mov");
    expect(["video/quicktime", "video/webm"].map(playedAs)).toEqual(["video/mp4", "video/webm"]);
  });

  it("is known as Matroska by its type or its name, and is none of those that are taken", () => {
    const types = ["", "video/x-matroska", "video/matroska"].map((type) => fileType({ name: "take.mkv", type }));
    expect(types.map(isMatroska)).toEqual([true, true, true]);
    expect(types.filter((type) => VIDEOS.includes(type))).toEqual([]);
    expect(fileType({ name: "notes", type: "" })).toBe("");
  });
});

describe("a size", () => {
  it("is never said to be 0.0 MB where there is something", () => {
    expect([0, 1, 49_000, 1_240_000, 9_960_000, 123_400_000].map(megabytes)).toEqual([
      "0.0",
      "0.1",
      "0.1",
      "1.2",
      "10.0",
      "123",
    ]);
  });
});
