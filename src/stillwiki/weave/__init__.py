"""The pages that nobody wrote: categories, lists, special pages, redirects."""
