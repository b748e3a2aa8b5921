import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { TeamIcon } from "../../ui/icons";
import { routes } from "./routes";
import { teamMenu } from "./text/en/menu";

const { t } = speaking(teamMenu);

/** A manager's list of reviews. */
export const feature: Feature = {
  name: "team",
  screens: [screen(routes.team, () => import("./Team"), { wide: true })],
  menu: [{ path: routes.team, title: t("nav.team"), icon: TeamIcon, may: (me) => me.has_reports }],
};
