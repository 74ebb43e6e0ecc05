"""Formats: each knows what one kind of file holds and says it in views.

The order of FORMATS carries meaning: the first whose `sniff` agrees opens the file.
"""
