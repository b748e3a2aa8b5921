import { Suspense } from "react";
import { Link } from "wouter";

import type { YearItem } from "../../api/contract";
import type { Kind } from "../../ui/feature";
import { HistoryIcon } from "../../ui/icons";
import { Moment, Tag } from "../../ui/parts";

interface Shown {
  item: YearItem;
  /** Missing where this client doesn't know it: then it is called as the service calls it. */
  kind: Kind | undefined;
}

/** One thing in one's line of time. */
export function YearRow({ item, kind }: Shown) {
  const { icon: Icon = HistoryIcon, title = words(item.kind) } = kind ?? {};
  return (
    <Link href={item.link} className="row">
      <span className="year-icon">
        <Icon size={18} />
      </span>
      <span className="row-main">
        <span className="row-title">{item.title}</span>
        <span className="dim small" style={{ display: "block" }}>
          {title} · <Moment at={item.at} />
        </span>
      </span>
      <span className="row-end">{item.state && <State state={item.state} kind={kind} />}</span>
    </Link>
  );
}

function State({ state, kind: { state: Known } = {} }: { state: string; kind: Partial<Kind> | undefined }) {
  if (!Known) return <Tag>{words(state)}</Tag>;
  return (
    <Suspense>
      <Known state={state} />
    </Suspense>
  );
}

/** A word of the service, readable. */
function words(name: string): string {
  const spaced = name.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
