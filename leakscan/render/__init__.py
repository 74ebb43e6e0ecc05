"""Renderers: each shows a report its own way, and sees nothing but the report."""
