import type { ReactNode } from "react";

import type { ReviewView, SideView } from "../../api/contract";
import { useMe } from "../../api/me";
import { t, tx } from "./text";
import { EyeIcon } from "../../ui/icons";
import { Moment } from "../../ui/parts";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { Contacts } from "./Contacts";
import type { SideName } from "./documents";
import { isFinal, SideTag } from "./states";

export interface Headed {
  review: ReviewView;
  name: SideName;
  title: string;
  /** The same for anyone who holds it on paper. */
  named: string;
  side: SideView | undefined;
  /** Whether anyone who looks is the reviewee. */
  mine: boolean;
  /** Who can see the side, for anyone who writes or shared it; and the id by which its fields say so. */
  who?: string | undefined;
  seenId?: string;
  /** What can be done with the side as a whole. */
  tools?: ReactNode;
  /** What is to be known before writing. */
  children?: ReactNode;
}

/** Above the questions, for each side: whose it is, where it stands, who can see it. Said once. */
export function SideHead({ review, name, title, named, side, mine, who, seenId, tools, children }: Headed) {
  const me = useMe();
  const missing = side?.answers || seenId ? undefined : whyEmpty(review, name, mine);
  return (
    <section className="side-head" aria-label={title} tabIndex={-1}>
      <div className="side-title">
        <h2>
          <SideTitle title={title} named={named} />
        </h2>
        {side && <SideTag state={side.state} />}
        <span className="side-tools no-print">{tools}</span>
      </div>
      {who && <WhoCanSee {...(seenId && { id: seenId })}>{who}</WhoCanSee>}
      {side?.answers && <ReadBy side={side} />}
      {missing && <p className="dim">{missing}</p>}
      {side?.locked && side.state !== "shared" && side.author?.id === me.id && !isFinal(review) && (
        <p className="notice">
          {t("review.side.locked")} <Contacts review={review} />
        </p>
      )}
      {children}
    </section>
  );
}

/** Whose side it is; on paper no one knows whose "your" it is. */
export function SideTitle({ title, named }: { title: string; named: string }) {
  if (title === named) return title;
  return (
    <>
      <span className="no-print">{title}</span>
      <span className="on-paper">{named}</span>
    </>
  );
}

/** Why there is nothing to read. */
function whyEmpty(review: ReviewView, name: SideName, mine: boolean): string | undefined {
  const { reviewee, reviewer, self, manager_taken_back: back } = review;
  const final = isFinal(review);
  if (final && name === "manager" && mine) return t("review.side.neverManager", { name: reviewer.name });
  if (name === "manager" && mine && review.without_reviewer)
    return t("review.side.noReviewer", { name: reviewer.name });
  if (name === "manager" && mine)
    return t(back ? "review.side.takenBackManager" : "review.side.notYetManager", { name: reviewer.name });
  if (name === "manager") return t("review.side.statusOnly");
  if (self?.state === "not_provided") return t("review.side.notProvided");
  if (final && self?.state !== "shared") return t("review.side.neverSelf", { name: reviewee.name });
  if (self?.state === "hidden") return t("review.side.takenBackSelf", { name: reviewee.name });
  return t(self?.state === "shared" ? "review.side.notForYou" : "review.side.notYetSelf", { name: reviewee.name });
}

/** When a side was shared, in which version it is there; for its author, whether and when it has been read. */
function ReadBy({ side: { state, shared_at, version, reads } }: { side: SideView }) {
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
