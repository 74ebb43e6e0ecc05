"""Copies of data that live on after their source."""
