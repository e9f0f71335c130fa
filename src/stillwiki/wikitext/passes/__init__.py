"""MediaWiki's passes over expanded text, one file each, in the order that `render` calls them."""
