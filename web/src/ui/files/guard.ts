import { device } from "../drafts/device";
import { outbox } from "./outbox";

/** Ask before a window closes that is sending a file; at sign-out nothing more is sent. */
export function guardOutbox(): void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  outbox.subscribe(() => {
    if (outbox.busy) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  });
  device.leaving.add(async () => outbox.clear());
}
