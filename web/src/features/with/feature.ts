import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { TalkIcon } from "../../ui/icons";
import { routes } from "./routes";
import { withMenu } from "./text/en/menu";

const { t } = speaking(withMenu);

/** The people one talks with, and a page of two with each. */
export const feature: Feature = {
  name: "with",
  screens: [screen(routes.with, () => import("./People")), screen(routes.withPerson, () => import("./WithPerson"))],
  menu: [{ path: routes.with, title: t("nav.with"), icon: TalkIcon, key: "w" }],
};
