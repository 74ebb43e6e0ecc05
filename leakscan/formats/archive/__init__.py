"""ZIP archives that are no package."""
