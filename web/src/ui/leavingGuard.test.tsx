// @vitest-environment jsdom
import { expect, it } from "vitest";

import { render } from "../testing/render";
import { useLeavingGuard } from "./leavingGuard";

function Draft({ unsaved }: { unsaved: boolean }) {
  useLeavingGuard(unsaved);
  return null;
}

it.each([true, false])("asks before the page goes away only if something is unsaved: %s", (unsaved) => {
  render(<Draft unsaved={unsaved} />);
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(unsaved);
});
