"""`[[File:…]]`: pictures, sound and film with their options."""

from stillwiki.wikitext.files.html import file_html

__all__ = ["file_html"]
