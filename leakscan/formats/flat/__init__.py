"""Packages written as one XML file."""
