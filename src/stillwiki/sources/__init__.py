"""From bytes to pages: dumps and folders. Refuses to know what becomes of a page."""
