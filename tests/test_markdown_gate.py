"""The gate: what the dialect makes passes unchanged, what could harm does not pass."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from stillwiki.markdown import dialect, gate

HARMFUL = {
    "<script>alert(1)</script>a": "a",
    "<style>body{}</style>a": "a",
    "<p onclick='x()'>a</p>": "<p>a</p>",
    "<a href='javascript:x()'>a</a>": "<a>a</a>",
    "<a href=' java\nscript:x()'>a</a>": "<a>a</a>",
    "<a href='data:text/html,x'>a</a>": "<a>a</a>",
    "<img src='https://evil.example/a.png'>": "<img>",
    "<img src='//evil.example/a.png'>": "<img>",
    "<img src='/\\evil.example/a.png'>": "<img>",
    "<img src='\t//evil.example/a.png'>": "<img>",
    "<img src='a.png' srcset='https://evil.example/a.png 2x'>": '<img src="a.png">',
    "<video src='a.webm' poster='http://evil.example/a.png'></video>": '<video src="a.webm"></video>',
    "<iframe src='a.html'></iframe>a": "a",
    "<form action='https://evil.example'><input type='text' name='q'><button>a</button></form>": "a",
    "<base href='https://evil.example'><meta http-equiv='refresh' content='0'><link href='a.css'>a": "a",
    "<svg><script>x()</script><a xlink:href='javascript:x()'>a</a></svg>": "",
    "<p style='background: url(https://evil.example/a.png)'>a</p>": "<p>a</p>",
    "<p style='background: u\\72l(x)'>a</p>": "<p>a</p>",
    "<p style='width: expression(x())'>a</p>": "<p>a</p>",
    "<p style='position: fixed; top: 0'>a</p>": "<p>a</p>",
    "<p style='position: relative; position :\\tsticky'>a</p>": "<p>a</p>",
    "<p style='color: red; -moz-binding: x'>a</p>": '<p style="color:red">a</p>',
    "<div id='__search'>a</div>": "<div>a</div>",
    "<div class='md-overlay note'>a</div>": '<div class="note">a</div>',
    "<pre class='mermaid x'>a</pre>": '<pre class="x">a</pre>',
    "<table background='https://evil.example/a.png'><tr><td>a</td></tr></table>": (
        "<table><tbody><tr><td>a</td></tr></tbody></table>"
    ),
}


@pytest.mark.parametrize("html", HARMFUL)
def test_what_could_harm_does_not_pass(html: str) -> None:
    assert gate.clean(html) == HARMFUL[html]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/?a=b&amp;c=d">a</a>',
        '<a href="mailto:a@b.example">a</a>',
        '<a href="irc://example.org/x">a</a>',
        '<a class="headerlink" href="#A" title="Permanent link">¶</a>',
        '<h2 id="Vēsture">a</h2>',
        '<img alt="a" height="5" src="../media/a.png" width="10">',
        '<sup id="fnref:a"><a class="footnote-ref" href="#fn:a">1</a></sup>',
        '<p style="color:red;text-align:center">a</p>',
        '<p style="position:relative;object-position:center">a</p>',
        '<table class="wikitable"><tbody><tr><td colspan="2" data-sort-value="1">a</td></tr></tbody></table>',
        '<span class="new" title="Page">a</span>',
        '<input type="checkbox" disabled="" checked="">',
        '<ol start="3"><li value="7">a</li></ol>',
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        '<div class="highlight"><pre><span></span><code><span class="n">a</span>\n</code></pre></div>',
    ],
)
def test_what_pages_are_made_of_passes(html: str) -> None:
    assert gate.clean(html) == html


def test_every_page_passes_the_gate() -> None:
    html = dialect.render('<span onclick="x()">a</span> [b](javascript:x) ![c](https://evil.example/c.png)')
    assert html == '<p><span>a</span> <a>b</a> <img alt="c"></p>'


def test_the_dialect_passes_whole() -> None:
    lines = "## A\n\nb[^c] $x<y$ ==d== ~~e~~\n\n- [x] f\n\n!!! note\n    g\n\n??? tip\n    h\n\n"
    html = dialect.render(lines + "```python\ni = 1\n```\n\n[^c]: j\n")
    for part in (
        'id="fnref:c"',
        'class="footnote-backref"',
        'class="headerlink"',
        '<annotation encoding="application/x-tex">x&lt;y</annotation>',
        "<mark>d</mark>",
        "<del>e</del>",
        'class="task-list-item"',
        'class="admonition-title"',
        '<details class="tip">',
        '<div class="language-python highlight">',
        '<span class="n">i</span>',
    ):
        assert part in html


def test_an_id_cannot_break_out_of_the_table_of_contents() -> None:
    renderer = Markdown(extensions=["toc", "attr_list", "stillwiki.markdown.gate"])
    html = renderer.convert('# One {id=a"onclick=x}\n\n## "/onclick=x//\'<b>')
    found = [renderer.toc_tokens[0]["id"], renderer.toc_tokens[0]["children"][0]["id"]]
    assert not re.search("[\\s\"'<>&]", "".join(found)), found
    ids = [node.attributes["id"] for node in LexborHTMLParser(html).css("[id]")]
    assert [unquote(name) for name in found] == ids


def test_a_position_within_the_article_stays() -> None:
    html = gate.clean("<p style='position: relative; list-style-position: inside'>a</p>")
    assert html == '<p style="position:relative;list-style-position:inside">a</p>'


def test_numbers_of_lines_are_numbers() -> None:
    assert gate.clean('<span data-linenos=" 9 "></span>') == '<span data-linenos=" 9 "></span>'
    assert gate.clean('<span data-linenos="x"></span>') == "<span></span>"
