// @vitest-environment jsdom
import { Editor } from "@tiptap/core";
import { describe, expect, it } from "vitest";

import { extensions } from "./extensions";
import { pasted } from "./pasted";

/** What stands in the editor after this was pasted into it. */
function written(html: string): string {
  const editor = new Editor({
    extensions,
    editorProps: { transformPastedHTML: pasted, handleScrollToSelection: () => true },
  });
  editor.view.pasteHTML(html, new Event("paste") as ClipboardEvent);
  const kept = editor.getHTML();
  editor.destroy();
  return kept.replace(/ (?:target|rel)="[^"]*"/g, "");
}

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm; font-size:12.0pt} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12pt'>Year<o:p></o:p></h1>
<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>maps</b> moved,
see <a href="https://maps.test/a?b=1&amp;c=2" style='color:blue'><span style='color:blue'>here</span></a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>One<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>a)<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><!--[endif]--><i>In</i><o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='margin-left:36.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Two<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td width=301 valign=top style='border:solid'><p class=MsoNormal>Left<o:p></o:p></p></td><td><p class=MsoNormal>Right<o:p></o:p></p></td></tr></table>
<p class=MsoNormal>End</p><!--EndFragment--></body></html>`;

const GOOGLE = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-6e"><p dir="ltr" style="line-height:1.38;margin-top:0pt"><span style="font-size:11pt;font-weight:400;font-style:normal;white-space:pre-wrap;">Plain, </span><span style="font-size:11pt;font-weight:700;font-style:normal;">bold</span><span style="font-weight:400;font-style:italic;"> and slanted</span></p><ul style="margin-top:0;padding-inline-start:48px;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">One</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>In</span></p></li></ul></ul><p dir="ltr"><a href="https://docs.test" style="text-decoration:none;"><span style="color:#1155cc;">link</span></a></p></b><br class="Apple-interchange-newline">`;

const OUTLOOK = `<div class="elementToProof" style="font-family: Aptos; color: rgb(0, 0, 0);">Dear Ella,</div><div class="elementToProof"><br></div><div style="font-size: 12pt;"><b>Thank</b> you for <a href="mailto:ella@example.test" data-linkindex="0">writing</a>.</div><ol start="1" data-editing-info="{}"><li style="font-size: 12pt;"><div role="presentation">First</div></li><li><div>Second</div></li></ol><table><tbody><tr><td style="width: 50%;"><div>a</div></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table><div id="Signature"><p>Mara</p></div>`;

const PAGES = `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title></title><style type="text/css">p.p1 {margin: 0.0px; font: 11.0px 'Helvetica Neue'} span.s1 {font-kerning: none}</style></head><body>
<p class="p1"><span class="s1"><b>Year</b></span></p>
<p class="p1"><span class="s1">One line</span><span class="s1"><br>
another</span></p>
<ul class="ul1">
<li class="li1"><span class="s2"></span><span class="s1">Kept</span></li>
<li class="li1"><span class="s2"></span><span class="s1"><i>Slanted</i></span></li>
</ul>
</body></html>`;

describe("what is pasted into the editor", () => {
  it("from Word keeps words, bold, links and lists", () => {
    expect(written(WORD)).toBe(
      "<h3>Year</h3>" +
        '<p>The <strong>maps</strong> moved, see <a href="https://maps.test/a?b=1&amp;c=2">here</a>.</p>' +
        "<ul><li><p>One</p><ol><li><p><em>In</em></p></li></ol></li><li><p>Two</p></li></ul>" +
        "<p>Left</p><p>Right</p><p>End</p>",
    );
  });

  it("from Google Docs is bold only where it was", () => {
    expect(written(GOOGLE)).toBe(
      "<p>Plain, <strong>bold</strong><em> and slanted</em></p>" +
        "<ul><li><p>One</p><ul><li><p>In</p></li></ul></li></ul>" +
        '<p><a href="https://docs.test">link</a></p>',
    );
  });

  it("from Outlook keeps lines and cells apart", () => {
    const kept = written(OUTLOOK);
    expect(kept).toContain("Dear Ella,<br>");
    expect(kept).toContain('<strong>Thank</strong> you for <a href="mailto:ella@example.test">writing</a>.');
    expect(kept).toContain("<ol><li><p>First</p></li><li><p>Second</p></li></ol>");
    expect(kept).toContain("a<br>b<br>c d");
    expect(kept).toContain("<p>Mara</p>");
  });

  it("from Apple Pages is what was seen there", () => {
    expect(written(PAGES)).toBe(
      "<p><strong>Year</strong></p><p>One line<br>another</p>" +
        "<ul><li><p>Kept</p></li><li><p><em>Slanted</em></p></li></ul><p></p>",
    );
  });

  it("from one of our own editors stays as it is", () => {
    const own = '<p data-pm-slice="1 1 []">a <strong>b</strong></p>';
    expect(pasted(own)).toBe(own);
    expect(written(own)).toBe("<p>a <strong>b</strong></p>");
  });
});

/** The same as `tests/kernel/test_richtext.py` says of the server. */
describe("markup of other editors", () => {
  it.each([
    ["<b title>x</b>", "<strong>x</strong>"],
    ['<b title="a" lang="de" class="c" id="i">x</b>', "<strong>x</strong>"],
    ['<a title="t" id="i" href="https://a.test">x</a>', '<a href="https://a.test">x</a>'],
    ['<a href="javascript:alert(1)">x</a>', "x"],
    ['<b style="font-weight:normal" id="docs-internal-guid-1"><p>All</p></b>', "<p>All</p>"],
    ['<strong style="font-weight: 400">x</strong> <b style="font-weight:700">y</b>', "x <strong>y</strong>"],
    ['<i style="font-style: normal">x</i> <em>y</em>', "x <em>y</em>"],
    ["<b style='mso-bidi-font-weight:normal'>x</b>", "<strong>x</strong>"],
    ['<span style="font-weight:700;font-style:italic">x</span>', "<strong><em>x</em></strong>"],
    [
      '<a href="https://a.test"><span style="font-weight:bold">x</span></a>',
      '<a href="https://a.test"><strong>x</strong></a>',
    ],
    ["<div>one</div><div>two</div>", "one<br>two"],
    ["one<div>two</div>three", "one<br>two<br>three"],
    ["<div><div>one</div></div><section>two</section>", "one<br>two"],
    ["<b><div>one</div><div>two</div></b>", "<strong>one<br>two</strong>"],
    ["<p>one</p><div>two</div><p>three</p>", "<p>one</p>two<p>three</p>"],
    ["<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>x", "a b<br>c d<br>x"],
    ["<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "<p>a</p><p>b</p>"],
    ["<ul><li><div>a</div><div>b</div></li></ul>", "<ul><li>a<br>b</li></ul>"],
    ["<dl><dt>a</dt><dd>b</dd></dl>a<hr>b", "a<br>b<br>a<br>b"],
    ["<h2>Title</h2><pre>x &lt;y&gt;</pre>z", "<h3>Title</h3>x &lt;y&gt;<br>z"],
    ["<p style='mso-list:none'>No item</p>", "<p>No item</p>"],
    ["<style>p{}</style><script>x</script><p>y</p>", "<p>y</p>"],
  ])("%s leaves %s", (html, left) => {
    expect(pasted(html)).toBe(left);
  });
});
