import { call } from "../../api/call";
import { useAmend } from "../../api/hooks";
import { useMe } from "../../api/me";
import { type Fields, type Version, textOf } from "../../ui/drafts/merge";
import { useAutosaveDocument, type Writing } from "../../ui/drafts/useAutosaveDocument";
import { PROMPTS } from "./chapters";
import type { ReflectionPatch, ReflectionView } from "../../api/contract";

const ROUTE = "GET /reflections/{reflection_id}";

/** What is said about a reflection, as fields. Objectives stand one a line. */
export function versionOf({ etag, title, period, objective_ids, prompts }: ReflectionView): Version {
  const said = Object.fromEntries(PROMPTS.map((prompt) => [prompt, prompts[prompt] ?? ""]));
  return { etag, fields: { title, period: period ?? "", objectives: objective_ids.join("\n"), ...said } };
}

/** What is sent: only what changed. The three texts go together, as they came. */
export function patchOf(fields: Fields, all: ReflectionView): ReflectionPatch {
  const patch: ReflectionPatch = {};
  // A title is never empty: what is typed in its place is kept on this device until it is one.
  if ("title" in fields && textOf(fields["title"]).trim()) patch.title = textOf(fields["title"]).trim();
  if ("period" in fields) patch.period = textOf(fields["period"]).trim();
  if ("objectives" in fields) patch.objective_ids = objectives(textOf(fields["objectives"]));
  if (PROMPTS.some((prompt) => prompt in fields)) {
    const said = PROMPTS.map(
      (prompt) => [prompt, prompt in fields ? textOf(fields[prompt]) : all.prompts[prompt]] as const,
    );
    patch.prompts = Object.fromEntries(
      said.filter((one): one is [(typeof PROMPTS)[number], string] => Boolean(one[1])),
    );
  }
  return patch;
}

/** One a line; empty lines and repetitions say nothing. */
export function objectives(lines: string): string[] {
  return [...new Set(lines.split("\n").map((line) => line.trim()))].filter(Boolean);
}

/** What is said about one's own reflection, as it is written. */
export function useDetails(reflection: ReflectionView): Writing {
  const me = useMe();
  const amend = useAmend();
  const path = { reflection_id: reflection.id };
  return useAutosaveDocument({
    name: `${me.id}/reflection/${reflection.id}`,
    version: versionOf(reflection),
    save: async (fields, match, leaving) => {
      const body = patchOf(fields, reflection);
      const told = await call("PATCH /reflections/{reflection_id}", { path, match, body }, { leaving });
      amend(ROUTE, { path }, () => told.body);
      return versionOf(told.body);
    },
    currentOf: (current) => versionOf(current as ReflectionView),
  });
}
