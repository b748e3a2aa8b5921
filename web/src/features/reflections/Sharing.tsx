import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";

import { useRefresh, useApiMutation } from "../../api/hooks";
import { useMe } from "../../api/me";
import { t } from "./text";
import { Confirm } from "../../ui/Confirm";
import { ProblemNote } from "../../ui/Problem";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { useToast } from "../../ui/toasts";
import type { PersonRef, ReflectionLine, ReflectionView } from "../../api/contract";
import "./notes.css";

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

/** Share with the manager by name, or unshare it. */
export function ShareButton({ reflection, ready }: { reflection: ReflectionView; ready: boolean }) {
  const me = useMe();
  const [asking, setAsking] = useState<"share" | "unshare" | null>(null);
  const share = useApiMutation("POST /reflections/{reflection_id}/share", TOUCHED);
  const unshare = useApiMutation("POST /reflections/{reflection_id}/unshare", TOUCHED);
  const toast = useToast();
  const path = { reflection_id: reflection.id };
  const name = me.manager?.name ?? "";
  const warnings = warningsOf(reflection);
  // What is not uploaded completely stands in the way of sharing until somebody says that it may go.
  const may = reflection.actions.includes("share") || warnings.includes("unfinished");
  const close = (): void => {
    setAsking(null);
    share.reset();
    unshare.reset();
  };
  const yes = async (): Promise<void> => {
    const body = warnings.length > 0 ? { confirm: warnings } : undefined;
    if (!(await (asking === "share" ? share.mutate({ path, body }) : unshare.mutate({ path })))) return;
    toast(t(asking === "share" ? "reflection.shared" : "reflection.unshared", { name }));
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
        <Button disabled={!ready || !may} onClick={() => setAsking("share")}>
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
        {asking === "share" && warnings.map((one) => <p key={one}>{t(WARNINGS[one])}</p>)}
        <ProblemNote error={share.error ?? unshare.error} />
      </Confirm>
    </>
  );
}

const WARNINGS = { unequal_tracks: "reflection.share.unequal", unfinished: "reflection.share.unfinished" } as const;

/** What is to be confirmed with sharing. */
function warningsOf({ tracks }: ReflectionView): (keyof typeof WARNINGS)[] {
  const unequal = tracks.some(({ notices }) => notices?.some(({ code }) => code === "unequal_tracks"));
  const unfinished = tracks.some(({ state }) => state === "uploading");
  return [...(unequal ? (["unequal_tracks"] as const) : []), ...(unfinished ? (["unfinished"] as const) : [])];
}

/** The manager is another one now: nothing is seen by the new one until its owner agrees. */
export function NewManager({ reflection }: { reflection: ReflectionView }) {
  const me = useMe();
  const one = useApiMutation("POST /reflections/{reflection_id}/share", TOUCHED);
  const toast = useToast();
  if (!isForFormer(reflection)) return null;
  const name = me.manager?.name ?? "";
  const agree = async (): Promise<void> => {
    if (await one.mutate({ path: { reflection_id: reflection.id } })) toast(t("reflection.shared", { name }));
  };
  return (
    <Agreeing former={reflection.shared_with ?? []} error={one.error}>
      <Button size="xs" loading={one.busy} onClick={() => void agree()}>
        {t("reflection.newManager.this", { name })}
      </Button>
    </Agreeing>
  );
}

/** The same above the list, which says of each whether its owner is still to agree. */
export function AgreeForAll({ lines }: { lines: readonly ReflectionLine[] }) {
  const former = lines.flatMap((line) => line.former ?? []);
  return former.length > 0 && <Agreeing former={former} error={null} />;
}

/** Shared, but with someone who is not the manager anymore. */
const isForFormer = ({ state, actions }: ReflectionView): boolean => state === "shared" && actions.includes("share");

interface Agreed {
  former: readonly PersonRef[];
  error: Error | null;
  children?: ReactNode;
}

function Agreeing({ former, error, children }: Agreed) {
  const me = useMe();
  const all = useApiMutation("POST /reflections/share", TOUCHED);
  const toast = useToast();
  const name = me.manager?.name ?? "";
  const before = [...new Map(former.map((person) => [person.id, person.name])).values()].join(", ");
  const [agreed, setAgreed] = useState(false);
  const refresh = useRefresh();
  useEffect(() => {
    if (!agreed) return undefined;
    // They are opened one after the other, within seconds; this note goes as soon as they are.
    const timer = setInterval(() => void refresh(...TOUCHED), SOON);
    return () => clearInterval(timer);
  }, [agreed, refresh]);
  const agree = async (): Promise<void> => {
    if (!(await all.mutate({}))) return;
    setAgreed(true);
    toast(t("reflection.shared", { name }));
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
