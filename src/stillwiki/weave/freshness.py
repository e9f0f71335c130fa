"""How old the mirror is: what it shows, when that was compared with the wiki, and whether the wiki is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stillwiki.weave.spelling import bullets, generated, outside, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stillwiki.model import Site
    from stillwiki.weave.lists import Spot


def mirror(spot: Spot) -> str:
    """All that is known, for readers who ask."""
    site = spot.index.site
    told = [words(line) for line in (*_taken(site), *_troubles(site))]
    wiki = outside(site.name, site.base)
    still = f"This site is a still of {wiki}: its pages as they were at one moment, without the wiki."
    return generated(still, bullets([*told, *_terms(site)]))


def notice(site: Site) -> str:
    """What every reader has to know before reading on; empty where the wiki is well and the mirror follows it."""
    state = site.mirror
    if state.gone:
        return (
            f"The wiki of this mirror cannot be reached since {state.gone[:10]}. This is the last that was seen of it."
        )
    if state.closed:
        return "The wiki of this mirror is closed: nobody can edit it any more."
    if state.behind:
        return f"The wiki has changed on {state.behind[:10]} in ways that this mirror does not show yet."
    return ""


def _taken(site: Site) -> Iterator[str]:
    state = site.mirror
    yield f"The newest revision in it is of {_moment(site.now)}."
    if state.taken:
        yield f"It was last fetched at {_moment(state.taken)}, by the wiki's clock."
    if state.checked and not state.behind:
        yield f"It was last compared with the wiki at {_moment(state.checked)}; it was the same then."
    elif not state.checked:
        yield "It was made from a dump; whether the wiki has changed since is not known."


def _troubles(site: Site) -> Iterator[str]:
    state = site.mirror
    if state.behind:
        yield f"Since {_moment(state.behind)} the wiki has changes that wait for somebody to look at them: {state.why}"
    if state.closed:
        yield f"The wiki is closed to edits: {state.closed}"
    if state.gone:
        yield f"Since {_moment(state.gone)} the wiki cannot be reached: {state.why}"


def _terms(site: Site) -> Iterator[str]:
    if site.licence or site.licence_url:
        licence = outside(site.licence or site.licence_url, site.licence_url)
        yield f"The wiki's licence is {licence}; authors are named on each page, as far as the dump knows them."
    if site.generator:
        yield words(f"The wiki runs {site.generator}.")


def _moment(text: str) -> str:
    """A time for people: the day, hour and minute."""
    return f"{text[:10]}, {text[11:16]} UTC" if len(text) > 15 else text or "an unknown day"  # ISO 8601
