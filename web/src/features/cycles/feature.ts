import { isHr } from "../../api/me";
import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { CycleIcon } from "../../ui/icons";
import { routes } from "./routes";
import { cyclesMenu } from "./text/en/menu";

const { t } = speaking(cyclesMenu);

/** HR's cycles of reviews. */
export const feature: Feature = {
  name: "cycles",
  screens: [
    screen(routes.cycles, () => import("./Cycles"), { may: isHr }),
    screen(routes.newCycle, () => import("./Wizard"), { may: isHr, wide: true }),
    screen(routes.cycle, () => import("./Cycle"), { may: isHr, wide: true }),
    screen(routes.editCycle, () => import("./Wizard"), { may: isHr, wide: true }),
  ],
  adds: [{ title: t("cycles.new"), path: routes.newCycle, icon: CycleIcon, may: isHr }],
  menu: [{ path: routes.cycles, title: t("nav.cycles"), icon: CycleIcon, hr: true, may: isHr }],
};
