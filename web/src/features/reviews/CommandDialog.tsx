import { NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import { call } from "../../api/call";
import type { ReviewView } from "../../api/contract";
import { useRefresh } from "../../api/hooks";
import { useMe } from "../../api/me";
import { PersonPicker } from "../people";
import { t, tOr } from "./text";
import { apart, city } from "../../text/dates";
import { Confirm } from "../../ui/Confirm";
import { fieldError, ProblemNote } from "../../ui/Problem";
import { Rating } from "../../ui/Rating";
import { useToast } from "../../ui/toasts";
import { whoReads, whoWillRead } from "./audience";
import type { CommandName } from "./commands";

type Side = "self" | "manager" | "sign";

/** What is filled in; each command uses its part of it. */
interface Filled {
  reason: string;
  side: Side;
  until: string;
  person: { id: string; name: string } | null;
  rating: number | null;
}

const EMPTY: Filled = { reason: "", side: "self", until: "", person: null, rating: null };
const NEEDS_REASON = new Set<CommandName>(["adjust_rating", "complete", "revoke_signatures", "withdraw"]);
const NEEDS_PERSON = new Set<CommandName>(["reassign", "add_contributor"]);
const POINTERS = ["/reason", "/until", "/side", "/reviewer_id", "/person_id", "/rating"];

/** As much of a review as its commands need: a row of HR's list has it, too. */
export type Commanded = Pick<ReviewView, "id" | "reviewee" | "reviewer" | "deadlines"> & {
  cycle: Pick<ReviewView["cycle"], "ratings">;
  audience?: ReviewView["audience"];
};

/** Who can read what is shared or asked for by a command, where the review says so. */
function whoFollows({ audience, reviewee, reviewer }: Commanded, name: CommandName, me: string): string {
  if (!audience) return "";
  const review = { audience, reviewee, reviewer };
  if (name === "share_self" || name === "share_manager") return whoWillRead(review, SIDE[name], me);
  return name === "add_contributor" ? t("contribution.read", { who: whoReads(review, "contributions", me).text }) : "";
}

const SIDE = { share_self: "self", share_manager: "manager" } as const;

const TOUCHED = [
  "GET /reviews/{review_id}",
  "GET /home",
  "GET /reviews",
  "GET /team",
  "GET /cycles/{cycle_id}/reviews",
  "GET /cycles/{cycle_id}/progress",
] as const;

interface Asked {
  review: Commanded;
  name: CommandName;
  close: () => void;
}

/** Says what a command does, asks for what it needs, and carries it out. */
export default function CommandDialog({ review, name, close }: Asked) {
  const [filled, setFilled] = useState<Filled>({ ...EMPTY, until: review.deadlines.self.date });
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const refresh = useRefresh();
  const toast = useToast();
  const me = useMe();
  const carryOut = async (): Promise<void> => {
    setBusy(true);
    try {
      await command(name, review.id, filled);
      await refresh(...TOUCHED);
      toast(tOr(`review.do.${name}`, "done"));
      close();
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
    setBusy(false);
  };
  return (
    <Confirm
      opened
      title={tOr("review.do", name)}
      yes={tOr("review.do", name)}
      danger={name === "withdraw"}
      size={name === "adjust_rating" ? "lg" : "md"}
      busy={busy}
      disabled={!isReady(name, filled)}
      onYes={() => void carryOut()}
      onNo={close}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>{[tOr(`review.do.${name}`, "text"), whoFollows(review, name, me.id)].join(" ")}</p>
        <Fields
          review={review}
          name={name}
          filled={filled}
          fill={(part) => setFilled({ ...filled, ...part })}
          error={error}
        />
        <ProblemNote error={error} placed={POINTERS} />
      </Stack>
    </Confirm>
  );
}

interface FieldsProps {
  review: Commanded;
  name: CommandName;
  filled: Filled;
  fill: (part: Partial<Filled>) => void;
  error: Error | null;
}

function Fields({ review, name, filled, fill, error }: FieldsProps) {
  return (
    <>
      {name === "extend" && <Until review={review} filled={filled} fill={fill} error={error} />}
      {NEEDS_PERSON.has(name) && (
        <PersonPicker
          label={t(name === "reassign" ? "review.do.reassign.who" : "review.do.add_contributor.who")}
          value={filled.person}
          onChange={(person) => fill({ person })}
          error={fieldError(error, "/reviewer_id") ?? fieldError(error, "/person_id")}
          without={[review.reviewee.id, review.reviewer.id]}
        />
      )}
      {name === "adjust_rating" && (
        <Rating
          scale={review.cycle.ratings ?? []}
          value={filled.rating}
          onChange={(rating) => fill({ rating })}
          label={t("review.do.adjust_rating.to")}
        />
      )}
      {NEEDS_REASON.has(name) && (
        <Textarea
          label={t("review.reason")}
          description={t("review.reason.help")}
          value={filled.reason}
          error={fieldError(error, "/reason")}
          onChange={(event) => fill({ reason: event.currentTarget.value })}
          rows={3}
        />
      )}
    </>
  );
}

function Until({ review, filled, fill, error }: Omit<FieldsProps, "name">) {
  const sides = (["self", "manager", "sign"] as const).map((side) => ({
    value: side,
    label: t(`review.step.${side}`),
  }));
  const own = useMe().time_zone;
  const { at, time_zone: zone } = review.deadlines[filled.side];
  return (
    <>
      <NativeSelect
        label={t("review.do.extend.side")}
        value={filled.side}
        error={fieldError(error, "/side")}
        data={sides}
        onChange={({ currentTarget }) => {
          const side = currentTarget.value as Side;
          fill({ side, until: review.deadlines[side].date });
        }}
      />
      <TextInput
        type="date"
        label={t("review.do.extend.until")}
        description={apart(at, zone, own) && t("review.do.extend.zone", { city: city(zone) })}
        value={filled.until}
        error={fieldError(error, "/until")}
        onChange={(event) => fill({ until: event.currentTarget.value })}
      />
    </>
  );
}

function isReady(name: CommandName, { reason, person, rating, until }: Filled): boolean {
  if (NEEDS_REASON.has(name) && !reason.trim()) return false;
  if (NEEDS_PERSON.has(name) && !person) return false;
  if (name === "adjust_rating" && rating === null) return false;
  return name !== "extend" || until !== "";
}

function command(
  name: CommandName,
  review_id: string,
  { reason, side, until, person, rating }: Filled,
): Promise<unknown> {
  const path = { review_id };
  switch (name) {
    case "nudge":
      return call("POST /reviews/{review_id}/nudge", { path });
    case "extend":
      return call("POST /reviews/{review_id}/extend", { path, body: { side, until } });
    case "reassign":
      return call("POST /reviews/{review_id}/reassign", { path, body: { reviewer_id: person?.id ?? "" } });
    case "add_contributor":
      return call("POST /reviews/{review_id}/contributors", { path, body: { person_id: person?.id ?? "" } });
    case "share_self":
      return call("POST /reviews/{review_id}/self/share", { path });
    case "share_manager":
      return call("POST /reviews/{review_id}/manager/share", { path });
    case "unshare_manager":
      return call("POST /reviews/{review_id}/manager/unshare", { path });
    case "mark_not_provided":
      return call("POST /reviews/{review_id}/mark-not-provided", { path });
    case "adjust_rating":
      return call("POST /reviews/{review_id}/adjust-rating", { path, body: { rating: rating ?? 0, reason } });
    case "complete":
      return call("POST /reviews/{review_id}/complete", { path, body: { reason } });
    case "revoke_signatures":
      return call("POST /reviews/{review_id}/revoke-signatures", { path, body: { reason } });
    case "withdraw":
      return call("POST /reviews/{review_id}/withdraw", { path, body: { reason } });
  }
}
