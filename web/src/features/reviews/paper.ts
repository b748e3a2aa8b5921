import { useEffect } from "react";

/** A text as a style sheet writes it. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&").replace(/\s+/g, " ")}"`;

/** What stands at the head of every sheet of paper; it is the name of a file that is printed to, too. */
export function usePaper(title: string): void {
  useEffect(() => {
    const { style } = document.documentElement;
    let shown = document.title;
    const before = (): void => {
      shown = document.title;
      document.title = title;
    };
    const after = (): void => {
      document.title = shown;
    };
    style.setProperty("--paper-title", quoted(title));
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      style.removeProperty("--paper-title");
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, [title]);
}
