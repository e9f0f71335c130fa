"""From wikitext to MediaWiki's HTML. Refuses to know Markdown, files and clocks."""
