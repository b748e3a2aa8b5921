import type { ReactNode } from "react";

import "./side.css";

interface Carded {
  title: string;
  /** Where it stands, as a tag. */
  state?: ReactNode;
  /** What can be done with it as a whole, at the top. */
  tools?: ReactNode;
  children: ReactNode;
  /** What can be done with it, at the bottom, always in sight. */
  foot?: ReactNode;
}

/** A part of a review that stands by itself, as a sheet of paper. */
export function SideCard({ title, state, tools, children, foot }: Carded) {
  return (
    <section className="sheet" aria-label={title}>
      <div className="side-title">
        <h2>{title}</h2>
        {state}
        <span className="side-tools no-print">{tools}</span>
      </div>
      {children}
      {foot && <footer className="side-foot no-print">{foot}</footer>}
    </section>
  );
}
