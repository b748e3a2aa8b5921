import { lazy, Suspense } from "react";

import type { FormerView } from "../../api/contract";
import { useApiQuery, usePages } from "../../api/hooks";
import { t, tx } from "./text";
import { AwaitDetail, DetailPage } from "../../ui/DetailPage";
import { Await, Empty, Moment, Section } from "../../ui/parts";
import { RichTextView } from "../../ui/RichTextView";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { routes } from "./routes";
import { AnswersToRead } from "./Answers";
import { sectionsFor } from "./form";
import { OverallToRead } from "./Overall";
import { useSideShelf } from "./sideAttachments";
import { Versions } from "./Versions";
import "./review.css";

const Files = lazy(() => import("../../ui/files/Files"));

interface Shown {
  id: string;
  /** Who writes the review now, where someone came by its own address. */
  said?: string | undefined;
}

/** What stays with someone who wrote a review before: notes, versions and files of their own, and nothing else. */
export default function Former({ id, said }: Shown) {
  const asked = useApiQuery("GET /reviews/{review_id}/former", { path: { review_id: id } });
  return (
    <AwaitDetail asked={asked}>
      {(kept) => (
        <DetailPage
          title={t("review.former.title", { name: kept.reviewee.name })}
          lead={tx("review.former.lead", { cycle: kept.cycle.name, when: <Moment at={kept.until} /> })}
          back={{ href: routes.reviews, text: t("reviews.title") }}
          state={null}
          audience={<WhoCanSee onlyYou />}
        >
          <p className="notice">
            {said} {t("review.former.text")}
          </p>
          <Notes kept={kept} />
          <Written kept={kept} />
          <KeptFiles kept={kept} />
        </DetailPage>
      )}
    </AwaitDetail>
  );
}

function Notes({ kept: { notes } }: { kept: FormerView }) {
  return (
    <Section title={t("review.notes")} aside={<WhoCanSee onlyYou />}>
      {notes ? (
        <div className="card">
          <RichTextView html={notes.text} />
        </div>
      ) : (
        <Empty title={t("review.former.noNotes")} />
      )}
    </Section>
  );
}

function Written({ kept }: { kept: FormerView }) {
  const list = usePages("GET /reviews/{review_id}/manager/backups", { path: { review_id: kept.id } });
  return (
    <Section title={t("review.former.versions")} aside={<WhoCanSee onlyYou />}>
      <Versions list={list} label={t("review.former.versions")} empty={<Empty title={t("review.former.noVersions")} />}>
        {(n) => <Version kept={kept} n={n} />}
      </Versions>
    </Section>
  );
}

function Version({ kept, n }: { kept: FormerView; n: number }) {
  const path = { review_id: kept.id, n: String(n) };
  const asked = useApiQuery("GET /reviews/{review_id}/manager/backups/{n}", { path });
  return (
    <Await asked={asked}>
      {(version) => (
        <>
          <AnswersToRead sections={sectionsFor(kept.questionnaire, "manager")} side={version} />
          <OverallToRead review={kept} side={version} />
        </>
      )}
    </Await>
  );
}

function KeptFiles({ kept: { id, attachments } }: { kept: FormerView }) {
  const shelf = useSideShelf(id, "manager");
  if (attachments.length === 0) return null;
  return (
    <Section title={t("files.title")} aside={<WhoCanSee onlyYou />}>
      <Suspense fallback={null}>
        <Files shelf={shelf} files={attachments} may={false} plain />
      </Suspense>
    </Section>
  );
}
