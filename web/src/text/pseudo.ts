const ACCENTS: Readonly<Record<string, string>> = {
  a: "å", c: "ç", e: "é", i: "î", n: "ñ", o: "ö", s: "š", u: "û", y: "ý", z: "ž",
  A: "Å", C: "Ç", E: "É", I: "Î", N: "Ñ", O: "Ö", S: "Š", U: "Û", Y: "Ý", Z: "Ž",
}; // prettier-ignore

/** How much longer than English a text may become in other languages. */
const LONGER = 0.4;

/** A text in the pseudo-language: in brackets, with accents, and longer; its `{names}` stay as they are. */
export function pseudo(form: string): string {
  const parts = form.split(/(\{\w+(?::\w+)?\})/);
  const accented = parts.map((part) =>
    part.startsWith("{") ? part : part.replace(/[a-z]/gi, (one) => ACCENTS[one] ?? one),
  );
  const letters = form.replace(/\{.*?\}/g, "").length;
  return `[${accented.join("")}${more(Math.ceil(letters * LONGER))}]`;
}

/** So many letters more, in words of a usual length. */
function more(letters: number): string {
  const words = "óñé ţŵö ţĥŕéé ƒöûŕ ƒîvé šîx šévéñ ";
  return letters > 0
    ? ` ${words
        .repeat(Math.ceil(letters / words.length))
        .slice(0, letters)
        .trim()}`
    : "";
}
