"""Slides: a presentation, as pages of text of which some do not show."""

from dataclasses import dataclass, field
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.views.prose import Prose

PASSAGE_COLUMNS = ("What", "Text", "Author", "Date", "Part", "Slide")


class Slide(NamedTuple):
    """One slide.

    Attributes:
        place: its part, and its number as a page.
        is_visible: the show comes to it.
        texts: how many texts stand on it.
        pictures: how many pictures, charts and objects stand on it.
        is_left_out: it is not hidden itself, but the show is set to other slides.
    """

    place: Place
    is_visible: bool
    texts: int = 0
    pictures: int = 0
    is_left_out: bool = False


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Deck(Prose):
    """A presentation, complete.

    Attributes:
        slides: its slides in order, those that nothing lists last.
    """

    slides: list[Slide] = field(default_factory=list)
