"""Tests of the stage that asks every finding who is exposed by it."""
