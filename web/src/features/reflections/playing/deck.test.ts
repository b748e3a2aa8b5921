import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Deck } from "./deck";
import { Links } from "./links";

/** A film that is where it is told to be. */
class Video extends EventTarget {
  src = "";
  currentTime = 0;
  readyState = 4;
  paused = true;
  seeking = false;
  muted = false;
  playbackRate = 1;

  constructor(readonly duration: number) {
    super();
  }

  async play(): Promise<void> {
    this.paused = false;
  }

  pause(): void {
    this.paused = true;
  }

  load(): void {
    // Nothing is fetched.
  }

  removeAttribute(): void {
    this.src = "";
  }

  tell(event: string): void {
    this.dispatchEvent(new Event(event));
  }
}

const kept = new Map<string, string>();
let screen: Video;
let camera: Video;

/** A screen and a camera whose first frames were recorded at these moments, ms. */
async function deckOf(screenAt: number, cameraAt: number, rate?: string): Promise<Deck> {
  if (rate) kept.set("throughline-speed", rate);
  const tracks = [
    { kind: "camera", url: "camera", offset_ms: cameraAt },
    { kind: "screen", url: "screen", offset_ms: screenAt },
  ];
  const links = new Links(async () => ({ tracks, expires_at: new Date(Date.now() + 300_000).toISOString() }));
  const deck = new Deck(links, ["screen", "camera"], () => screen.duration);
  deck.attach(screen as unknown as HTMLVideoElement, camera as unknown as HTMLVideoElement);
  await vi.waitFor(() => expect(camera.src).toBe("camera"));
  for (const film of [screen, camera]) film.tell("loadedmetadata");
  return deck;
}

beforeEach(() => {
  [screen, camera] = [new Video(60), new Video(40)];
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe("a camera that woke 1.2 s late", () => {
  it("is sought to the same moment, not to the same second", async () => {
    const deck = await deckOf(0, 1_200);
    deck.seek(10);
    expect([screen.currentTime, camera.currentTime]).toEqual([10, 8.8]);
  });

  it("is not shown before it woke, nor after its end, and waits there", async () => {
    const deck = await deckOf(0, 1_200);
    expect(deck.snapshot().second).toBe(false);
    await deck.play();
    screen.tell("play");
    expect(camera.paused).toBe(true);
    screen.currentTime = 1.5;
    screen.tell("timeupdate");
    expect(deck.snapshot().second).toBe(true);
    expect(camera.currentTime).toBeCloseTo(0.3);
    expect(camera.paused).toBe(false);
    screen.currentTime = 41.3;
    screen.tell("timeupdate");
    expect([deck.snapshot().second, camera.paused]).toEqual([false, true]);
  });

  it("glides to its own moment while it plays", async () => {
    const deck = await deckOf(0, 1_200);
    await deck.play();
    [screen.currentTime, camera.currentTime] = [10, 8.8];
    screen.tell("timeupdate");
    expect(camera.playbackRate).toBe(1);
    camera.currentTime = 9;
    screen.tell("timeupdate");
    expect(camera.playbackRate).toBeLessThan(1);
    camera.currentTime = 10;
    screen.tell("timeupdate");
    expect(camera.currentTime).toBeCloseTo(8.8);
  });
});

it("a screen that woke late leaves the camera ahead of it", async () => {
  const deck = await deckOf(800, 0);
  deck.seek(0);
  expect([screen.currentTime, camera.currentTime]).toEqual([0, 0.8]);
});

it("the speed is the one of the last time, on whatever film", async () => {
  const deck = await deckOf(0, 0, "1.5");
  expect([deck.snapshot().rate, screen.playbackRate, camera.playbackRate]).toEqual([1.5, 1.5, 1.5]);
  deck.setRate(2);
  expect((await deckOf(0, 0)).snapshot().rate).toBe(2);
});

it("tenths, ends and ten seconds are places of the film that leads", async () => {
  const deck = await deckOf(0, 0);
  deck.toShare(0.5);
  expect(screen.currentTime).toBe(30);
  deck.by(10);
  expect(screen.currentTime).toBe(40);
});
