import { createElement, Fragment, type ReactNode } from "react";

import { pseudo } from "./pseudo";

/** The language that dates and numbers are written in. */
export const language = "en-GB";

type Filling = Record<string, string | number>;

/** Whether texts are shown in the pseudo-language, which shows what is not translated and what does not fit. */
const PSEUDO = import.meta.env.VITE_PSEUDO === "1";

const shown = (form: string): string => (PSEUDO ? pseudo(form) : form);

/** A text with its `{names}` filled in; `{name:how}` says how. */
export function spoken(form: string, fill: (name: string, how: string | undefined) => string): string {
  return shown(form).replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, how: string | undefined) => fill(name, how));
}

/** What says the texts of a catalogue. */
export function speaking<Key extends string>(catalogue: Record<Key, string>) {
  /** A text of the catalogue, its `{names}` filled in. */
  function t(key: Key, filling: Filling = {}): string {
    return spoken(catalogue[key], (name) => String(filling[name] ?? `{${name}}`));
  }

  /** A text whose key is made of a fixed part and a word of the API; where there is none, the word itself, readable. */
  function tOr(prefix: string, word: string): string {
    const key = `${prefix}.${word}`;
    return key in catalogue ? t(key as Key) : word.replaceAll("_", " ");
  }

  /** Singular or plural by number: `{n}` is filled in; the two texts are `key.one` and `key.other`. */
  function tn(prefix: string, n: number): string {
    const form = new Intl.PluralRules(language).select(n);
    const key = `${prefix}.${form}` in catalogue ? `${prefix}.${form}` : `${prefix}.other`;
    return t(key as Key, { n: n.toLocaleString(language) });
  }

  /** A text with elements in it, where a hole is to be filled with more than words: an instant, a link. */
  function tx(key: Key, filling: Record<string, ReactNode>): ReactNode {
    const parts = shown(catalogue[key]).split(/\{(\w+)\}/);
    return createElement(
      Fragment,
      null,
      ...parts.map((part, i) => (i % 2 === 0 ? part : (filling[part] ?? `{${part}}`))),
    );
  }

  return { t, tOr, tn, tx };
}
