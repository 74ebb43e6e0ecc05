"""Containers: files that hold parts. Each hands out metered streams and accounts for every byte."""
