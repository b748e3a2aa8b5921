import type { ReactNode } from "react";

import type { SideView } from "../api/contract";
import { t, tx } from "../text";
import { CloseIcon, EyeIcon } from "../ui/icons";
import { Moment } from "../ui/parts";
import { SideTag } from "./states";
import "./side.css";

interface Side {
  title: string;
  /** Where it stands: a state of the API, or a tag. */
  state?: ReactNode;
  /** Status line and buttons, at the top. */
  tools?: ReactNode;
  onFold?: (() => void) | undefined;
  children: ReactNode;
  /** What can be done with it, at the bottom, always in sight. */
  foot?: ReactNode;
}

/** One side of a review as a sheet of paper. */
export function SideCard({ title, state, tools, onFold, children, foot }: Side) {
  return (
    <section className="side-card" aria-label={title} tabIndex={-1}>
      <header className="side-head">
        <div className="side-title">
          <h2>{title}</h2>
          {typeof state === "string" ? <SideTag state={state} /> : state}
        </div>
        <span className="side-tools no-print">
          {tools}
          {onFold && (
            <button
              type="button"
              className="icon-button side-fold"
              onClick={onFold}
              aria-label={t("review.side.collapse")}
              title={t("review.side.collapse")}
            >
              <CloseIcon size={16} />
            </button>
          )}
        </span>
      </header>
      {children}
      {foot && <footer className="side-foot no-print">{foot}</footer>}
    </section>
  );
}

/** When a side was shared, in which version it is there; for its author, whether and when it has been read. */
export function ReadBy({ side: { state, shared_at, version, reads } }: { side: SideView }) {
  if (state !== "shared" || !shared_at || !version) return null;
  const last = reads?.at(-1);
  return (
    <p className="dim small read-by">
      <span>{tx("review.side.sharedAt", { when: <Moment at={shared_at} />, version })}</span>
      {reads && (
        <span>
          <EyeIcon size={14} />{" "}
          {last
            ? tx("review.side.readBy", { name: last.reader.name, when: <Moment at={last.at} /> })
            : t("review.side.notRead")}
        </span>
      )}
    </p>
  );
}
