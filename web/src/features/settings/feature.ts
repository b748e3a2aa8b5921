import { type Feature, screen } from "../../ui/feature";
import { routes } from "./routes";

/** One's own settings. */
export const feature: Feature = {
  name: "settings",
  screens: [screen(routes.settings, () => import("./Settings"))],
};
