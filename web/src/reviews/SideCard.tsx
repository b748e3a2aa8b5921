import type { ReactNode } from "react";

import type { SideView } from "../api/contract";
import { t, tx } from "../text";
import { CloseIcon, EyeIcon } from "../ui/icons";
import { Moment } from "../ui/parts";
import { SideTag } from "./states";
import "./side.css";

interface Side {
  title: string;
  state?: string | undefined;
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
          {state && <SideTag state={state} />}
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

/** Whether and when what was shared has been read; for its author. */
export function ReadBy({ side }: { side: SideView }) {
  if (side.state !== "shared" || !side.reads) return null;
  const last = side.reads.at(-1);
  return (
    <p className="dim small read-by">
      <EyeIcon size={14} />
      {last
        ? tx("review.side.readBy", { name: last.reader.name, when: <Moment at={last.at} /> })
        : t("review.side.notRead")}
    </p>
  );
}
