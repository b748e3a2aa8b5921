import path from "node:path";

import { expect, it } from "vitest";

import { objection } from "./boundaries.js";

const src = (file) => path.resolve(import.meta.dirname, "../src", file);
const judged = (from, to) => objection(src(from), src(to));

it("lets a part use what lies beside and below it", () => {
  expect(judged("ui/parts.tsx", "ui/icons")).toBeNull();
  expect(judged("features/reviews/Review.tsx", "ui/parts")).toBeNull();
  expect(judged("features/reviews/Review.tsx", "features/reviews/text/en/review")).toBeNull();
  expect(judged("main.tsx", "shell/App")).toBeNull();
});

it("lets no part use what lies above it", () => {
  expect(judged("ui/parts.tsx", "features/people")).toBe("upwards");
  expect(judged("api/call.ts", "ui/parts")).toBe("upwards");
  expect(judged("features/home/Home.tsx", "shell/Shell")).toBe("upwards");
});

it("lets features, and the shell, into another feature by its index only", () => {
  expect(judged("features/home/Home.tsx", "features/reviews")).toBeNull();
  expect(judged("features/home/Home.tsx", "features/reviews/states")).toBe("inside");
  expect(judged("shell/Screens.tsx", "features/reviews/Review")).toBe("inside");
});

it("keeps what tests are made of to tests", () => {
  expect(judged("features/people/People.test.tsx", "testing/render")).toBeNull();
  expect(judged("ui/parts.test.tsx", "testing/render")).toBeNull();
  expect(judged("features/people/People.tsx", "testing/render")).toBe("onlyTests");
});
