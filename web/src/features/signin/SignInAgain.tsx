import { Button } from "@mantine/core";

import { t } from "./text";
import { session } from "../../api/session/session";

/**
 * The session expired and could not be renewed. The page stays as it is, and so does the focus: anyone who is typing goes on,
 * and no key of theirs presses a button that was not there a moment ago.
 */
export default function SignInAgain() {
  return (
    <section className="session-ended" aria-label={t("signIn.ended")} data-above-dialogs>
      <p role="alert">
        <strong>{t("signIn.ended")}</strong> {t("signIn.ended.hint")}
      </p>
      <Button onClick={() => void session.signIn()}>{t("signIn.again")}</Button>
    </section>
  );
}
