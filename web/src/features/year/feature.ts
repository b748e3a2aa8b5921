import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { HistoryIcon } from "../../ui/icons";
import { routes } from "./routes";
import { yearMenu } from "./text/en/menu";

const { t } = speaking(yearMenu);

/** One line of time: everything of one's own, whatever feature it is of. */
export const feature: Feature = {
  name: "year",
  screens: [screen(routes.year, () => import("./Year"))],
  finder: { title: t("year.found"), find: async (...asked) => (await import("./find")).find(...asked) },
  menu: [{ path: routes.year, title: t("nav.year"), icon: HistoryIcon, key: "y" }],
};
