"""The Markdown of a note by rules that the caller names, so that what rules show of other notes is made the same way.

It refuses to know a rule.
"""

from __future__ import annotations

from stillwiki.notes import Note, View, Woven
from stillwiki.obsidian import scan
from stillwiki.obsidian.edits import apply
from stillwiki.obsidian.page import Found, Page, Place, Rules
from stillwiki.obsidian.survey import forget, survey


def woven(note: Note, view: View, rules: Rules, stack: tuple[Place, ...] = ()) -> Woven:
    """Markdown of a note, without front matter; `stack`: the embeds that are open."""
    said = Found()
    body = apply(note.text, rules(Page(note, view, survey(note.text), said, rules, stack)))
    links = (*scan.links(note), *said.links)
    forget(note.text)
    return Woven(body, links, tuple(sorted(said.diagnostics, key=lambda found: found.line)), frozenset(said.uses))
