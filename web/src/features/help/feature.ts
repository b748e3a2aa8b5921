import { type Feature, screen } from "../../ui/feature";
import { routes } from "./routes";

/** Help. */
export const feature: Feature = {
  name: "help",
  screens: [screen(routes.help, () => import("./Help")), screen(routes.helpFor, () => import("./Help"))],
};
