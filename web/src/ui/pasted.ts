/**
 * Markup of other editors, made into ours, as the server does it: no attribute but `href`, what is left out leaves a
 * break or a space so that nothing is glued, and Word's lists are lists.
 */
import { safeAddress } from "./address";

const OURS = new Set(["p", "br", "strong", "em", "u", "s", "a", "ul", "ol", "li", "blockquote", "h3"]);
const RENAMED: Readonly<Record<string, string>> = {
  b: "strong",
  i: "em",
  strike: "s",
  del: "s",
  h1: "h3",
  h2: "h3",
  h4: "h3",
  h5: "h3",
  h6: "h3",
};
const CELLS = new Set(["td", "th"]);
const BLOCKS = new Set(
  (
    "address article aside caption center dd details dialog div dl dt fieldset figcaption figure footer form header " +
    "hr legend main nav option pre section summary table tbody tfoot thead tr"
  ).split(" "),
);
const DROPPED = new Set(
  "head iframe link math meta noscript object script select style svg template textarea title xml".split(" "),
);

const BREAK = "\x1e";
const GAP = "\x1f";
const OWN_LINE = "<(?:/?(?:p|ul|ol|li|blockquote|h3)|br)>";
const INLINE = "(?:</?(?:strong|em|u|s|a)(?: [^>]*)?>|\\s)*";
const MARKS = new RegExp(`\\s*[${BREAK}${GAP}][${BREAK}${GAP}\\s]*`, "g");
const AT_BEGIN = new RegExp(`(^|${OWN_LINE})(${INLINE})[${BREAK}${GAP}]`, "g");
const AT_END = new RegExp(`[${BREAK}${GAP}](${INLINE})($|${OWN_LINE})`, "g");
// Word's `mso-bidi-font-weight` speaks of other letters than these.
const BOLD = /(?<![\w-])font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b/i;
const NOT_BOLD = /(?<![\w-])font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b/i;
const SLANTED = /(?<![\w-])font-style\s*:\s*(?:italic|oblique)\b/i;
const NOT_SLANTED = /(?<![\w-])font-style\s*:\s*normal\b/i;
const WORD_LIST = /mso-list\s*:\s*\w+\s+level(\d)/i;
const WORD_MARK = /mso-list\s*:\s*ignore/i;
const NUMBER = /^(?:\(?\w{1,6}[.)]|\d+)$/;

/** What was copied elsewhere, in our tags; what was copied in one of our own editors as it is. */
export function pasted(html: string): string {
  if (html.includes("data-pm-slice")) return html;
  const reader = new Reader();
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) reader.read(node);
  reader.endLists();
  return reader.out
    .join("")
    .replace(MARKS, (marks) => (marks.includes(BREAK) ? BREAK : GAP))
    .replace(AT_BEGIN, "$1$2")
    .replace(AT_END, "$1$2")
    .replaceAll(BREAK, "<br>")
    .replaceAll(GAP, " ");
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Writes `out` while it reads. A paragraph of Word's that is an item is held back until its mark is known. */
class Reader {
  out: string[] = [];
  private lists: ("ol" | "ul")[] = [];
  private inItem = false;
  private inMark = false;
  private mark = "";

  read(node: Node): void {
    if (node.nodeType === Node.TEXT_NODE) this.text(node.textContent ?? "");
    else if (node instanceof Element && !DROPPED.has(node.localName)) this.element(node);
  }

  endLists(): void {
    this.endListsBelow(0);
  }

  private text(words: string): void {
    if (this.inMark) {
      this.mark += words;
      return;
    }
    if (!this.inItem && words.trim()) this.endLists();
    this.out.push(escaped(words));
  }

  private element(element: Element): void {
    const tag = element.localName;
    const style = element.getAttribute("style") ?? "";
    const level = tag === "p" ? WORD_LIST.exec(style)?.[1] : undefined;
    if (level) {
      this.item(element, Math.max(Number(level), 1));
      return;
    }
    if (tag === "span" && WORD_MARK.test(style)) {
      this.itemMark(element);
      return;
    }
    const block = BLOCKS.has(tag) || CELLS.has(tag);
    if (!this.inItem && (block || OURS.has(RENAMED[tag] ?? tag))) this.endLists();
    if (tag === "br") this.out.push("<br>");
    else if (block) this.around(element, CELLS.has(tag) ? GAP : BREAK);
    else this.inline(element, style);
  }

  private around(element: Element, mark: string): void {
    this.out.push(mark);
    if (element.localName === "hr") return;
    this.children(element);
    this.out.push(mark);
  }

  private inline(element: Element, style: string): void {
    const names = namesOf(element, style);
    const href = element.localName === "a" ? safeAddress(element.getAttribute("href")) : null;
    for (const name of names) this.out.push(href ? `<a href="${escaped(href)}">` : `<${name}>`);
    this.children(element);
    for (const name of names.toReversed()) this.out.push(`</${name}>`);
  }

  private children(element: Element): void {
    for (const child of element.childNodes) this.read(child);
  }

  private itemMark(element: Element): void {
    this.inMark = true;
    this.children(element);
    this.inMark = false;
  }

  private item(element: Element, level: number): void {
    const before = this.out;
    this.out = [];
    this.mark = "";
    this.inItem = true;
    this.children(element);
    this.inItem = false;
    const said = this.out.join("").trim();
    this.out = before;
    this.put(said, level, NUMBER.test(this.mark.trim()) ? "ol" : "ul");
  }

  private put(said: string, level: number, kind: "ol" | "ul"): void {
    this.endListsBelow(level);
    if (this.lists.length === level && this.lists.at(-1) !== kind) this.endListsBelow(level - 1);
    if (this.lists.length === level) this.out.push("</li>");
    while (this.lists.length < level) {
      this.out.push(this.lists.length === level - 1 ? `<${kind}>` : `<${kind}><li>`);
      this.lists.push(kind);
    }
    this.out.push(`<li>${said}`);
  }

  private endListsBelow(level: number): void {
    while (this.lists.length > level) this.out.push(`</li></${this.lists.pop()}>`);
  }
}

/** Our tags for an element: none for what is unknown, or said to be plain; for a span those that its style means. */
function namesOf(element: Element, style: string): string[] {
  const tag = RENAMED[element.localName] ?? element.localName;
  if (tag === "span") return [BOLD.test(style) ? "strong" : "", SLANTED.test(style) ? "em" : ""].filter(Boolean);
  const plain = (tag === "strong" && NOT_BOLD.test(style)) || (tag === "em" && NOT_SLANTED.test(style));
  const nowhere = tag === "a" && !safeAddress(element.getAttribute("href"));
  return OURS.has(tag) && !plain && !nowhere ? [tag] : [];
}
