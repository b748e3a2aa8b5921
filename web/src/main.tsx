import "./shell/mantine.css";
import "./shell/shell.css";
import "./ui/ui.css";
import "./ui/inputs.css";
import "./ui/questions/writing.css";
import "./shell/media.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./shell/App";
import { features } from "./shell/features";
import { newest } from "./shell/newest";
import { device } from "./ui/drafts/device";
import { session } from "./api/session/session";

for (const feature of features) if (feature.device) device.leaving.add(feature.device.forget);
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
