"""Tests of leakscan.views."""
