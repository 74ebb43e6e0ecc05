"""Tests of leakscan.detectors."""
