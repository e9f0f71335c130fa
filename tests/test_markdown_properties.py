"""Whatever a page says, its Markdown renders back to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillwiki import dom
from stillwiki.dom import Element, Node, Text
from stillwiki.markdown import dialect, selfcheck
from stillwiki.markdown.write import write
from stillwiki.model import Found, Missing, Target


@dataclass(frozen=True)
class Place:
    path: str = "wiki/Page.md"

    def link(self, title: str, fragment: str) -> Target:
        return Missing(title) if title == "Missing" else Found(f"wiki/{title.replace(' ', '_')}.md", title, fragment)

    def file(self, name: str) -> str | None:
        return None if name == "None.png" else f"media/{name.replace(' ', '_')}"


PLACE = Place()
MACHINERY = """
# ## #tag 1. 2019. - + * > >> = == === - -- --- *** ___ ~ ~~ ~~~ ``` ` `` | || |---| :: : :--- !!! ??? ::: ///
{: .x } {.y} { } $ $$ $x$ \\( \\) \\[ \\] \\ \\\\ \\begin{a} \\end{a} & &amp; &lt; &#42; &#x2a; &# &nbsp < <b> </b>
<div> </div> <!-- --> <? ?> <![CDATA[ ]]> <http://x.y> <a@b.c> http://x.y [ ] ![ ]( [^ [^1] [^1]: [x]: [x] *[x]: y
[TOC] ( ) "
' a_b _a a_ __init__ x*y *a a* **a a** ~~a~~ ==a== 5 * 3 a < b C# --8<-- note ///Footnotes\tGo\tHere///
""".split()
PIECES = st.sampled_from(
    [*MACHINERY, "///Footnotes Go Here///", "!!! note", "[x] y", "foo", "Bār", "1", " ", "  ", "\n", "\u00a0"]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join) | st.text(max_size=12)
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def folded(text: str) -> str:
    return " ".join(re.split(r"[ \t\r\n\f\v]+", UNSEEN.sub("", text))).strip()


CONTEXTS = {
    "paragraph": ("<p>%</p>", "p"),
    "bold": ("<p>a <b>%</b></p>", "p"),
    "item": ("<ul><li>%</li></ul>", "li"),
    "numbered item": ("<ol><li>a<ul><li>%</li></ul></li></ol>", "ul"),
    "heading": ('<h2 id="x">%</h2>', "h2"),
    "cell": ("<table><tr><th>a</th></tr><tr><td>%</td></tr></table>", "td"),
    "cell of HTML": ('<table><tr><td colspan="2">%</td></tr></table>', "td"),
    "link": ('<p><a href="wiki:Foo">%</a></p>', "a"),
    "red link": ('<p><a href="wiki:Missing">%</a></p>', "span"),
    "code": ("<p><code>%</code></p>", "code"),
    "preformatted": ("<pre>.%</pre>", "pre"),
    "term": ("<dl><dt>%</dt><dd>a</dd></dl>", "dt"),
    "definition": ("<dl><dt>a</dt><dd>%</dd></dl>", "dd"),
    "quotation": ("<blockquote><p>%</p></blockquote>", "p"),
    "caption": ("<figure><img src='file:A.png'><figcaption>%</figcaption></figure>", "figcaption"),
    "note": (
        """<p>a<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup></p><ol class="references">
        <li id="cite_note-1"><span class="mw-cite-backlink"></span> <span class="reference-text">%</span></li></ol>""",
        "li",
    ),
}


def shown(html: str, tag: str) -> str:
    element = next(dom.parse(html).elements(tag), None)
    if element is None:
        return ""
    skipped = {"headerlink", "footnote-backref"}
    kept = [e for e in element.elements() if e.tag == "a" and skipped & set(e.classes())]
    text = element.text()
    for link in kept:
        text = text.removesuffix("\n").removesuffix(link.text())
    return folded(text.replace("\u00a0", " "))


@pytest.mark.parametrize("context", CONTEXTS)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_text_survives_in_its_place(context: str, text: str) -> None:
    html, tag = CONTEXTS[context]
    tree = dom.parse(html)
    for node in tree.walk():
        if isinstance(node, Text):
            node.text = node.text.replace("%", text)
    rendered = dialect.render(write(tree, PLACE))
    wanted = next(tree.elements("a" if context == "red link" else tag)).text().replace("\u00a0", " ")
    assert shown(rendered, tag) == folded(wanted), rendered


def inline(depth: int) -> st.SearchStrategy[list[Node]]:
    plain = TEXTS.map(lambda text: Text(UNSEEN.sub("", text)))
    if depth == 0:
        return st.lists(plain, min_size=1, max_size=2)
    inner = inline(depth - 1)
    links = st.sampled_from(["wiki:Foo bar#a_b", "wiki:Missing", "#f", "http://x.org/a_(b)?c='d'&e=$f"])
    marked = st.builds(
        lambda tag, nodes: Element(tag, {}, nodes), st.sampled_from("b i b i code u small span".split()), inner
    )
    linked = st.builds(lambda href, text: Element("a", {"href": href}, [text]), links, plain)
    image = st.builds(lambda alt: Element("img", {"src": "file:A b.png", "alt": alt.text, "width": "9"}), plain)
    broken = st.just(Element("br"))
    return st.lists(plain | plain | marked | linked | image | broken, min_size=1, max_size=4)


def flow(depth: int) -> st.SearchStrategy[list[Node]]:
    lines = inline(2)
    kinds = [
        st.builds(lambda nodes: Element("p", {}, [Text("x"), *nodes]), lines),
        st.builds(lambda text: Element("pre", {}, [Text(f".{text}")]), TEXTS.map(lambda t: UNSEEN.sub("", t))),
        st.just(Element("hr")),
    ]
    if depth:
        below = flow(depth - 1) | lines.map(lambda nodes: [Text("x"), *nodes])
        kinds += [
            st.builds(_list, st.sampled_from(["ul", "ol"]), st.lists(below, min_size=1, max_size=3)),
            st.builds(_table, st.lists(st.lists(below, min_size=1, max_size=2), min_size=1, max_size=3)),
            st.builds(lambda nodes: Element("blockquote", {}, nodes), flow(depth - 1)),
            st.builds(lambda nodes: Element("div", {"class": "x"}, nodes), below),
            st.builds(lambda a, b: Element("dl", {}, [Element("dt", {}, a), Element("dd", {}, b)]), lines, below),
        ]
    return st.lists(st.one_of(kinds), min_size=1, max_size=3)


def _list(tag: str, items: list[list[Node]]) -> Element:
    return Element(tag, {}, [Element("li", {}, [Text("x"), *nodes]) for nodes in items])


def _table(rows: list[list[list[Node]]]) -> Element:
    cells = [[Element("td" if place else "th", {}, nodes) for nodes in row] for place, row in enumerate(rows)]
    return Element("table", {}, [Element("tr", {}, list(row)) for row in cells])


@settings(max_examples=150, deadline=None)
@given(nodes=flow(2))
def test_structure_survives(nodes: list[Node]) -> None:
    tree = dom.parse(dom.serialise(Element("body", {}, nodes)))  # as a browser nests it
    markdown = write(tree, PLACE)
    assert selfcheck.differences(tree, markdown, PLACE) == [], markdown


@given(depth=st.integers(1, 600), tag=st.sampled_from(["div", "b", "ul", "blockquote", "table", "span", "dl"]))
@settings(max_examples=20, deadline=None)
def test_nothing_is_too_deep(depth: int, tag: str) -> None:
    inner = {"ul": "li", "dl": "dd", "table": "tr"}.get(tag)
    tree = Element("body")
    here = tree
    for _ in range(depth):
        for name in filter(None, (tag, inner, "td" if tag == "table" else None)):
            child = Element(name)
            here.children.append(child)
            here = child
    here.children.append(Text("bottom"))
    assert "bottom" in dialect.render(write(tree, PLACE))
