import { Button, Modal } from "@mantine/core";

import { t } from "../text";
import { session } from "./session";

/** The login ran out and could not be renewed; the page stays as it is. */
export default function SignInAgain() {
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={<strong>{t("signIn.ended")}</strong>}>
      <p style={{ marginTop: 0 }}>{t("signIn.ended.hint")}</p>
      <Button onClick={() => void session.signIn()} data-autofocus>
        {t("signIn.again")}
      </Button>
    </Modal>
  );
}
