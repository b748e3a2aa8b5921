import { common } from "../../text/en/common";
import { speaking } from "../../text/speaking";
import { reviewsMenu } from "../../features/reviews/text/en/menu";
import { reflectionsMenu } from "../../features/reflections/text/en/menu";
import { companyMenu } from "../../features/company/text/en/menu";
import { teamMenu } from "../../features/team/text/en/menu";
import { peopleMenu } from "../../features/people/text/en/menu";
import { cyclesMenu } from "../../features/cycles/text/en/menu";
import { questionnairesMenu } from "../../features/questionnaires/text/en/menu";
import { mailMenu } from "../../features/mail/text/en/menu";
import { auditMenu } from "../../features/audit/text/en/menu";
import { shell } from "./en/shell";

/** For what is around every screen. */
const texts = {
  ...common,
  ...reviewsMenu,
  ...reflectionsMenu,
  ...companyMenu,
  ...teamMenu,
  ...peopleMenu,
  ...cyclesMenu,
  ...questionnairesMenu,
  ...mailMenu,
  ...auditMenu,
  ...shell,
};

export type Key = keyof typeof texts;

export const { t, tOr, tn, tx } = speaking<Key>(texts);
