import type { ReactNode } from "react";

import type { CycleView } from "../../api/contract";
import type { Actions } from "../../ui/ActionMenu";
import { DetailPage } from "../../ui/DetailPage";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { CycleTag } from "./CycleTag";
import { routes } from "./routes";
import { t } from "./text";

const BACK = { href: routes.cycles, text: t("hr.cycles.title") };

interface Shown {
  cycle: CycleView;
  lead: ReactNode;
  action?: ReactNode;
  menu?: Actions;
  children: ReactNode;
}

/** The screen of a cycle, wherever it stands. */
export function CyclePage({ cycle, ...rest }: Shown) {
  return (
    <DetailPage
      title={cycle.name}
      back={BACK}
      state={<CycleTag state={cycle.state} />}
      audience={<WhoCanSee>{t("hr.cycle.who")}</WhoCanSee>}
      {...rest}
    />
  );
}
