import { Button, Group } from "@mantine/core";

import type { Problem } from "../../api/problem";
import { useTitle } from "../../ui/title";
import { language } from "../../text/speaking";
import { t, tOr } from "./text/refused";
import { session } from "../../api/session/session";
import { Middle } from "./SignIn";

/** What the API says of a good login that is not let in. */
const REASONS = [
  "not_in_directory",
  "address_not_verified",
  "login_bound",
  "left",
  "second_factor_required",
  "issuer_not_allowed",
];

/** Signed in, and not let in: what happened, with which address, and whom to ask. */
export default function Refused({ problem, again }: { problem: Problem; again: () => void }) {
  useTitle(t("refused.title"));
  const reason = REASONS.includes(problem.code) ? problem.code : "other";
  const address = session.address();
  const whom = new Intl.ListFormat(language, { type: "disjunction" }).format(problem.ask) || t("refused.hr");
  return (
    <Middle>
      <h1>{tOr("refused", reason)}</h1>
      {address && (
        <p>
          {t("refused.address")} <strong className="refused-address">{address}</strong>
        </p>
      )}
      <p className="dim">{t(`refused.${reason}.hint` as "refused.other.hint", { whom })}</p>
      <Group justify="center" mt="xl">
        <Button onClick={() => void session.useAnother()}>
          {t(reason === "second_factor_required" ? "refused.out" : "refused.another")}
        </Button>
        <Button variant="default" onClick={again}>
          {t("refused.again")}
        </Button>
      </Group>
    </Middle>
  );
}
