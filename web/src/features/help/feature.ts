import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { routes } from "./routes";
import { helpMenu } from "./text/en/menu";

const { t } = speaking(helpMenu);

/** Help. */
export const feature: Feature = {
  name: "help",
  screens: [screen(routes.help, () => import("./Help")), screen(routes.helpFor, () => import("./Help"))],
  commands: [{ title: t("help.open"), path: routes.help }],
};
