"""The dialect is one list: `dialect.EXTENSIONS`, repeated by `mkdocs.yml`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from stillwiki.markdown import dialect

MKDOCS = Path(__file__).parent.parent / "mkdocs.yml"


class Loader(yaml.SafeLoader):
    """Reads `!!python/name:` as the name alone."""


Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _loader, suffix, _node: f"python:{suffix}")
Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


def plain(value: object) -> object:
    """Options as the YAML has them: functions by name, at any depth."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return f"python:{value.__module__}.{value.__qualname__}" if callable(value) else value


def test_mkdocs_renders_the_dialect() -> None:
    if not MKDOCS.exists():
        pytest.skip("mkdocs.yml is not written yet")
    listed = yaml.load(MKDOCS.read_text("utf-8"), Loader)["markdown_extensions"]  # noqa: S506
    found = {}
    for item in listed:
        found.update(item if isinstance(item, dict) else {item: None})
    wanted = {
        name: {key: plain(value) for key, value in options.items()} for name, options in dialect.EXTENSIONS.items()
    }
    bare = {name: options for name, options in wanted.items() if options or name not in dialect.DEFAULTS}
    assert {name: options or {} for name, options in found.items() if options or name not in dialect.DEFAULTS} == bare


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Foo bar", "Foo_bar"),
        ("  Foo  _bar ", "Foo_bar"),
        ("C++ & C# (2.0)", "C++_&_C#_(2.0)"),
        ("Vēsture", "Vēsture"),
        ('What\'s "new"?', 'What\'s_"new"?'),
    ],
)
def test_anchors_are_those_of_mediawiki(heading: str, anchor: str) -> None:
    assert dialect.slugify(heading) == anchor


def test_headings_get_the_anchors_of_mediawiki() -> None:
    assert '<h2 id="Foo_bar">' in dialect.render("## Foo bar\n")


def test_addresses_are_resolved_before_the_gate() -> None:
    html = dialect.render("[a](b.md) ![c](d.png)", lambda address: "/x/" + address)
    assert 'href="/x/b.md"' in html
    assert 'src="/x/d.png"' in html
