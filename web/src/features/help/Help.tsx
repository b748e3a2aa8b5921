import { Link } from "wouter";

import { isHr, useMe } from "../../api/me";
import { cycleRoutes } from "../cycles";
import { reviewRoutes } from "../reviews";
import { teamRoutes } from "../team";
import { type HelpRole, helpPage } from "./routes";
import { Page } from "../../ui/Page";
import { t } from "./text";
import { NotFound } from "../../ui/parts";
import "./help.css";

const ROLES: readonly HelpRole[] = ["employee", "manager", "hr"];
const QUESTIONS = [1, 2, 3, 4, 5] as const;

/** Where an answer leads, by its role and number. */
const LINKS = {
  "employee.1": "/",
  "employee.2": reviewRoutes.reviews,
  "manager.1": teamRoutes.team,
  "hr.1": cycleRoutes.cycles,
} as const;
type Linked = keyof typeof LINKS;

/** The five things that people of a role ask first; without a role in the address, one's own. */
export default function Help({ role }: { role?: string | undefined }) {
  const me = useMe();
  const own: HelpRole = isHr(me) ? "hr" : me.has_reports ? "manager" : "employee";
  const shown = role === undefined ? own : ROLES.find((one) => one === role);
  if (!shown) return <NotFound />;
  return (
    <Page title={t("help.title")} lead={t("help.lead")}>
      <nav className="choice help-pages" aria-label={t("help.pages")}>
        {ROLES.map((one) => (
          <Link key={one} href={helpPage(one)} aria-current={one === shown ? "page" : undefined}>
            {t(`help.${one}`)}
          </Link>
        ))}
      </nav>
      {QUESTIONS.map((n) => (
        <Answer key={n} name={`${shown}.${n}`} />
      ))}
    </Page>
  );
}

function Answer({ name }: { name: `${HelpRole}.${(typeof QUESTIONS)[number]}` }) {
  return (
    <section className="help-answer">
      <h2>{t(`help.${name}`)}</h2>
      <p>{t(`help.${name}.answer`)}</p>
      {isLinked(name) && <Link href={LINKS[name]}>{t(`help.${name}.link`)}</Link>}
    </section>
  );
}

const isLinked = (name: string): name is Linked => name in LINKS;
