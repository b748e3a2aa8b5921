import { lazy } from "react";

import { isHrAdmin } from "../../api/me";
import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { CompanyIcon } from "../../ui/icons";
import { routes } from "./routes";
import { companyMenu } from "./text/en/menu";

const { t } = speaking(companyMenu);

/** Home and the screens of HR, but those that themselves ask for it. */
const asks = (path: string): boolean => path === "/" || /^\/hr\/(?!company|import)/.test(path);

/** The company's settings. */
export const feature: Feature = {
  name: "company",
  screens: [screen(routes.company, () => import("./Company"), { may: isHrAdmin })],
  menu: [{ path: routes.company, title: t("nav.company"), icon: CompanyIcon, hr: true, may: isHrAdmin }],
  notices: [{ above: asks, may: isHrAdmin, show: lazy(() => import("./HrNotices")) }],
};
