import type { ReactNode } from "react";

import { language } from "../text/speaking";

/** A number that matters, and what it counts. */
export function Figure({ n, children, tone }: { n: number; children: ReactNode; tone?: "bad" | "good" | undefined }) {
  return (
    <div className="figure" data-tone={tone}>
      <strong>{n.toLocaleString(language)}</strong>
      <span>{children}</span>
    </div>
  );
}
