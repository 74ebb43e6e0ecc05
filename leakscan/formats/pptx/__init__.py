"""Presentations: ECMA-376 part 1, §13 and §19."""
