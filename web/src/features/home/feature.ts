import { lazy } from "react";

import { t } from "../../text";
import { type Feature, screen } from "../../ui/feature";
import { HomeIcon } from "../../ui/icons";
import { routes } from "./routes";

/** What is next. */
export const feature: Feature = {
  name: "home",
  screens: [screen(routes.home, () => import("./Home"))],
  withPerson: [{ name: "tasks", order: 10, show: lazy(() => import("./TasksWith")) }],
  menu: [{ path: routes.home, title: t("nav.home"), icon: HomeIcon, key: "h" }],
};
