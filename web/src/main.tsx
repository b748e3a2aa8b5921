import "./app/mantine.css";
import "./app/shell.css";
import "./ui/ui.css";
import "./ui/inputs.css";
import "./questions/writing.css";
import "./app/media.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";
import { newest } from "./app/newest";
import { device } from "./drafts/device";

device.watch();
afterDeployment();
newest();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

/**
 * A screen that is loaded after a new version was put in place may not be there any more: take the new version, once.
 * What is being written is on the device by then.
 */
function afterDeployment(): void {
  const last = "throughline-reloaded";
  window.addEventListener("vite:preloadError", (event) => {
    const recently = Date.now() - Number(sessionStorage.getItem(last)) < 60_000;
    if (!navigator.onLine || recently) return;
    event.preventDefault();
    sessionStorage.setItem(last, String(Date.now()));
    void device.saveAll().finally(() => location.reload());
  });
}
