import { createElement, Fragment, type ReactNode, useMemo } from "react";

import { t } from "../text";
import { safeAddress } from "./address";

/** What the server lets through, too. Anything else becomes its text; nothing is ever inserted as markup. */
const TAGS = new Set(["p", "br", "strong", "em", "b", "i", "u", "a", "s", "ul", "ol", "li", "blockquote", "h3"]);
const DROPPED = new Set([
  "script",
  "style",
  "iframe",
  "object",
  "template",
  "title",
  "head",
  "noscript",
  "svg",
  "math",
]);

/** Rich text to read: parsed without running anything, and built again from the tags that are allowed. */
export function RichTextView({ html }: { html: string | null | undefined }) {
  const content = useMemo(() => (html ? built(html) : null), [html]);
  if (content === null) return <p className="dim">{t("question.none")}</p>;
  return <div className="rich">{content}</div>;
}

function built(html: string): ReactNode {
  return children(new DOMParser().parseFromString(html, "text/html").body);
}

function children(node: Node): ReactNode[] {
  return [...node.childNodes].map((child, i) => <Fragment key={i}>{element(child)}</Fragment>);
}

function element(node: Node): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.tagName.toLowerCase();
  if (DROPPED.has(tag)) return null;
  if (!TAGS.has(tag)) return children(node);
  if (tag === "br") return <br />;
  if (tag === "a") return link(node);
  const start = tag === "ol" ? Number(node.getAttribute("start")) : 0;
  return createElement(tag, start > 1 ? { start } : null, ...children(node));
}

function link(node: Element): ReactNode {
  const href = safeAddress(node.getAttribute("href"));
  if (!href) return children(node);
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children(node)}
    </a>
  );
}
