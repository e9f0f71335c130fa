"""Extension tags: one file for each tag or family. Importing the package fills the table of tags."""

from stillwiki.wikitext.tags import (
    categorytree,
    code,
    formula,
    gallery,
    imagemap,
    indicator,
    infobox,
    plain,
    poem,
    searchbox,
    styles,
    tabber,
    translations,
)
from stillwiki.wikitext.tags.plain import UNSUPPORTED

__all__ = [
    "UNSUPPORTED",
    "categorytree",
    "code",
    "formula",
    "gallery",
    "imagemap",
    "indicator",
    "infobox",
    "plain",
    "poem",
    "searchbox",
    "styles",
    "tabber",
    "translations",
]
