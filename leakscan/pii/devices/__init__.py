"""Accounts, machines and what opens them."""
