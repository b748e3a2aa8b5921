import type { ComponentType } from "react";
import { Link, useLocation } from "wouter";

import { type Key, t } from "./text";
import {
  CompanyIcon,
  CycleIcon,
  FormIcon,
  HomeIcon,
  ImportIcon,
  LockIcon,
  MailIcon,
  PeopleIcon,
  ReviewsIcon,
  TeamIcon,
  TrailIcon,
  VideoIcon,
} from "../ui/icons";
import { isHr, isHrAdmin, useMe } from "../api/me";

interface Place {
  path: string;
  name: Key;
  icon: ComponentType<{ size?: number }>;
}

const EVERYBODY: Place[] = [
  { path: "/", name: "nav.home", icon: HomeIcon },
  { path: "/reviews", name: "nav.reviews", icon: ReviewsIcon },
  { path: "/reflections", name: "nav.reflections", icon: VideoIcon },
];
const TEAM: Place = { path: "/team", name: "nav.team", icon: TeamIcon };
const PEOPLE: Place = { path: "/people", name: "nav.people", icon: PeopleIcon };
const HR: Place[] = [
  { path: "/hr/cycles", name: "nav.cycles", icon: CycleIcon },
  { path: "/hr/questionnaires", name: "nav.questionnaires", icon: FormIcon },
  { path: "/hr/mails", name: "nav.mails", icon: MailIcon },
];
const ADMIN: Place[] = [
  { path: "/hr/import", name: "nav.directory", icon: ImportIcon },
  { path: "/hr/sign-ins", name: "nav.signIns", icon: LockIcon },
  { path: "/hr/audit", name: "nav.audit", icon: TrailIcon },
  { path: "/hr/company", name: "nav.company", icon: CompanyIcon },
];

/** Where one can go, by role. */
export function Nav() {
  const me = useMe();
  const here = [...EVERYBODY, ...(me.has_reports ? [TEAM] : []), PEOPLE];
  return (
    <nav aria-label={t("nav.label")}>
      {here.map((place) => (
        <NavTo key={place.path} {...place} />
      ))}
      {isHr(me) && (
        <>
          <div className="side-heading">{t("nav.hr")}</div>
          {[...HR, ...(isHrAdmin(me) ? ADMIN : [])].map((place) => (
            <NavTo key={place.path} {...place} />
          ))}
        </>
      )}
    </nav>
  );
}

function NavTo({ path, name, icon: Icon }: Place) {
  const [current] = useLocation();
  const here = path === "/" ? current === "/" : current === path || current.startsWith(`${path}/`);
  return (
    <Link href={path} className="side-link" aria-current={here ? "page" : undefined}>
      <Icon />
      {t(name)}
    </Link>
  );
}

export function Brand() {
  return (
    <Link href="/" className="brand">
      <Mark />
      {t("app.name")}
    </Link>
  );
}

/** The mark: a line that rises through a point. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable={false}>
      <rect width="32" height="32" rx="8" fill="#2f599f" />
      <path
        d="M7 21c4.500 0 4.500-10 9-10s4.500 10 9 10"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="16" cy="11" r="2.600" fill="#fff" />
    </svg>
  );
}
