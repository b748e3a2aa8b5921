import { describe, expect, it } from "vitest";

import { apart, city, dateWords, dayEnding, dueShort, dueWords, instantWords, momentWords } from "./dates";

const berlin = "Europe/Berlin";
const now = new Date("2026-03-10T09:00:00Z");

describe("a deadline in words", () => {
  it("names the day that it ends, in the person's zone", () => {
    expect(dueWords("2026-03-13T23:00:00Z", now, berlin)).toBe("due in 3 days, Friday 13 March, end of day in Berlin");
  });

  it("says a time where it is not the end of a day there", () => {
    expect(dueWords("2026-03-13T23:00:00Z", now, "America/New_York")).toBe("due in 3 days, Friday 13 March, 19:00");
  });

  it("knows today, tomorrow, and what is past", () => {
    expect(dueShort("2026-03-10T23:00:00Z", now, berlin)).toBe("due today");
    expect(dueShort("2026-03-11T23:00:00Z", now, berlin)).toBe("due tomorrow");
    expect(dueShort("2026-03-08T23:00:00Z", now, berlin)).toBe("was due 2 days ago");
  });

  it("counts calendar days over the change to summer time", () => {
    expect(dueShort("2026-03-30T22:00:00Z", new Date("2026-03-28T22:30:00Z"), berlin)).toBe("due in 2 days");
  });

  it("speaks of weeks when it is far, and of the year when it is another one", () => {
    expect(dueWords("2027-01-08T23:00:00Z", now, berlin)).toMatch(/^due in \d+ weeks, Friday 8 January 2027/);
  });
});

describe("a day in a zone", () => {
  const tokyo = "Asia/Tokyo";

  it("is said as those call it whose day it is", () => {
    expect(dueWords("2026-03-13T15:00:00Z", now, tokyo)).toBe("due in 3 days, Friday 13 March, end of day in Tokyo");
    expect(dayEnding("2026-03-13T15:00:00Z", tokyo)).toBe("2026-03-13");
    expect(dayEnding("2026-03-13T15:00:00Z", berlin)).toBe("2026-03-13");
    expect(dayEnding("2026-03-13T15:00:01Z", tokyo)).toBe("2026-03-14");
  });

  it("differs from the reader's by what the clock shows, not by the name of the zone", () => {
    expect(apart("2026-03-13T15:00:00Z", tokyo, berlin)).toBe(true);
    expect(apart("2026-03-13T15:00:00Z", "Europe/Paris", berlin)).toBe(false);
    expect(apart("2026-03-13T15:00:00Z", berlin, berlin)).toBe(false);
  });

  it("is written for good with date, time and zone", () => {
    expect(instantWords("2026-03-10T08:59:40Z", tokyo)).toBe("10 March 2026, 17:59 (Asia/Tokyo)");
  });
});

describe("other moments", () => {
  it("says how long ago, then the day", () => {
    expect(momentWords("2026-03-10T08:59:40Z", now, berlin)).toBe("now");
    expect(momentWords("2026-03-10T08:55:00Z", now, berlin)).toBe("5 minutes ago");
    expect(momentWords("2026-03-10T06:00:00Z", now, berlin)).toBe("today 07:00");
    expect(momentWords("2026-03-02T06:00:00Z", now, berlin)).toBe("Monday 2 March 07:00");
  });

  it("writes dates without a zone as they are", () => {
    expect(dateWords("2026-03-13")).toBe("13 March 2026");
    expect(city("America/New_York")).toBe("New York");
  });
});
