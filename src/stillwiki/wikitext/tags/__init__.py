"""Extension tags: one file for each tag or family. Importing the package fills the table of tags."""

from stillwiki.wikitext.tags import gallery, imagemap, plain, poem
from stillwiki.wikitext.tags.plain import UNSUPPORTED

__all__ = ["UNSUPPORTED", "gallery", "imagemap", "plain", "poem"]
