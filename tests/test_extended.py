"""Tags and functions of extensions that only the wiki knows of: what it says it has is shown as what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smallwiki import page, site
from stillwiki.inventory import inventory
from stillwiki.wikitext.render import scan

TOLD = replace(site(), tags=frozenset({"pre", "quaver"}), functions=frozenset({"if", "lc", "tune", "ask", "shortdesc"}))
PAGES = [page("Template:T", "t"), page("Template:Tune:slow", "a template")]


def made(text: str, *, told: bool) -> tuple[str, list[str]]:
    shown = page("P", text)
    facts = scan(shown, inventory(TOLD if told else site(), [shown, *PAGES]))
    return facts.html.removeprefix("<p>").removesuffix("\n</p>"), [found.code for found in facts.diagnostics]


TAG = '<code class="unsupported" title="quaver is not rendered by this version">&lt;quaver&gt;x&lt;/quaver&gt;</code>'
TUNE = '<code class="unsupported" title="tune is not rendered by this version">{{tune:fast|x}}</code>'


@pytest.mark.parametrize(
    ("text", "told", "silent"),
    [
        ("<quaver>x</quaver>", (TAG, ["unsupported-tag"]), ("&lt;quaver&gt;x&lt;/quaver&gt;", [])),
        ("{{tune:fast|x}}", (TUNE, ["unsupported-function"]), None),
        ("{{tune:slow}}", ("a template", []), ("a template", [])),
        ("a{{SHORTDESC:x}}b", ("ab", ["function-silent"]), None),
        ("a{{#set:x=y}}{{#subobject:a|b=c}}b", ("ab", ["function-silent"] * 2), ("ab", ["function-silent"] * 2)),
        ("{{lc:A}}{{#if:1|b}}{{T}}", ("abt", []), ("abt", [])),
    ],
)
def test_what_a_wiki_has(text: str, told: tuple[str, list[str]], silent: tuple[str, list[str]] | None) -> None:
    assert made(text, told=True) == told
    if silent is None:
        assert "template-missing" in made(text, told=False)[1]
    else:
        assert made(text, told=False) == silent
