import { lazy } from "react";

import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { VideoIcon } from "../../ui/icons";
import { forgetRecordings } from "./recording/forget";
import { routes } from "./routes";
import { reflectionsMenu } from "./text/en/menu";

const { t } = speaking(reflectionsMenu);

/** Whether a recording of this person is not on the server yet. */
async function unsent(person: string): Promise<boolean> {
  // Without a network the part that knows may not come; no one is to be kept from signing out by that.
  const loaded = await import("./recording/recordingManager").catch(() => null);
  return loaded?.recordingManager.hasUnsent(person).catch(() => false) ?? false;
}

/** Reflections: to record, to watch, to talk about. */
export const feature: Feature = {
  name: "reflections",
  screens: [
    screen(routes.reflections, () => import("./Reflections")),
    screen(routes.newReflection, () => import("./Record"), { wide: true }),
    screen(routes.reflection, () => import("./Reflection"), { wide: true }),
    screen(routes.recordReflection, () => import("./Record"), { wide: true }),
  ],
  adds: [{ title: t("reflections.new"), path: routes.newReflection, icon: VideoIcon }],
  menu: [{ path: routes.reflections, title: t("nav.reflections"), icon: VideoIcon, key: "v", unlisted: true }],
  kinds: [
    {
      kind: "reflection",
      title: t("kind.reflection"),
      icon: VideoIcon,
      state: lazy(() => import("./parts").then(({ StateTag }) => ({ default: StateTag }))),
      list: { path: routes.reflections, title: t("nav.reflections") },
    },
  ],
  withPerson: [{ name: "reflections", order: 80, show: lazy(() => import("./ReflectionsWith")) }],
  dock: () => import("./Dock"),
  device: { unsent, warning: t("signOut.recording"), forget: forgetRecordings },
  keys: lazy(() => import("./PlayerKeys")),
};
