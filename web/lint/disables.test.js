import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect, it } from "vitest";

const SOURCE = path.resolve(import.meta.dirname, "../src");

it("lets a rule be broken on one line only, by name and with the reason", () => {
  const files = readdirSync(SOURCE, { recursive: true }).filter((file) => /\.tsx?$/.test(file));
  const lines = files.flatMap((file) => readFileSync(path.join(SOURCE, file), "utf8").split("\n"));
  const disabled = lines.filter((line) => line.includes("eslint-disable"));
  expect(disabled.length).toBeGreaterThan(0);
  expect(disabled.filter((line) => !/eslint-disable-(?:next-)?line \S.* -- \S/.test(line))).toEqual([]);
});
