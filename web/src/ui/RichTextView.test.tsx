// @vitest-environment jsdom
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { safeAddress } from "./address";
import { RichTextView } from "./RichTextView";

const shown = (html: string): string =>
  renderToStaticMarkup(<RichTextView html={html} />).replace(/^<div class="rich">|<\/div>$/g, "");

describe("rich text to read", () => {
  it("shows what the server lets through", () => {
    const html = '<p><strong>a</strong> <em>b</em></p><ul><li>c</li></ul><ol start="3"><li>d</li></ol>';
    expect(shown(html)).toBe(html);
  });

  it.each([
    ["<img src=x onerror=alert(1)>", ""],
    ["<script>alert(1)</script>x", "x"],
    ["<p onclick=alert(1)>x</p>", "<p>x</p>"],
    ["<svg><a xlink:href='javascript:alert(1)'>x</a></svg>y", "y"],
    ["<div><b>x</b></div>", "<b>x</b>"],
    ["<a href='javascript:alert(1)'>x</a>", "x"],
    ["<a href='//evil.test'>x</a>", "x"],
    ["<p style='position:fixed'>x</p>", "<p>x</p>"],
    ["<iframe src='https://evil.test'></iframe>", ""],
    ["<math><mtext><script>alert(1)</script></mtext></math>x", "x"],
  ])("makes %s harmless", (hostile, harmless) => {
    expect(shown(hostile)).toBe(harmless);
  });

  it("opens links elsewhere, and tells them nothing", () => {
    expect(shown('<a href="https://x.test">x</a>')).toBe(
      '<a href="https://x.test" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    );
    expect(safeAddress("mailto:a@b.test")).toBe("mailto:a@b.test");
    expect(safeAddress(" jav\nascript:alert(1)")).toBeNull();
  });
});
