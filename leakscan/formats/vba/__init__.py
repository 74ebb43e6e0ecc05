"""Macro projects: what a vbaProject.bin holds."""
