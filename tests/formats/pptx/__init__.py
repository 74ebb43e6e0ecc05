"""Tests of presentations."""
