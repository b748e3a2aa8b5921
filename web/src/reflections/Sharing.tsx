import { Button } from "@mantine/core";
import { useState } from "react";

import { useTell } from "../api/hooks";
import { useMe } from "../app/me";
import { t } from "../text";
import { Confirm } from "../ui/Confirm";
import { ProblemNote } from "../ui/Problem";
import { WhoCanSee } from "../ui/WhoCanSee";
import { useSay } from "../ui/toasts";
import type { ReflectionView } from "../api/contract";

export const TOUCHED = ["GET /reflections/{reflection_id}", "GET /reflections", "GET /home"] as const;

/** Whom it is shared with at this moment: the present manager only, and only where its owner agreed. */
export function isSharedWith(reflection: ReflectionView, id: string | undefined): boolean {
  return reflection.state === "shared" && (reflection.shared_with ?? []).some((one) => one.id === id);
}

/** Who can see it, said plainly. */
export function Seen({ reflection }: { reflection: ReflectionView }) {
  const me = useMe();
  if (reflection.owner.id !== me.id) {
    return <WhoCanSee>{t("reflection.who.theirs", { name: reflection.owner.name })}</WhoCanSee>;
  }
  const shared = me.manager && isSharedWith(reflection, me.manager.id);
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
  const shared = isSharedWith(reflection, me.manager?.id);
  return (
    <>
      {reflection.actions.includes("unshare") && (
        <Button variant="default" onClick={() => setAsking("unshare")}>
          {t("reflection.unshare")}
        </Button>
      )}
      {!shared && me.manager && (
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
  const all = useTell("POST /reflections/share", TOUCHED);
  const one = useTell("POST /reflections/{reflection_id}/share", TOUCHED);
  const say = useSay();
  const before = reflection.shared_with ?? [];
  const changed = reflection.state === "shared" && before.length > 0 && !isSharedWith(reflection, me.manager?.id);
  if (!changed || !me.manager || !reflection.actions.includes("share")) return null;
  const { name } = me.manager;
  const agree = async (asked: Promise<unknown>): Promise<void> => {
    if (await asked) say(t("reflection.shared", { name }));
  };
  return (
    <div className="note-card" role="note">
      <p>{t("reflection.newManager", { name, before: before.map((person) => person.name).join(", ") })}</p>
      <div className="note-actions">
        <Button
          size="xs"
          loading={one.busy}
          onClick={() => void agree(one.tell({ path: { reflection_id: reflection.id } }))}
        >
          {t("reflection.newManager.this", { name })}
        </Button>
        <Button size="xs" variant="default" loading={all.busy} onClick={() => void agree(all.tell({}))}>
          {t("reflection.newManager.all", { name })}
        </Button>
      </div>
      <ProblemNote error={one.error ?? all.error} />
    </div>
  );
}
