import { Alert, Button, Loader } from "@mantine/core";
import type { ReactNode } from "react";

import { Mark } from "../../ui/Mark";
import { useTitle } from "../../ui/title";
import { t } from "./text";
import { SignInFailed } from "../../api/session/oidc";
import { session } from "../../api/session/session";

/** What is said to someone who is not inside: the mark and a few words in the middle. */
export function Middle({ children }: { children: ReactNode }) {
  return (
    <main className="sign-in" id="main">
      <div>
        <Mark size={52} />
        <p className="sign-in-name">{t("app.name")}</p>
        {children}
      </div>
    </main>
  );
}

/** The first screen: one button, which goes to the company's sign-in. */
export function SignIn({ failed }: { failed: Error | null }) {
  useTitle(t("signIn.title"));
  return (
    <Middle>
      <h1>{t("signIn.lead")}</h1>
      {failed && (
        <Alert color="red" variant="light" title={t("signIn.failed")} role="alert" mb="lg" ta="left">
          {t(failed instanceof SignInFailed ? "signIn.failed.hint" : "signIn.unreachable")}
        </Alert>
      )}
      <Button size="md" onClick={() => void session.signIn()}>
        {t("signIn.button")}
      </Button>
    </Middle>
  );
}

export function SigningIn() {
  return (
    <Middle>
      <div role="status" className="sign-in-wait">
        <Loader size="sm" type="dots" /> {t("signIn.waiting")}
      </div>
    </Middle>
  );
}
