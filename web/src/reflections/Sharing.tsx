import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";

import { useAsk, useRefresh, useTell } from "../api/hooks";
import { useMe } from "../app/me";
import { t } from "../text";
import { Confirm } from "../ui/Confirm";
import { ProblemNote } from "../ui/Problem";
import { WhoCanSee } from "../ui/WhoCanSee";
import { useSay } from "../ui/toasts";
import type { ReflectionLine, ReflectionView } from "../api/contract";

export const TOUCHED = ["GET /reflections/{reflection_id}", "GET /reflections", "GET /home"] as const;
const SOON = 1_500;

/** Whether the manager of today sees it: then, and only then, a shared one cannot be shared once more. */
const isSeenByManager = ({ state, actions }: ReflectionView): boolean =>
  state === "shared" && !actions.includes("share");

/** Who can see it, said plainly. */
export function Seen({ reflection }: { reflection: ReflectionView }) {
  const me = useMe();
  if (reflection.owner.id !== me.id) {
    return <WhoCanSee>{t("reflection.who.theirs", { name: reflection.owner.name })}</WhoCanSee>;
  }
  const shared = me.manager && isSeenByManager(reflection);
  return shared ? (
    <WhoCanSee>{t("reflection.who.shared", { name: me.manager?.name ?? "" })}</WhoCanSee>
  ) : (
    <WhoCanSee onlyYou>{t("reflection.who.onlyYou")}</WhoCanSee>
  );
}

/** Share with the manager by name, or take it back. */
export function ShareButton({ reflection, ready }: { reflection: ReflectionView; ready: boolean }) {
  const me = useMe();
  const [asking, setAsking] = useState<"share" | "unshare" | null>(null);
  const share = useTell("POST /reflections/{reflection_id}/share", TOUCHED);
  const unshare = useTell("POST /reflections/{reflection_id}/unshare", TOUCHED);
  const say = useSay();
  const path = { reflection_id: reflection.id };
  const name = me.manager?.name ?? "";
  const close = (): void => {
    setAsking(null);
    share.reset();
    unshare.reset();
  };
  const yes = async (): Promise<void> => {
    if (!(await (asking === "share" ? share : unshare).tell({ path }))) return;
    say(t(asking === "share" ? "reflection.shared" : "reflection.unshared", { name }));
    close();
  };
  const shared = isSeenByManager(reflection);
  return (
    <>
      {reflection.actions.includes("unshare") && (
        <Button variant="default" onClick={() => setAsking("unshare")}>
          {t("reflection.unshare")}
        </Button>
      )}
      {!shared && !isForFormer(reflection) && me.manager && (
        <Button disabled={!ready || !reflection.actions.includes("share")} onClick={() => setAsking("share")}>
          {t("reflection.share", { name })}
        </Button>
      )}
      <Confirm
        opened={asking !== null}
        title={t(asking === "unshare" ? "reflection.unshare.title" : "reflection.share.title", { name })}
        yes={t(asking === "unshare" ? "reflection.unshare" : "reflection.share.yes")}
        busy={share.busy || unshare.busy}
        onYes={() => void yes()}
        onNo={close}
      >
        <p style={{ marginTop: 0 }}>
          {t(asking === "unshare" ? "reflection.unshare.text" : "reflection.share.text", { name })}
        </p>
        <ProblemNote error={share.error ?? unshare.error} />
      </Confirm>
    </>
  );
}

/** The manager is another one now: nothing is seen by the new one until its owner agrees. */
export function NewManager({ reflection }: { reflection: ReflectionView }) {
  const me = useMe();
  const one = useTell("POST /reflections/{reflection_id}/share", TOUCHED);
  const say = useSay();
  if (!isForFormer(reflection)) return null;
  const name = me.manager?.name ?? "";
  const agree = async (): Promise<void> => {
    if (await one.tell({ path: { reflection_id: reflection.id } })) say(t("reflection.shared", { name }));
  };
  return (
    <Agreeing reflection={reflection} error={one.error}>
      <Button size="xs" loading={one.busy} onClick={() => void agree()}>
        {t("reflection.newManager.this", { name })}
      </Button>
    </Agreeing>
  );
}

/** The same above the list. Two of the shared ones tell it: agreed to are all of them, or one after the other. */
export function AgreeForAll({ lines }: { lines: readonly ReflectionLine[] }) {
  const shared = lines.filter(({ state }) => state === "shared").map(({ id }) => id);
  const newest = useForFormer(shared.at(0));
  const oldest = useForFormer(newest ? undefined : shared.at(-1));
  const found = newest ?? oldest;
  return found && <Agreeing reflection={found} error={null} />;
}

/** This reflection, where today's manager does not see it. */
function useForFormer(id: string | undefined): ReflectionView | null {
  const me = useMe();
  const path = { reflection_id: id ?? "" };
  const { data } = useAsk(
    "GET /reflections/{reflection_id}",
    { path },
    { when: id !== undefined && me.manager !== null },
  );
  return id && data && isForFormer(data) ? data : null;
}

/** Shared, but with somebody who is not the manager any more. */
const isForFormer = ({ state, actions }: ReflectionView): boolean => state === "shared" && actions.includes("share");

interface Agreed {
  reflection: ReflectionView;
  error: Error | null;
  children?: ReactNode;
}

function Agreeing({ reflection, error, children }: Agreed) {
  const me = useMe();
  const all = useTell("POST /reflections/share", TOUCHED);
  const say = useSay();
  const name = me.manager?.name ?? "";
  const before = (reflection.shared_with ?? []).map((person) => person.name).join(", ");
  const [agreed, setAgreed] = useState(false);
  const refresh = useRefresh();
  useEffect(() => {
    if (!agreed) return undefined;
    // They are opened one after the other, within seconds; this note goes as soon as they are.
    const timer = setInterval(() => void refresh(...TOUCHED), SOON);
    return () => clearInterval(timer);
  }, [agreed, refresh]);
  const agree = async (): Promise<void> => {
    if (!(await all.tell({}))) return;
    setAgreed(true);
    say(t("reflection.shared", { name }));
  };
  return (
    <div className="note-card" role="note">
      <p>{t("reflection.newManager", { name, before })}</p>
      <div className="note-actions">
        {children}
        <Button size="xs" variant="default" loading={all.busy || agreed} onClick={() => void agree()}>
          {t("reflection.newManager.all", { name })}
        </Button>
      </div>
      <ProblemNote error={error ?? all.error} />
    </div>
  );
}
