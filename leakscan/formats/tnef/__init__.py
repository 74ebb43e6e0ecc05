"""Attributes of Outlook items as other programs receive them (winmail.dat)."""
