"""Tests of leakscan."""
