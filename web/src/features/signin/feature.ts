import { lazy } from "react";

import type { Feature } from "../../ui/feature";

/** Signing in. */
export const feature: Feature = {
  name: "signin",
  screens: [],
  notices: [
    {
      above: (path) => path === "/",
      may: (me) => Boolean(me.sign_in_address),
      show: lazy(() => import("./OtherAddress")),
    },
  ],
};
