from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from stillwiki.entries import Entry
from stillwiki.index import Index
from stillwiki.model import Facts, Link, Site
from stillwiki.names import paths
from stillwiki.titles import default_namespaces
from stillwiki.weave import redirects

SITE = Site("Test <wiki>", default_namespaces("Test wiki"), server="https://wiki.example")


def stubs(targets: dict[str, Link], pages: dict[str, frozenset[str]]) -> dict[str, LexborHTMLParser]:
    """The stub of every redirect, parsed, by path; pages are given with their ids."""
    titles = SITE.titles()
    known = {name: title for name in (*targets, *pages, "Main Page") if (title := titles.parse(name))}
    made = paths(known.values())
    entries = {n: Entry(t, "" if n in targets else made[n]) for n, t in known.items()}
    entries["Main Page"] = Entry(known["Main Page"], "index.md")
    entries["User:Me"] = Entry(titles.make(2, "Me"), "")
    facts = {n: Facts(n, redirect=target) for n, target in targets.items()}
    facts |= {n: Facts(n, anchors=anchors) for n, anchors in pages.items()}
    index = Index(SITE, entries, facts, stub_paths={n: made[n] for n in (*targets, "Main Page")})
    return {stub.path: LexborHTMLParser(stub.content.decode()) for stub in redirects.stubs(index)}


def attribute(stub: LexborHTMLParser, css: str, name: str) -> str | None:
    found = stub.css_first(css)
    return found.attributes.get(name) if found else None


def test_a_stub_leads_to_the_target_by_relative_addresses_alone() -> None:
    stub = stubs({"SAE": Link("Sparse autoencoder")}, {"Sparse autoencoder": frozenset()})["wiki/SAE/index.html"]
    assert attribute(stub, "meta[http-equiv=refresh]", "content") == "0; url=../Sparse_autoencoder/"
    assert attribute(stub, "link[rel=canonical]", "href") == "../Sparse_autoencoder/"
    assert attribute(stub, "meta[name=robots]", "content") == "noindex"
    assert attribute(stub, "a", "href") == "../Sparse_autoencoder/"
    assert attribute(stub, "script", "src") == "../../assets/stillwiki/redirect.js"
    assert attribute(stub, "script", "data-from") == "SAE"


def test_a_redirect_keeps_its_section_if_that_exists() -> None:
    targets = {"A": Link("T", "Über uns"), "B": Link("T", "Gone")}
    made = stubs(targets, {"T": frozenset({"Über_uns"})})
    assert attribute(made["wiki/A/index.html"], "script", "data-to") == "../T/#%C3%9Cber_uns"
    assert attribute(made["wiki/A/index.html"], "link[rel=canonical]", "href") == "../T/"
    assert attribute(made["wiki/B/index.html"], "script", "data-to") == "../T/"


def test_the_main_page_is_reached_at_its_own_name_and_by_redirects() -> None:
    made = stubs({"Help:Start": Link("Main Page")}, {})
    assert attribute(made["wiki/Main_Page/index.html"], "a", "href") == "../../"
    assert attribute(made["wiki/Main_Page/index.html"], "script", "data-from") is None
    assert attribute(made["wiki/Help/Start/index.html"], "a", "href") == "../../../"


def test_redirects_are_followed_to_their_end() -> None:
    made = stubs({"A": Link("B"), "B": Link("C")}, {"C": frozenset()})
    assert attribute(made["wiki/A/index.html"], "a", "href") == "../C/"


def test_redirects_to_nothing_and_round_in_a_circle_say_so_and_lead_home() -> None:
    made = stubs({"A": Link("Gone"), "B": Link("C"), "C": Link("B")}, {})
    for path in ("wiki/A/index.html", "wiki/B/index.html", "wiki/C/index.html"):
        assert made[path].css_first("meta[http-equiv=refresh]") is None
        assert "does not exist" in made[path].text()
        assert attribute(made[path], "a", "href") == "../../"


def test_a_redirect_to_a_page_outside_the_tree_leads_to_the_live_wiki() -> None:
    made = stubs({"Me": Link("User:Me")}, {})
    assert attribute(made["wiki/Me/index.html"], "a", "href") == "https://wiki.example/wiki/User:Me"


def test_nothing_in_a_title_becomes_markup() -> None:
    name = "\"><script>alert(1)</script>&'"
    made = stubs({'"quoted" & \'s': Link("T")}, {"T": frozenset()})
    (stub,) = (stub for path, stub in made.items() if "quoted" in path)
    assert attribute(stub, "script", "data-from") == '"quoted" & \'s'
    assert redirects._quoted(name).count("<") == 0
    assert stub.css_first("title").text() == '"quoted" & \'s - Test <wiki>'
    assert len(stub.css("script")) == 1
