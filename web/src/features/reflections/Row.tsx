import { Link } from "wouter";

import type { ReflectionLine } from "../../api/contract";
import { t, tn } from "./text";
import { Moment, Tag } from "../../ui/parts";
import { CommentIcon } from "./icons";
import { Poster, StateTag } from "./parts";
import "./list.css";

/** In which part one sees a list: as its owner, or as someone's manager. */
export type Role = "manager" | "owner";

/** A reflection in a list. */
export function Row({ line, role }: { line: ReflectionLine; role: Role }) {
  return (
    <Link href={`/reflections/${line.id}`} className="row">
      <Poster url={line.poster_url} durationMs={line.duration_ms} />
      <span className="row-main">
        <span className="row-title">{line.title}</span>
        <span className="dim small" style={{ display: "block" }}>
          {role === "manager" && `${line.owner.name} · `}
          {line.period && `${line.period} · `}
          <Moment at={role === "manager" ? (line.shared_at ?? line.created_at) : line.created_at} />
        </span>
      </span>
      <span className="row-end">
        {line.new && <Tag tone="accent">{t("reflections.new")}</Tag>}
        {line.comments > 0 && (
          <Tag icon={<CommentIcon size={14} />}>
            {line.comments}
            <span className="hidden-words">{tn("reflections.comments", line.comments)}</span>
          </Tag>
        )}
        {role === "owner" && <StateTag state={line.state} />}
      </span>
    </Link>
  );
}
