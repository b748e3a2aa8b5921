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
import { session } from "./signin/session";

device.watch();
session.watch(() => device.forget());
newest();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
