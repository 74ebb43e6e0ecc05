"""Parsed expressions, which binary workbooks of both kinds hold."""
