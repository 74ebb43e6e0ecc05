"""Labelled sets of personal data and of what only looks like it, made by seeded scripts."""
