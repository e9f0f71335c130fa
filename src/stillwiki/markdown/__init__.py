"""The dialect that MkDocs renders, and its only owner: HTML trees in, Markdown out."""
