"""Text of a template that is kept is what its expansion would be again; what would never end does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallwiki import wiki
from stillwiki.inventory import inventory
from stillwiki.model import Facts
from stillwiki.wikitext.render import scan

SECONDS = 8.0
"""Of processor time; the slowest took 2.9 to 5.6 on the machine this was written on, as busy as that was."""
LEVELS = 9
BODIES = {
    "text": ("{{B@}}", "x" * 100),
    "nothing": ("{{B@}}", ""),
    "an argument": ("{{B@|{{{1}}}}}", "{{{1}}}"),
    "an argument of nothing": ("{{B@|1}}", ""),
    "a condition": ("{{#if:x|{{B@|a=1|b=2}}}}", "{{#switch:z|a|b|c|z=}}"),
    "a function": ("{{B@|1}}{{lc:{{{1}}}}}", "{{#if:{{{1}}}|}}"),
    "a variable": ("{{B@}}{{#vardefine:a|{{#var:a}}b}}", ""),
}


def scanned(texts: dict[str, str]) -> Facts:
    made = wiki(texts)
    held = inventory(made.site, made.pages)
    return scan(held.pages["P"], held)


@pytest.mark.parametrize(("body", "last"), BODIES.values(), ids=BODIES.keys())
def test_a_billion_calls_end(body: str, last: str) -> None:
    levels = {f"Template:B{n}": body.replace("@", str(n + 1)) * 10 for n in range(LEVELS)}
    started = time.process_time()
    scanned({"P": "{{B0}}", f"Template:B{LEVELS}": last, **levels})
    assert time.process_time() - started < SECONDS


PIECES = st.sampled_from([
    "{{A@}}", "{{B@}}", "{{C@}}", "{{D@}}", "{{E@}}", "x", "\n* ", "\n", "{{{1|y}}}", "{{#vardefine:v|{{#var:v}}1}}",
    "{{#var:v}}", "{{#if:{{{1|}}}|a|{{A@}}}}", "{{#switch:a|a={{B@}}|b={{C@}}}}", "<ref>n</ref>", "<nowiki>*</nowiki>",
    "{{#arraydefine:a|{{#arrayprint:a}},1}}", "{{#arrayprint:a}}", "{{PAGENAME}}", "{{DEFAULTSORT:{{A@}}}}",
    "{{uc:{{D@}}}}", "{{!}}", "[[Category:C]]", "[[{{A@}}]]", "{{Missing@}}", "{{#expr:1/0}}",
    "{|\n| {{E@}}\n|}",
    "{{#while:{{#ifexpr:{{#var:n|0}}<2|1}}|{{#vardefine:n|{{#expr:{{#var:n|0}}+1}}}}}}",
    "{{#loop:i|1|2|{{A@}}{{#var:i}}}}",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=5).map("".join)


@settings(max_examples=200, deadline=None)
@given(page=TEXTS, templates=st.fixed_dictionaries({f"Template:{name}": TEXTS for name in "ABCDE"}))
def test_kept_text_is_expanded_text(page: str, templates: dict[str, str]) -> None:
    """Only calls without arguments are kept, so one that nobody reads says how it is without."""
    texts = {"P": page * 2, **templates}
    kept = scanned({title: text.replace("@", "") for title, text in texts.items()})
    anew = scanned({title: text.replace("@", "|unread=1") for title, text in texts.items()})
    assert (kept.html, kept.categories, kept.templates, kept.links) == (
        anew.html, anew.categories, anew.templates, anew.links,
    )  # fmt: skip
    assert [found.code for found in kept.diagnostics] == [found.code for found in anew.diagnostics]
