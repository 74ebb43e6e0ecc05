"""Measurements of leakscan; each module is run by itself."""
