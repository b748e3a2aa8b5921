import { useCallback, useMemo } from "react";

import type { ContributionView, NotesView, ReviewView, Routes, SideView } from "../../api/contract";
import { call } from "../../api/call";
import { useAmend } from "../../api/hooks";
import { useMe } from "../../api/me";
import { type Fields, type Version, textOf } from "../../ui/drafts/merge";
import { useAutosaveDocument, type Writing } from "../../ui/drafts/useAutosaveDocument";
import { citationFields, citationsOf, isCitation } from "./citations";

export type SideName = "self" | "manager";
type SelfBody = Routes["PUT /reviews/{review_id}/self"]["body"];
type ManagerBody = Routes["PUT /reviews/{review_id}/manager"]["body"];

/** Names of fields that no question can have. */
export const RATING = "$rating";
export const POSITION = "$position";
const ROUTE = "GET /reviews/{review_id}";

/** A side as fields: answers by the question's id, what is cited beside each, the overall rating and position. */
export function versionOf(side: SideView): Version {
  const overall = { [RATING]: side.rating ?? null, [POSITION]: side.position ?? null };
  const fields = { ...side.answers, ...citationFields(side.citations), ...overall };
  return { etag: side.etag ?? "0", fields };
}

/** What is sent of one's own side: the answers that changed; citations all together, as the server keeps them. */
export function selfBody(fields: Fields, all: Fields): SelfBody {
  const names = Object.keys(fields);
  const answers = Object.fromEntries(names.filter((name) => !isCitation(name)).map((name) => [name, fields[name]]));
  return { answers, ...(names.some(isCitation) && { citations: citationsOf(all) }) };
}

/** What is sent of a manager's side: only what changed. */
export function managerBody(fields: Fields, all: Fields): ManagerBody {
  const { [RATING]: rating, [POSITION]: position, ...written } = fields;
  const { answers, ...cited } = selfBody(written, all);
  return {
    ...(Object.keys(answers).length > 0 && { answers }),
    ...cited,
    ...(RATING in fields && { rating: rating as number | null }),
    ...(POSITION in fields && { position: position as ManagerBody["position"] }),
  };
}

/** One's own side of a review, as it is written. */
export function useSide(review: ReviewView, name: SideName, side: SideView): Writing {
  const me = useMe();
  const amend = useAmend();
  const path = useMemo(() => ({ review_id: review.id }), [review.id]);
  const save = useCallback(
    async (fields: Fields, match: string, leaving: boolean, all: Fields): Promise<Version> => {
      const told =
        name === "self"
          ? await call("PUT /reviews/{review_id}/self", { path, match, body: selfBody(fields, all) }, { leaving })
          : await call(
              "PUT /reviews/{review_id}/manager",
              { path, match, body: managerBody(fields, all) },
              { leaving },
            );
      const { actions, ...saved } = told.body;
      amend(ROUTE, { path }, (body) => ({ ...body, [name]: saved, actions: actions ?? body.actions }));
      return versionOf(told.body);
    },
    [amend, name, path],
  );
  return useAutosaveDocument({
    name: `${me.id}/${review.id}/${name}`,
    version: versionOf(side),
    save,
    currentOf: (current) => versionOf(current as SideView),
  });
}

const notesVersion = (notes: NotesView): Version => ({ etag: notes.etag ?? "0", fields: { text: notes.text } });

/** Private notes, as they are written. */
export function useNotes(review: ReviewView, notes: NotesView): Writing {
  const me = useMe();
  const amend = useAmend();
  const path = { review_id: review.id };
  return useAutosaveDocument({
    name: `${me.id}/${review.id}/notes`,
    version: notesVersion(notes),
    save: async ({ text }, match, leaving) => {
      const told = await call(
        "PUT /reviews/{review_id}/notes",
        { path, match, body: { text: textOf(text) } },
        { leaving },
      );
      amend(ROUTE, { path }, (body) => ({ ...body, notes: told.body }));
      return notesVersion(told.body);
    },
    currentOf: (current) => notesVersion(current as NotesView),
  });
}

const partVersion = (part: ContributionView): Version => ({ etag: part.etag ?? "0", fields: part.answers });

/** A contributor's own part, as it is written. */
export function useContribution(review: ReviewView, part: ContributionView): Writing {
  const me = useMe();
  const amend = useAmend();
  const path = { review_id: review.id };
  return useAutosaveDocument({
    name: `${me.id}/${review.id}/contribution`,
    version: partVersion(part),
    save: async (answers, match, leaving) => {
      const told = await call("PUT /reviews/{review_id}/contribution", { path, match, body: { answers } }, { leaving });
      amend("GET /reviews/{review_id}/contribution", { path }, () => told.body);
      return partVersion(told.body);
    },
    currentOf: (current) => partVersion(current as ContributionView),
  });
}
