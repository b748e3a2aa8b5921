import { device } from "../ui/drafts/device";

const TRIED = "throughline-newest";
const AGAIN_AFTER = 60_000;

/**
 * A page that was open while a newer client was deployed asks for parts that are gone: it loads itself again, once.
 * What was being written is on the device by then.
 */
export function newest(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const tried = Number(sessionStorage.getItem(TRIED) ?? 0);
    if (!navigator.onLine || Date.now() - tried < AGAIN_AFTER) return;
    sessionStorage.setItem(TRIED, String(Date.now()));
    event.preventDefault();
    void device.saveAll().finally(() => location.reload());
  });
}
