import { t } from "./text";
import { Confirm } from "../../ui/Confirm";

interface Asking {
  opened: boolean;
  busy?: boolean;
  yes: () => void;
  no: () => void;
}

/** Before a recording that is on this device alone is thrown away. */
export function Discard({ opened, busy = false, yes, no }: Asking) {
  return (
    <Confirm
      opened={opened}
      title={t("reflection.way.discard.title")}
      yes={t("reflection.way.discard")}
      danger
      busy={busy}
      onYes={yes}
      onNo={no}
    >
      {t("reflection.way.discard.text")}
    </Confirm>
  );
}
