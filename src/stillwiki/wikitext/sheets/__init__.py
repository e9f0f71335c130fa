"""The room of style sheets that templates bring along: what of one may stand on the site, and for which elements.

Rules: mediawiki.org, Help:TemplateStyles and css-sanitizer. A sheet applies to the text of an article and to nothing
else, loads nothing and runs nothing. It is read by CSS's own grammar and written anew from what was understood;
whatever is on no list is left out and told. Refuses to know pages and paths.
"""

from stillwiki.wikitext.sheets.selectors import wrapper
from stillwiki.wikitext.sheets.sheet import Sheet, clean

__all__ = ["Sheet", "clean", "wrapper"]
