import { Alert, Button } from "@mantine/core";

import { Problem, Unreachable } from "../api/problem";
import { t } from "../text";
import { WarningIcon } from "./icons";

const LONG = 120;

/** What went wrong, in words that say what to do. */
export function wordsFor(error: Error): string {
  if (error instanceof Unreachable) return t("error.offline");
  if (!(error instanceof Problem)) return t("error.server");
  // Longer than someone waits in front of a screen: the server says until when, and why.
  if (error.status === 429 && (error.retryAfter ?? 0) > LONG && error.message) return error.message;
  if (error.status === 429) return t("error.slow", { seconds: error.retryAfter ?? 10 });
  if (error.status >= 500) return t("error.server");
  if (error.status === 412) return t("error.stale");
  if (error.code === "not_found") return t("error.notFound.hint");
  return error.message || t("error.server");
}

interface Shown {
  error: Error | null;
  /** Offers to try again. */
  again?: (() => void) | undefined;
  /** Pointers whose messages stand at their fields already. */
  placed?: readonly string[];
}

/** A problem, where it happened. Field errors that have no place of their own on the screen are listed here. */
export function ProblemNote({ error, again, placed = [] }: Shown) {
  if (!error) return null;
  const fields = error instanceof Problem ? error.fields.filter((field) => !placed.includes(field.pointer)) : [];
  const allPlaced = fields.length === 0 && error instanceof Problem && error.fields.length > 0;
  return (
    <Alert color="red" variant="light" icon={<WarningIcon />} title={t("error.title")} role="alert" className="problem">
      {fields.length === 0 && <p style={{ margin: 0 }}>{allPlaced ? t("error.placed") : wordsFor(error)}</p>}
      {fields.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: "1.2em" }}>
          {fields.map(({ pointer, detail }) => (
            <li key={pointer + detail}>{detail}</li>
          ))}
        </ul>
      )}
      {again && (
        <Button size="xs" variant="default" mt="sm" onClick={again}>
          {t("app.retry")}
        </Button>
      )}
    </Alert>
  );
}

/** The message of a problem that belongs to one field, by JSON pointer: for `error=` of an input. */
export function fieldError(error: Error | null, pointer: string): string | undefined {
  return error instanceof Problem ? error.about(pointer) : undefined;
}
