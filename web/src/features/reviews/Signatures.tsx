import { Button } from "@mantine/core";
import { useId, useState } from "react";

import type { ReviewView, SignatureView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import { t, tOr, tx } from "./text";
import { Confirm } from "../../ui/Confirm";
import { CheckIcon } from "../../ui/icons";
import { PersonLink } from "../people";
import { Moment, Section } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { RichText } from "../../ui/RichText";
import { RichTextView } from "../../ui/RichTextView";
import { useToast } from "../../ui/toasts";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { useWho } from "./audience";
import { isFinal } from "./states";

/** Who has signed, with what final comment; and one's own signature. */
export function Signatures({ review, onFinished }: { review: ReviewView; onFinished: () => void }) {
  const [signing, setSigning] = useState(false);
  const parties = [
    { party: "reviewee", person: review.reviewee },
    { party: "reviewer", person: review.reviewer },
  ];
  const may = review.actions.includes("sign");
  if (review.state === "withdrawn" && review.signatures.length === 0) return null;
  return (
    <Section title={t("review.signatures")}>
      <div className="signatures">
        {parties.map(({ party, person }) => {
          const signature = review.signatures.find((one) => one.party === party);
          return (
            <div key={party} className="card" data-signed={signature ? true : undefined}>
              <div className="dim small">{tOr("review.party", party)}</div>
              <PersonLink person={signature?.person ?? person} />
              {signature ? (
                <Signed signature={signature} />
              ) : (
                <p className="dim small signature-wait">{t("review.signature.waiting")}</p>
              )}
            </div>
          );
        })}
      </div>
      {review.revoked_signatures.map(
        ({ party, person, at, revoked_by: by, revoked_at: when, revoked_reason: reason = "" }) => (
          <p key={party + at} className="dim small">
            {person.name}:{" "}
            {tx("review.signature.revoked", { name: by?.name ?? "HR", when: <Moment at={when ?? at} />, reason })}
          </p>
        ),
      )}
      {may ? (
        <Button mt="md" size="md" className="no-print" onClick={() => setSigning(true)}>
          {t("review.sign")}
        </Button>
      ) : (
        review.state === "open" && !isFinal(review) && <p className="dim">{t("review.signatures.wait")}</p>
      )}
      {may && <SignDialog review={review} opened={signing} close={() => setSigning(false)} onSigned={onFinished} />}
    </Section>
  );
}

function Signed({ signature }: { signature: SignatureView }) {
  return (
    <>
      <p className="signature-at">
        <CheckIcon size={16} /> <Moment at={signature.at} />
      </p>
      <Versions signature={signature} />
      {signature.comment && <RichTextView html={signature.comment} />}
    </>
  );
}

/** Which version of the other's side someone signed, and what they had read of it. */
function Versions({ signature: { party, self_version, manager_version, read } }: { signature: SignatureView }) {
  const [side, version] =
    party === "reviewee" ? (["manager", manager_version] as const) : (["self", self_version] as const);
  if (version === undefined) return null;
  const named = { side: t(`review.signature.side.${side}`) };
  return (
    <p className="dim small signature-wait">
      {read
        ? tx("review.signature.read", { ...named, version: read.version, when: <Moment at={read.at} /> })
        : t("review.signature.unread", { ...named, version })}
      {read && read.version !== version && ` ${t("review.signature.newer", { version })}`}
    </p>
  );
}

function SignDialog({
  review,
  opened,
  close,
  onSigned,
}: {
  review: ReviewView;
  opened: boolean;
  close: () => void;
  onSigned: () => void;
}) {
  const [comment, setComment] = useState("");
  const seenId = useId();
  const who = useWho(review);
  const sign = useApiMutation("POST /reviews/{review_id}/sign", [
    "GET /reviews/{review_id}",
    "GET /home",
    "GET /reviews",
  ]);
  const toast = useToast();
  const yes = async (): Promise<void> => {
    if (!(await sign.mutate({ path: { review_id: review.id }, body: { comment } }))) return;
    close();
    toast(t("review.signed"));
    onSigned();
  };
  return (
    <Confirm
      opened={opened}
      title={t("review.sign.title")}
      yes={t("review.sign")}
      busy={sign.busy}
      size="lg"
      onYes={() => void yes()}
      onNo={close}
    >
      <p style={{ marginTop: 0 }}>{t("review.sign.text")}</p>
      <div className="question-head">
        <strong>{t("review.sign.comment")}</strong>
        <WhoCanSee id={seenId}>{who("comment")}</WhoCanSee>
      </div>
      <RichText value={comment} onChange={setComment} label={t("review.sign.comment")} describedBy={seenId} lines={3} />
      <ProblemNote error={sign.error} />
    </Confirm>
  );
}
