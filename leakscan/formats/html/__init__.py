"""Web pages: what a page shows, and what it holds beside that."""
