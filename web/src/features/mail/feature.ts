import { isHr } from "../../api/me";
import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { MailIcon } from "../../ui/icons";
import { routes } from "./routes";
import { mailMenu } from "./text/en/menu";

const { t } = speaking(mailMenu);

/** Emails that could not be delivered, and the page that stops reminders. */
export const feature: Feature = {
  name: "mail",
  screens: [
    screen(routes.mails, () => import("./Mails"), { may: isHr }),
    screen(routes.unsubscribe, () => import("./Unsubscribe"), { open: true }),
  ],
  menu: [{ path: routes.mails, title: t("nav.mails"), icon: MailIcon, hr: true, may: isHr }],
};
