"""Characters of a page's text."""

from typing import NamedTuple

from leakscan.formats.pdf.geometry import Box


class Glyph(NamedTuple):
    """One character of the page's text.

    Attributes:
        place: its position in the text.
        text: the character.
        owner: the address of the object that paints it; 0 for a blank or line end that nothing paints.
        box: its bounds on the page; None where they were not asked for.
    """

    place: int
    text: str
    owner: int
    box: Box | None


class Characters(NamedTuple):
    """The characters of a page's text, thousands on many a page, of which few are looked at one by one.

    Attributes:
        letters: the characters.
        owners: the address of the object that paints each; 0 where none does.
        boxes: the bounds of each; None where they were not asked for.
    """

    letters: str
    owners: list[int]
    boxes: list[Box | None]

    def printed(self) -> list[Glyph]:
        """Return those that have bounds, blanks aside."""
        return [
            Glyph(place, self.letters[place], self.owners[place], box)
            for place, box in enumerate(self.boxes)
            if box is not None and not self.letters[place].isspace()
        ]
