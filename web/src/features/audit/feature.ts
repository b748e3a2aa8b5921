import { isHrAdmin } from "../../api/me";
import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { TrailIcon } from "../../ui/icons";
import { routes } from "./routes";
import { auditMenu } from "./text/en/menu";

const { t } = speaking(auditMenu);

/** The audit trail. */
export const feature: Feature = {
  name: "audit",
  screens: [screen(routes.audit, () => import("./Audit"), { may: isHrAdmin })],
  menu: [{ path: routes.audit, title: t("nav.audit"), icon: TrailIcon, hr: true, may: isHrAdmin }],
};
