import type { ReactNode } from "react";
import { Link } from "wouter";

import { t } from "../text";
import { ArrowIcon } from "./icons";
import { withLastSearch } from "./lastSearch";
import { useTitle } from "./title";

export interface PageProps {
  title: string;
  /** The title on paper, where no one knows whose "my" it is. */
  printTitle?: string;
  /** The title of the window, where it is another one. */
  windowTitle?: string;
  /** What it is, in a sentence. */
  lead?: ReactNode;
  /** The one thing that is done here. */
  action?: ReactNode;
  children?: ReactNode;
}

/** A screen that is neither a list nor one thing of a list: a form, settings, a few words. */
export function Page({ children, ...head }: PageProps) {
  return (
    <>
      <PageHeader {...head} />
      {children}
    </>
  );
}

interface HeaderProps extends Omit<PageProps, "children"> {
  /** The list that it is one of. */
  back?: { href: string; text: string } | undefined;
  picture?: ReactNode;
  state?: ReactNode;
  audience?: ReactNode;
}

/** The head of every screen. */
export function PageHeader(props: HeaderProps) {
  const { title, printTitle, windowTitle = title, lead, action, back, picture, state, audience } = props;
  useTitle(windowTitle);
  return (
    <header className="page-head">
      {back && <BackLink {...back} />}
      <div className="page-head-row">
        {picture}
        <div className="page-head-main">
          <div className="page-head-title">
            <h1 tabIndex={-1}>{printTitle ? <Titles seen={title} printed={printTitle} /> : title}</h1>
            {state && <span className="no-print">{state}</span>}
          </div>
          {lead && <p>{lead}</p>}
          {audience && <div className="page-head-audience">{audience}</div>}
        </div>
        {action && <div className="page-head-actions no-print">{action}</div>}
      </div>
    </header>
  );
}

/** To the list, filtered as it was left. */
function BackLink({ href, text }: { href: string; text: string }) {
  return (
    <Link href={withLastSearch(href)} className="back-link no-print">
      <ArrowIcon size={14} />
      <span className="hidden-words">{t("app.back")}: </span>
      {text}
    </Link>
  );
}

function Titles({ seen, printed }: { seen: string; printed: string }) {
  return (
    <>
      <span className="no-print">{seen}</span>
      <span className="on-paper">{printed}</span>
    </>
  );
}
