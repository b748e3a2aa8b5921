import { lazy, Suspense } from "react";

import { t } from "../text";

export interface RichTextProps {
  /** HTML; read when the editor opens and each time `epoch` changes, never while someone types. */
  value: string;
  epoch?: number;
  onChange: (html: string) => void;
  label: string;
  labelledBy?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean;
  /** What stands in it while it is empty. */
  placeholder?: string;
  /** Lines that it is high at least. */
  lines?: number;
}

const Editor = lazy(() => import("./RichTextEditor"));

/** Writing with bold, italic, links and lists. The editor itself is loaded on the writing screens only. */
export function RichText(props: RichTextProps) {
  const minHeight = `calc(${props.lines ?? 5} * 1.55em + 4rem)`;
  return (
    <Suspense
      fallback={<div className="editor" style={{ minHeight }} role="status" aria-label={t("editor.loading")} />}
    >
      <Editor {...props} />
    </Suspense>
  );
}
