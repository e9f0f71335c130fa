"""Text of a template that is kept is what its expansion would be again; what would never end does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallwiki import wiki
from stillwiki.inventory import inventory
from stillwiki.model import Facts
from stillwiki.wikitext.context import MAX_NODES, Context
from stillwiki.wikitext.expansion.expand import Frame
from stillwiki.wikitext.render import LANGUAGE, scan

SECONDS = 5.0
"""Of processor time; the slowest took 1.7 on the machine this was written on, and twice that when it was busy."""
LEVELS = 9
CALLS = 10
SIZE, NODES = "templates and functions bring in more text", "more nodes than MediaWiki's preprocessor expands"
BODIES = {
    "text": ("{{B@}}", "x" * 100, SIZE),
    "nothing": ("{{B@}}", "", None),
    "an argument": ("{{B@|{{{1}}}}}", "{{{1}}}", SIZE),
    "an argument of nothing": ("{{B@|1}}", "", NODES),
    "a condition": ("{{#if:x|{{B@|a=1|b=2}}}}", "{{#switch:z|a|b|c|z=}}", NODES),
    "a function": ("{{B@|1}}{{lc:{{{1}}}}}", "{{#if:{{{1}}}|}}", NODES),
    "a variable": ("{{B@}}{{#vardefine:a|{{#var:a}}b}}", "", SIZE),
    "arguments of arguments": ("{{B@|{{{1}}}{{{1}}}}}", "{{#ifeq:{{{1}}}|{{{2|{{{3|}}}}}}|}}", NODES),
}


def scanned(texts: dict[str, str]) -> Facts:
    made = wiki(texts)
    held = inventory(made.site, made.pages)
    return scan(held.pages["P"], held)


def expanded(texts: dict[str, str]) -> Context:
    """The state that the expansion of page P leaves."""
    made = wiki(texts)
    held = inventory(made.site, made.pages)
    context = Context(held.pages["P"], held)
    frame = Frame(context, LANGUAGE, context.title)
    frame.expand(frame.parse(context.page.text))
    return context


@pytest.mark.parametrize(("body", "last", "limit"), BODIES.values(), ids=BODIES.keys())
def test_a_billion_calls_end(body: str, last: str, limit: str | None) -> None:
    """After a limit, what is begun is left: a visit for each node that stands beside those at work, and one word."""
    levels = {f"Template:B{n}": body.replace("@", str(n + 1)) * CALLS for n in range(LEVELS)}
    started = time.process_time()
    context = expanded({"P": "{{B0}}", f"Template:B{LEVELS}": last, **levels})
    assert time.process_time() - started < SECONDS
    beside = LEVELS * CALLS * (body.count("{{") + body.count("|"))
    assert context.expanded_nodes <= MAX_NODES + beside
    said = [found.message for found in context.diagnostics]
    assert len(said) == (limit is not None)
    assert not said or said[0].startswith(limit or "-")


def test_nodes_that_functions_and_arguments_visit_count() -> None:
    """A template that reads its arguments in functions reaches the limit just as one that shows them."""
    many = "".join(f"|a{n}" for n in range(2_000))
    context = expanded({"P": "{{T|x}}" * 900, "Template:T": "{{#switch:{{{1}}}" + many + "}}"})
    assert context.expanded_nodes <= MAX_NODES + 900 + 2_000
    assert [found.code for found in context.diagnostics] == ["limit-size"]


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
