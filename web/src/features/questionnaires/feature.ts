import { isHr } from "../../api/me";
import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { FormIcon } from "../../ui/icons";
import { routes } from "./routes";
import { questionnairesMenu } from "./text/en/menu";

const { t } = speaking(questionnairesMenu);

/** Questionnaires. */
export const feature: Feature = {
  name: "questionnaires",
  screens: [
    screen(routes.questionnaires, () => import("./Questionnaires"), { may: isHr }),
    screen(routes.newQuestionnaire, () => import("./Designer"), { may: isHr }),
    screen(routes.questionnaire, () => import("./Designer"), { may: isHr }),
  ],
  adds: [{ title: t("questionnaires.new"), path: routes.newQuestionnaire, icon: FormIcon, may: isHr }],
  menu: [{ path: routes.questionnaires, title: t("nav.questionnaires"), icon: FormIcon, hr: true, may: isHr }],
};
