"""Tests of leakscan.formats."""
