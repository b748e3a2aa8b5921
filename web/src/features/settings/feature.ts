import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { routes } from "./routes";
import { settingsMenu } from "./text/en/menu";

const { t } = speaking(settingsMenu);

/** One's own settings. */
export const feature: Feature = {
  name: "settings",
  screens: [screen(routes.settings, () => import("./Settings"))],
  commands: [{ title: t("settings.open"), path: routes.settings }],
};
