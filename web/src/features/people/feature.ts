import { lazy } from "react";

import { isHrAdmin, isUnconfirmed } from "../../api/me";
import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { ImportIcon, LockIcon, PeopleIcon } from "../../ui/icons";
import { routes } from "./routes";
import { peopleMenu } from "./text/en/menu";

const { t } = speaking(peopleMenu);

/** The directory. */
export const feature: Feature = {
  name: "people",
  screens: [
    screen(routes.people, () => import("./People")),
    screen(routes.heldChanges, () => import("./Held"), { may: isHrAdmin }),
    screen(routes.person, () => import("./Profile")),
    screen(routes.import, () => import("./Import"), { may: isHrAdmin }),
    screen(routes.signIns, () => import("./SignIns"), { may: isHrAdmin }),
  ],
  finder: { title: t("nav.people"), first: true, find: async (...asked) => (await import("./find")).find(...asked) },
  commands: [{ title: t("people.mine"), path: ({ id }) => routes.person.replace(":id", id), icon: PeopleIcon }],
  menu: [
    { path: routes.people, title: t("nav.people"), icon: PeopleIcon, key: "p" },
    { path: routes.import, title: t("nav.directory"), icon: ImportIcon, hr: true, may: isHrAdmin },
    { path: routes.signIns, title: t("nav.signIns"), icon: LockIcon, hr: true, may: isHrAdmin },
  ],
  notices: [
    {
      above: (path) => path === "/" || path.startsWith("/hr/"),
      may: isUnconfirmed,
      show: lazy(() => import("./UnconfirmedRole")),
    },
  ],
};
