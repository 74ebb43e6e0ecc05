"""Detectors: one file a rule, in families."""
