"""Tests of leakscan.formats.xlsx."""
