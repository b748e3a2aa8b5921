import { Alert, Button } from "@mantine/core";

import { useApiQuery } from "../../api/hooks";
import type { ReflectionView } from "../../api/contract";
import { useMe } from "../../api/me";
import { t } from "./text";
import { Modal } from "../../ui/Dialog";
import { WarningIcon } from "../../ui/icons";
import { Countdown } from "./Countdown";
import { Devices, useStarting } from "./Devices";
import { RecordIcon } from "./icons";
import { Live } from "./Live";
import type { TakeState } from "./recording/takeUpload";
import { MARGIN } from "./recording/recordingManager";
import { Upload, uploaded } from "./Upload";
import "./recorder.css";

/** As long as an answer may be. */
const LONGEST = 3 * 60_000;
const MEGABYTE = 1_000_000;

interface Replying {
  reflection: ReflectionView;
  /** The one that is being recorded; null before. */
  take: TakeState | null;
  begun: () => void;
  close: () => void;
}

/** An answer by video: the same recorder, shorter and without the three questions. */
export default function Reply({ reflection, take, begun, close }: Replying) {
  const leave = (): void => {
    if (!take) close();
  };
  return (
    <Modal opened onClose={leave} withCloseButton={!take} size="xl" title={<strong>{t("reply.title")}</strong>}>
      {take ? (
        <Live id={take.id} take={take} prompted={false} over={close} />
      ) : (
        <Starting reflection={reflection} begun={begun} />
      )}
    </Modal>
  );
}

function Starting({ reflection, begun }: Pick<Replying, "begun" | "reflection">) {
  const me = useMe();
  const { max_megabytes } = useApiQuery("GET /company").data?.reflections ?? { max_megabytes: 500 };
  const about = {
    person: me.id,
    reflectionId: reflection.id,
    title: t("reply.of", { title: reflection.title }),
    period: "",
    objectiveIds: [],
    replaces: [],
    reply: true,
  };
  const limits = { maxMs: LONGEST - MARGIN, maxBytes: max_megabytes * MEGABYTE };
  const starting = useStarting(about, limits, begun);
  if (starting.captured)
    return <Countdown captured={starting.captured} go={starting.go} cancel={starting.cancel} lost={starting.lost} />;
  return (
    <div className="setup-main">
      <p className="dim">{t("reply.lead")}</p>
      <Devices starting={starting} />
      {starting.error && (
        <Alert color="red" variant="light" icon={<WarningIcon />} role="alert">
          {starting.error}
        </Alert>
      )}
      {starting.offered.length > 0 && (
        <div>
          <Button
            size="md"
            color="red"
            leftSection={<RecordIcon size={18} />}
            loading={starting.busy}
            onClick={starting.start}
          >
            {t("recorder.start")}
          </Button>
        </div>
      )}
      <Upload limits={limits} send={(file) => void starting.doing(() => uploaded(about, file, limits))} />
    </div>
  );
}
