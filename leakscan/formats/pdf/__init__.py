"""PDF: pages, revisions, and what lies beside both (ISO 32000-2)."""
