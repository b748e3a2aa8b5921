import { Button, Textarea } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";

import { useApiQuery, useApiMutation } from "../../api/hooks";
import { Problem } from "../../api/problem";
import type { CueBody, ReflectionView, TranscriptView } from "../../api/contract";
import { useMe } from "../../api/me";
import { device } from "../../ui/drafts/device";
import { t, tOr } from "./text";
import { Moment } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { added, isSame, reworded, said } from "./cues";
import { clock } from "../../text/clock";

const VERSIONS = "GET /reflections/{reflection_id}/transcript/versions";
const TOUCHED = ["GET /reflections/{reflection_id}/transcript", VERSIONS, "GET /reflections/{reflection_id}"] as const;

interface Editing {
  reflection: ReflectionView;
  transcript: TranscriptView | undefined;
  /** Where the film is, ms. */
  now: () => number | null;
  seek: (milliseconds: number) => void;
  done: () => void;
}

/** Its owner corrects what was said, or writes it down where nobody did; each save is a version. */
export default function CaptionEditor({ reflection, transcript, now, seek, done }: Editing) {
  const [version, setVersion] = useState(transcript?.version ?? 0);
  const [cues, setCues, keepNothing] = useKept(reflection, version, transcript?.cues ?? [], setVersion);
  const { mutate, busy, error, reset } = useApiMutation("PUT /reflections/{reflection_id}/transcript", TOUCHED);
  const toast = useToast();
  const path = { reflection_id: reflection.id };
  const save = async (match: number): Promise<void> => {
    const language = transcript?.language ?? reflection.captions.language;
    const body = { cues: said(cues), ...(language && { language }) };
    if (!(await mutate({ path, match: String(match), body }))) return;
    keepNothing();
    toast(t("captions.saved"));
    done();
  };
  const newer = error instanceof Problem && error.status === 412 ? (error.current as TranscriptView) : null;
  const take = (other: TranscriptView): void => {
    setCues(other.cues);
    setVersion(other.version);
    reset();
  };
  return (
    <div className="captions">
      <Lines cues={cues} setCues={setCues} seek={seek} />
      <Button size="xs" variant="default" onClick={() => setCues(added(cues, now() ?? 0))}>
        {t("captions.add", { at: clock(now() ?? 0) })}
      </Button>
      {newer ? (
        <div className="note-card" role="alert">
          <p>{t("captions.newer")}</p>
          <div className="note-actions">
            <Button size="xs" onClick={() => void save(newer.version)}>
              {t("conflict.keepMine")}
            </Button>
            <Button size="xs" variant="default" onClick={() => take(newer)}>
              {t("conflict.useTheirs")}
            </Button>
          </div>
        </div>
      ) : (
        <ProblemNote error={error} />
      )}
      <div className="note-actions">
        <Button
          size="sm"
          loading={busy}
          disabled={isSame(cues, transcript?.cues ?? [])}
          onClick={() => void save(version)}
        >
          {t("captions.save")}
        </Button>
        <Button
          size="sm"
          variant="default"
          onClick={() => {
            keepNothing();
            done();
          }}
        >
          {t("app.cancel")}
        </Button>
      </div>
      {version > 0 && <Versions reflection={reflection} take={(old) => setCues(old.cues)} />}
    </div>
  );
}

/** What is typed stays on this device until it is saved. */
function useKept(
  reflection: ReflectionView,
  version: number,
  begin: readonly CueBody[],
  from: (version: number) => void,
) {
  const key = `${useMe().id}/captions/${reflection.id}`;
  const [cues, setCues] = useState(begin);
  useEffect(() => {
    void device.drafts
      .read(key)
      .then((kept) => {
        if (!kept) return;
        setCues(kept.fields["cues"] as CueBody[]);
        // Saved upon the version that it was written on: what came meanwhile is not replaced unseen.
        from(Number(kept.etag));
      })
      .catch(() => undefined);
  }, [key, from]);
  const set = (next: readonly CueBody[]): void => {
    setCues(next);
    const draft = { key, etag: String(version), base: {}, fields: { cues: next }, at: Date.now() };
    void device.drafts.write(draft).catch(() => undefined);
  };
  return [cues, set, () => void device.drafts.remove(key).catch(() => undefined)] as const;
}

interface Lined extends Pick<Editing, "seek"> {
  cues: readonly CueBody[];
  setCues: (cues: readonly CueBody[]) => void;
}

function Lines({ cues, setCues, seek }: Lined) {
  return (
    <ol className="captions-lines" aria-label={t("captions.lines")}>
      {cues.map(({ at_ms, text }) => (
        <li key={at_ms}>
          <button
            type="button"
            className="second"
            aria-label={t("reflection.jump", { at: clock(at_ms) })}
            onClick={() => seek(at_ms)}
          >
            {clock(at_ms)}
          </button>
          <Textarea
            rows={2}
            maxLength={2_000}
            aria-label={t("captions.line", { at: clock(at_ms) })}
            value={text}
            onChange={(event) => setCues(reworded(cues, at_ms, event.currentTarget.value))}
          />
        </li>
      ))}
    </ol>
  );
}

/** The versions before this one; one of them can be taken up again, and is saved as a new one. */
function Versions({ reflection, take }: { reflection: ReflectionView; take: (old: TranscriptView) => void }) {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState<number | null>(null);
  const path = { reflection_id: reflection.id };
  const all = useApiQuery(VERSIONS, { path }, { when: opened });
  const old = useApiQuery(
    "GET /reflections/{reflection_id}/transcript",
    { path, query: wanted === null ? {} : { version: wanted } },
    { when: wanted !== null },
  ).data;
  const arrived = useEffectEvent((found: TranscriptView) => {
    take(found);
    setWanted(null);
  });
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- what was asked for is taken once, when it comes
    if (old && wanted !== null) arrived(old);
  }, [old, wanted]);
  return (
    <details onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{t("captions.versions")}</summary>
      <ul className="captions-versions">
        {(all.data?.items ?? []).map(({ version, source, at }) => (
          <li key={version}>
            <span>
              {tOr("captions.by", source)} {at && <Moment at={at} />}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => setWanted(version)}>
              {t("captions.restore")}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemNote error={all.error} />
    </details>
  );
}
