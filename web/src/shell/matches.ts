/** A text as it is compared: in small letters, without accents. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Whether each typed word begins a word of the title. Nothing typed is in every title. */
export function matches(typed: string, title: string): boolean {
  const words = wordsOf(title);
  return wordsOf(typed).every((one) => words.some((word) => word.startsWith(one)));
}
