"""HTML that a MediaWiki made itself, brought to the HTML that our own passes make.

Owns what is known of MediaWiki's addresses and of the elements that our passes write in another way. Nothing of such
HTML is trusted: elements, attributes, styles and addresses pass the allow-lists of wikitext.
"""

from stillwiki.wikitext.foreign.choice import chosen

__all__ = ["chosen"]
