import { useEffect, useState } from "react";
import { useLocation } from "wouter";

import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import { Page } from "../../ui/Page";
import { t } from "./text";
import { Await } from "../../ui/parts";
import type { ReflectionView } from "../../api/contract";
import { Live } from "./Live";
import type { Limits } from "./recording/media";
import { type About, MARGIN, recordingManager } from "./recording/recordingManager";
import { Setup } from "./Setup";
import { useTakes } from "./useRecordings";
import { Way } from "./Way";

const MINUTE = 60_000;
const MEGABYTE = 1_000_000;

/** Record a new reflection, or an existing one again. */
export default function Record({ id }: { id?: string }) {
  // What is shown after the recording is to be here already, should the network go in the meantime.
  useEffect(() => void import("./Reflection").catch(() => undefined), []);
  return id ? <Again id={id} /> : <Recorder reflection={null} />;
}

function Again({ id }: { id: string }) {
  const asked = useApiQuery("GET /reflections/{reflection_id}", { path: { reflection_id: id } });
  return <Await asked={asked}>{(reflection) => <Recorder reflection={reflection} />}</Await>;
}

/** What the company allows; without a network, what it is where no one has set anything. */
function useLimits(): Limits {
  const { data } = useApiQuery("GET /company");
  const { max_minutes, max_megabytes } = data?.reflections ?? { max_minutes: 5, max_megabytes: 500 };
  return { maxMs: max_minutes * MINUTE - MARGIN, maxBytes: max_megabytes * MEGABYTE };
}

function Recorder({ reflection }: { reflection: ReflectionView | null }) {
  const me = useMe();
  const limits = useLimits();
  const takes = useTakes();
  const [, navigate] = useLocation();
  const [id, setId] = useState<string | null>(() => recordingManager.live?.id ?? null);
  const take = takes.find((one) => one.id === id) ?? null;
  const recorded = take && take.standing !== "recording";
  const place = recorded && take.reflectionId;
  useEffect(() => {
    if (place) navigate(`/reflections/${place}`, { replace: true });
  }, [place, navigate]);
  const about: About = {
    person: me.id,
    reflectionId: reflection?.id ?? null,
    title: reflection?.title ?? "",
    period: reflection?.period ?? "",
    objectiveIds: reflection?.objective_ids ?? [],
    replaces: reflection?.tracks.map(({ track_id }) => track_id) ?? [],
  };
  if (take && !recorded) return <Live id={take.id} take={take} over={() => setId(null)} />;
  return (
    <Page
      title={t(reflection ? "recorder.titleAgain" : "recorder.title")}
      lead={reflection ? reflection.title : t("recorder.lead", { minutes: Math.ceil(limits.maxMs / MINUTE) })}
    >
      {take ? <Way take={take} discarded={() => setId(null)} /> : <Setup about={about} limits={limits} begun={setId} />}
    </Page>
  );
}
