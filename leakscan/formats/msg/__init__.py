"""Outlook items (.msg)."""
