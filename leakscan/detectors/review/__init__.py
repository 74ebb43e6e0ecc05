"""Remarks, changes and earlier states that reviewing leaves behind."""
