import { createContext, type ReactNode, useContext, useMemo } from "react";

import type { Me } from "./contract";

const Context = createContext<Me | null>(null);

/** Times are shown in the zone that someone chose for that; nothing else on a screen depends on their own. */
export function KnowMe({ me, children }: { me: Me; children: ReactNode }) {
  const shown = useMemo(() => ({ ...me, time_zone: me.display_time_zone }), [me]);
  return <Context value={shown}>{children}</Context>;
}

/** Who is signed in. Every screen is inside of it. */
export function useMe(): Me {
  const me = useContext(Context);
  if (!me) throw new Error("useMe outside of the signed-in part");
  return me;
}

/** Runs cycles; admins also open content and change the directory. */
export const isHr = (me: Me): boolean => me.roles.some((role) => role === "hr_admin" || role === "hr_assistant");
/** A role that no one has confirmed yet opens no more than an assistant's. */
export const isHrAdmin = (me: Me): boolean => me.roles.includes("hr_admin") && !isUnconfirmed(me);
export const isUnconfirmed = (me: Me): boolean => me.unconfirmed_roles.length > 0;
