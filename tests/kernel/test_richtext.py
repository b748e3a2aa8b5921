"""Rich text is sanitised by the server [115]."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel import richtext
from chalicelib.kernel.errors import fault

REL = 'rel="noopener noreferrer nofollow"'

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.test/x.js></SCRIPT>",
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    '<p onclick="alert(1)">x</p>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#x0A;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="//evil.test">x</a>',
    '<a href="/api/people">x</a>',
    '<a href="https:evil">x</a>',
    '<a href="http:///evil.test">x</a>',
    '<a href="https://good.test" target="_top" onmouseover="alert(1)">x</a>',
    '<iframe src="https://evil.test"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="https://evil.test"></object><embed src="https://evil.test">',
    '<form action="https://evil.test"><input name=q><button>x</button></form>',
    "<style>@import 'https://evil.test';</style>",
    '<link rel="stylesheet" href="https://evil.test"><meta http-equiv="refresh" content="0">',
    '<base href="https://evil.test/">',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<!--<img src='--><img src=x onerror=alert(1)>'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<template><script>alert(1)</script></template>",
    "<p><button><p><button><p>deep",
    "<a href='https://a.test'><table><a href='javascript:alert(1)'>x",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p>\x00<scr\x00ipt>alert(1)</script>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<a href='mailto:a@b.test\"onclick=alert(1)'>x</a>",
]

_ALLOWED = re.compile(
    r"</?(?:p|br|strong|em|u|s|ul|ol|li|blockquote|h3)>|</a>"
    r'|<a rel="noopener noreferrer nofollow">'
    r'|<a href="(?:https?://|mailto:)[^"]*" rel="noopener noreferrer nofollow">',
    re.IGNORECASE,
)


def harmless(text: str) -> bool:
    """Whether nothing is left but the allowed tags in their one allowed spelling, and words."""
    return "<" not in _ALLOWED.sub("", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markup_leaves_nothing_that_could_run(text: str) -> None:
    cleaned = richtext.clean(text)
    assert harmless(cleaned)
    assert richtext.clean(cleaned) == cleaned


def test_the_corpus_is_not_let_through_by_the_check_itself() -> None:
    assert not any(harmless(text) for text in HOSTILE if not text.startswith("<p><button"))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("plain words & more", "plain words &amp; more"),
        ("<p>a <strong>b</strong> <em>c</em> <u>d</u> <s>e</s></p>",) * 2,
        ("<h3>t</h3><ul><li>a</li></ul><ol><li>b</li></ol><blockquote>q</blockquote><p>x<br>y</p>",) * 2,
        ("<b>a</b> <i>b</i> <strike>c</strike> <del>d</del>",
         "<strong>a</strong> <em>b</em> <s>c</s> <s>d</s>"),
        ('<a href="https://a.test/x?y=1&amp;z=2">x</a>',
         f'<a href="https://a.test/x?y=1&amp;z=2" {REL}>x</a>'),
        ('<a href="mailto:a@b.test" rel="me" target="_blank">x</a>', f'<a href="mailto:a@b.test" {REL}>x</a>'),
        ("<h1>big</h1><div>box</div><span>bit</span>", "<h3>big</h3>box<br>bit"),
        ("<p>نص 日本語 🎉</p>",) * 2,
        ("a\x07b\ud800c", "abc"),
        ("", ""),
    ],
)  # fmt: skip
def test_bold_links_and_lists_stay(written: str, kept: str) -> None:
    """[115] Rich text: bold, hyperlinks, bullet points."""
    assert richtext.clean(written) == kept


@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<a href='https://a.test/<b>'>", "</a>", "<ul>", "<li>", "</ul>", "<h3>", "<table>",
     "<button>", "</button>", "<svg>", "<math>", "<style>", "</style>", "<!--", "-->", "<td>", "<select>", "x",
     "&lt;b&gt;", "<blockquote>", "</blockquote>", "<i>", "</i>", "<template>", "<mtext>", "<title>", "<br>",
     "<plaintext>"]),
    max_size=14).map("".join))  # fmt: skip
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = richtext.clean(text)
    assert richtext.clean(once) == once
    assert harmless(once)


def test_markup_that_never_settles_becomes_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(richtext, "_pass", lambda text: f"<p>{text}&lt;")
    cleaned = richtext.clean("x")
    assert "<" not in cleaned
    assert cleaned.startswith("x")


def test_markup_that_swells_becomes_plain_words() -> None:
    assert richtext.clean("<b><p>x" * 6000).split() == ["x"] * 6000


@pytest.mark.parametrize(
    "text", ["", "<p></p>", "<p> </p>", "<p><br></p>", "&nbsp;", "<ul><li></li></ul>", "<p>\u200b\ufeff</p>"]
)
def test_markup_without_words_is_blank(text: str) -> None:
    assert richtext.blank(richtext.clean(text))


@pytest.mark.parametrize("text", ["a", "<p>.</p>", "&lt;p&gt;", "0"])
def test_words_are_not_blank(text: str) -> None:
    assert not richtext.blank(richtext.clean(text))


def test_a_text_over_the_limit_has_a_problem() -> None:
    assert richtext.problem("x" * richtext.LIMIT) is None
    assert richtext.problem("x" * (richtext.LIMIT + 1)) == fault("too_long", most=50_000)


@pytest.mark.parametrize(
    "text",
    [
        "<b title>x</b>",
        '<b title="a" lang="de" class="c" id="i">x</b>',
        '<strong style="color: red" data-x="1">x</strong>',
    ],
)
def test_no_attribute_but_an_address_survives(text: str) -> None:
    assert richtext.clean(text) == "<strong>x</strong>"
    link = '<a title="t" id="i" lang="de" href="https://a.test">x</a>'
    assert richtext.clean(link) == f'<a href="https://a.test" {REL}>x</a>'


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ('<b style="font-weight:normal" id="docs-internal-guid-1"><p>All</p></b>', "<p>All</p>"),
        ('<strong style="font-weight: 400">x</strong> <b style="font-weight:700">y</b>', "x <strong>y</strong>"),
        ('<i style="font-style: normal">x</i> <em>y</em>', "x <em>y</em>"),
        ("<b style='mso-bidi-font-weight:normal'>x</b>", "<strong>x</strong>"),
        ('<span style="font-weight:700;font-style:italic">x</span>', "<strong><em>x</em></strong>"),
        ('<span style="font-weight:400;font-style:normal">x</span>', "x"),
    ],
)
def test_text_is_bold_or_slanted_where_its_style_says_so_and_not_where_it_says_plain(pasted: str, kept: str) -> None:
    assert richtext.clean(pasted) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<div>one</div><div>two</div>", "one<br>two"),
        ("one<div>two</div>three", "one<br>two<br>three"),
        ("<div><div>one</div></div><section>two</section>", "one<br>two"),
        ("<b><div>one</div><div>two</div></b>", "<strong>one<br>two</strong>"),
        ("<p>one</p><div>two</div><p>three</p>", "<p>one</p>two<p>three</p>"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>x", "a b<br>c d<br>x"),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "<p>a</p><p>b</p>"),
        ("<ul><li><div>a</div><div>b</div></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>a<hr>b", "a<br>b<br>a<br>b"),
        ("<h2>Title</h2><pre>x &lt;y&gt;</pre>z", "<h3>Title</h3>x &lt;y&gt;<br>z"),
    ],
)
def test_nothing_is_glued_where_a_block_or_a_cell_is_left_out(pasted: str, kept: str) -> None:
    assert richtext.clean(pasted) == kept
    assert richtext.clean(kept) == kept


def word(mark: str, text: str, level: int = 1) -> str:
    """An item as Word puts it on the clipboard."""
    return (
        f"<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        f"<span style='mso-list:Ignore'>{mark}<span style='font:7pt'>&nbsp; </span></span><![endif]>{text}</p>\n"
    )


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (word("\u00b7", "One") + word("\u00b7", "<b>Two</b>"), "<ul><li>One</li><li><strong>Two</strong></li></ul>"),
        (word("1.", "One") + word("2.", "Two") + "<p>End</p>", "<ol><li>One</li><li>Two</li></ol><p>End</p>"),
        (
            word("o", "One") + word("a)", "In", 2) + word("\u00b7", "Two"),
            "<ul><li>One<ol><li>In</li></ol></li><li>Two</li></ul>",
        ),
        (word("1.", "One") + word("\u00b7", "Two"), "<ol><li>One</li></ol><ul><li>Two</li></ul>"),
        (word("\u00b7", "Deep", 2) + "words", "<ul><li><ul><li>Deep</li></ul></li></ul>words"),
        ("<p style='mso-list:none'>No item</p>", "<p>No item</p>"),
    ],
)
def test_lists_pasted_from_word_are_lists(pasted: str, kept: str) -> None:
    assert re.sub(r"\s*\n\s*", "", richtext.clean(pasted)) == kept


def test_the_words_of_two_paragraphs_are_two_words() -> None:
    assert richtext.plain("<p>one</p><ul><li>two</li></ul>a<br>b") == "one two a b"
