import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";

import { useApiQuery, useApiMutation } from "../../api/hooks";
import { Problem } from "../../api/problem";
import { useTitle } from "../../ui/title";
import { Middle } from "../signin";
import { t } from "./text";
import { ProblemNote } from "../../ui/Problem";

const FORM = "application/x-www-form-urlencoded";

/** Where the link at the end of a reminder leads, without signing in. Looking changes nothing; the button does. */
export default function Unsubscribe() {
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  useTitle(t("unsubscribe.title"));
  const { data, error, again } = useApiQuery("GET /mail/unsubscribe", { query: { token } });
  if (data) return <Choice token={token} reminders={data.reminders} />;
  const wrong = error instanceof Problem && error.status < 500;
  if (wrong) return <Said title={t("unsubscribe.lost")} hint={t("unsubscribe.lost.hint")} />;
  return (
    <Middle>
      {error ? <ProblemNote error={error} again={again} /> : <p role="status" aria-label={t("app.loading")} />}
    </Middle>
  );
}

function Choice({ token, reminders }: { token: string; reminders: boolean }) {
  const stop = useApiMutation("POST /mail/unsubscribe", ["GET /mail/unsubscribe"]);
  if (!reminders) {
    return (
      <Said title={t("unsubscribe.off")} hint={t("unsubscribe.off.hint")}>
        <Button component="a" href="/" variant="default">
          {t("unsubscribe.home")}
        </Button>
      </Said>
    );
  }
  return (
    <Said title={t("unsubscribe.on")} hint={t("unsubscribe.on.hint")}>
      <ProblemNote error={stop.error} />
      <Button
        size="md"
        loading={stop.busy}
        onClick={() => void stop.mutate({ query: { token }, body: "List-Unsubscribe=One-Click" }, { media: FORM })}
      >
        {t("unsubscribe.do")}
      </Button>
    </Said>
  );
}

function Said({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <Middle>
      <div aria-live="polite">
        <h1>{title}</h1>
        <p className="dim">{hint}</p>
      </div>
      {children}
    </Middle>
  );
}
