"""The closed lists of the elements and attributes of Office Open XML, and what their values may be."""

from leakscan.formats.ooxml.vocabulary.elements import Element, Vocabulary, vocabulary
from leakscan.formats.ooxml.vocabulary.walker import Walker

__all__ = ["Element", "Vocabulary", "Walker", "vocabulary"]
