import { feature as audit } from "../features/audit";
import { feature as company } from "../features/company";
import { feature as cycles } from "../features/cycles";
import { feature as help } from "../features/help";
import { feature as home } from "../features/home";
import { feature as mail } from "../features/mail";
import { feature as people } from "../features/people";
import { feature as questionnaires } from "../features/questionnaires";
import { feature as reflections } from "../features/reflections";
import { feature as reviews } from "../features/reviews";
import { feature as settings } from "../features/settings";
import { feature as signin } from "../features/signin";
import { feature as team } from "../features/team";
import { feature as withPeople } from "../features/with";
import { feature as year } from "../features/year";
import type { Feature } from "../ui/feature";

/** All features, in the order of their entries in the menu. */
export const features: readonly Feature[] = [
  home,
  year,
  withPeople,
  reviews,
  reflections,
  team,
  cycles,
  questionnaires,
  mail,
  people,
  audit,
  company,
  settings,
  help,
  signin,
];
