"""What Markdown cannot say: HTML around Markdown.

Owns the `markdown` attribute of md_in_html, which every element on the way down to Markdown needs: a tag that
holds text is read as a line, one that holds blocks as blocks. It refuses raw links and images.
"""

from __future__ import annotations

import re

from stillwiki.dom import VOID, Text
from stillwiki.markdown import escape
from stillwiki.markdown.kinds import CONTAINERS
from stillwiki.markdown.prepare import Branch, has_content
from stillwiki.markdown.spell import open_tag
from stillwiki.markdown.standins import PRE
from stillwiki.markdown.writers import Page, Where, blocks, inline, line, writes

_LINE_TAGS = frozenset({
    "address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th",
})  # fmt: skip
"""Where md_in_html takes `markdown="1"` for a line of text; elsewhere it means blocks."""
_INERT = re.compile(r"[^\\`*_~=\[\]{}<>&$!|]*")
"""Text that is the same whether or not Markdown is read."""


@writes("address", "article", "caption", "dd", "details", "div", "dt", "figcaption", "header", "li", "nav")
@writes("section", "summary", "td", "th", "tr")
def html(branch: Branch, page: Page, where: Where) -> str:
    """An element as HTML, with Markdown inside."""
    inside = Where(line=True, html=True)
    if branch.tag in CONTAINERS:
        rows = (_row(child, page, inside) for child in branch.children if isinstance(child, Branch))
        return _around(branch, "block", "\n" + "\n".join(rows) + "\n")
    if branch.tag in VOID:
        return open_tag(branch.tag, branch.attrs)
    if branch.blocky:
        below = Where(html=True, item=branch.tag in ("dd", "li"))
        return _around(branch, "block", f"\n\n{blocks(branch.children, page, below)}\n\n")
    text = line(branch.children, page, inside)
    # A `div` says that it is read even where nothing needs reading: one rule for all wrappers.
    is_plain = branch.tag != "div" and _INERT.fullmatch(text)
    return _around(branch, "" if is_plain else "span", text, nested=where.html)


def _row(child: Branch, page: Page, where: Where) -> str:
    """What stands in a container; Markdown is not read there, so all is HTML."""
    return preformatted(child, page, where) if child.tag == "pre" else html(child, page, where)


def _around(branch: Branch, state: str, text: str, *, nested: bool = False) -> str:
    """Tags around what is written; `nested` in others that are read, where its own are read with them."""
    attrs = dict(branch.attrs)
    if state:
        attrs["markdown"] = "1" if (state == "span") == (branch.tag in _LINE_TAGS) else state
    return f"{open_tag(branch.tag, attrs, twice=nested or bool(state))}{text}</{branch.tag}>"


@writes("hr")
def rule(_element: Branch, _page: Page, _where: Where) -> str:
    """A rule, in asterisks: a line of dashes is also a heading's underline and the mark of front matter."""
    return "***"


@writes("p")
def paragraph(element: Branch, page: Page, where: Where) -> str:
    """A paragraph; with attributes it is HTML."""
    if element.attrs:
        return html(element, page, where)
    return escape.finish(inline(element.children, page, where))


@writes("figure")
def figure(figure: Branch, page: Page, _where: Where) -> str:
    """A picture with its caption, on one line; the picture is text, not a paragraph."""
    run = [child for child in figure.children if not (isinstance(child, Branch) and child.is_block)]
    rest = [child for child in figure.children if isinstance(child, Branch) and child.is_block and has_content(child)]
    parts = [Branch("div", {}, run), *rest]
    return _around(figure, "block", "".join(html(part, page, Where()) for part in parts))


_LANGUAGE = re.compile(r"(?:language|mw-highlight-lang)-([\w#.+-]+)")
_SPACES = re.compile(r"(?<=\n) (?= *\n)|(?<= ) (?=\n)")
"""In a line of nothing but spaces, which Python-Markdown would empty, and at a line's end, where two are a break."""
_FENCES = re.compile(r"^ *(`{3,})", re.MULTILINE)


@writes("pre")
def preformatted(element: Branch, page: Page, _where: Where) -> str:
    """A fence when there is only text, else a `div` that `elements` turns into `pre`."""
    code = element.children[0] if len(element.children) == 1 else None
    if not element.attrs and not element.text():
        return "<pre></pre>"  # a fence would show an empty line
    if isinstance(code, Branch) and code.tag == "code" and not element.attrs:
        return fence(code.text(), _language(code), _options(code))
    if any(isinstance(child, Branch) for child in element.children):
        attrs = {**element.attrs, "class": " ".join([PRE, *element.classes()])}
        text = inline(element.children, page, Where(html=True, pre=True))
        return _around(Branch("div", attrs), "span", _SPACES.sub("&#32;", text))
    if element.attrs:
        return f"{open_tag('pre', element.attrs)}{_SPACES.sub('&#32;', escape.html(element.text()))}</pre>"
    return fence(element.text(), "")


def _language(element: Branch) -> str:
    found = _LANGUAGE.search(element.attrs.get("class", ""))
    return found[1] if found else ""


_OPTIONS = {"data-mw-start": "linenums", "data-mw-highlight": "hl_lines"}
"""What the dialect calls the number of the first line, and the lines that are marked."""


def _options(element: Branch) -> str:
    return "".join(f' {key}="{element.attrs[name]}"' for name, key in _OPTIONS.items() if name in element.attrs)


def fence(text: str, language: str, options: str = "") -> str:
    """Text as a fenced block; options need a language before them."""
    marks = "`" * max([3, *(len(run) + 1 for run in _FENCES.findall(text))])
    info = f"{language or 'text'}{options}" if options else language
    return f"{marks}{info}\n{text.removesuffix(chr(10))}\n{marks}"


@writes("blockquote")
def quotation(element: Branch, page: Page, where: Where) -> str:
    """A quotation; HTML when it holds more than paragraphs, or stands in a heading's line."""
    simple = all(isinstance(child, Text) or child.tag == "p" for child in element.children if _is_block(child))
    if element.attrs or where.line or not simple:
        return html(element, page, where)
    text = blocks(element.children, page, Where(html=where.html))
    if not text:
        return ""
    return "\n".join(f"> {part}" if part else ">" for part in text.split("\n"))


def _is_block(node: object) -> bool:
    return isinstance(node, Branch) and node.is_block
