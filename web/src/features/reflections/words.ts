const MOST = 80;

/** The words of a rich text, for a place where there is room for a line only. */
export function plainWords(html: string): string {
  const words = (new DOMParser().parseFromString(html, "text/html").body.textContent ?? "").trim();
  return words.length > MOST ? `${words.slice(0, MOST)} …` : words;
}
