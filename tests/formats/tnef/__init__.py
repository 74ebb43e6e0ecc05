"""Tests of attributes of Outlook items."""
