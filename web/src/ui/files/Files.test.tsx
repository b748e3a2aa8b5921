// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { render } from "../../testing/render";
import Files from "./Files";
import type { Shelf } from "./outbox";

const shelf = (): Shelf => ({
  name: `reviews/${crypto.randomUUID()}/self`,
  begin: vi.fn<Shelf["begin"]>().mockRejectedValue(new Error("never asked for")),
  look: vi.fn<Shelf["look"]>(),
  remove: vi.fn<Shelf["remove"]>(),
  changed: vi.fn<Shelf["changed"]>(),
});

it.each([
  ["a program", new File(["MZ"], "setup.exe"), "This file type isn't supported. Save it as PDF, for example."],
  ["an empty file", new File([], "notes.pdf"), "The file is empty."],
])("refuses %s and says why, without sending it", async (_, file, words) => {
  const place = shelf();
  render(<Files shelf={place} files={[]} may />);
  await userEvent.upload(screen.getByLabelText("Add files"), file, { applyAccept: false });
  expect(await screen.findByText(words)).toBeTruthy();
  expect(place.begin).not.toHaveBeenCalled();
});
