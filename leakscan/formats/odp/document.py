"""OdpDocument: opens an OpenDocument presentation, packed or flat, and says what it holds."""

from collections.abc import Mapping

from leakscan.formats.odp.reading import DeckReading
from leakscan.formats.ods.document import CONTENT
from leakscan.formats.ods.tables import STYLES
from leakscan.formats.odt.document import FlatProse, ProsePackage, no_picture
from leakscan.formats.odt.reading import Part
from leakscan.limits import Budget
from leakscan.views.side_texts import SideText
from leakscan.views.slides import PASSAGE_COLUMNS, Deck


class OdpDocument(ProsePackage[Deck]):
    """One presentation package."""

    format = "odp"

    def _empty(self) -> Deck:
        return Deck()

    def _fill(self, parts: Mapping[str, Part], prose: Deck, budget: Budget) -> tuple[list[SideText], set[str]]:
        reading = DeckReading(parts[CONTENT], parts[STYLES], prose, budget, self._is_opaque)
        reading.run()
        return reading.texts, reading.objects

    def _passage_columns(self) -> tuple[str, ...]:
        return PASSAGE_COLUMNS


class OdgDocument(OdpDocument):
    """One package of drawn pages, which are told of as slides."""

    format = "odg"


class FlatPresentation(FlatProse[Deck]):
    """One presentation that is a single XML file."""

    format = "fodp"

    def _empty(self) -> Deck:
        return Deck()

    def _fill(self, part: Part, prose: Deck, budget: Budget) -> list[SideText]:
        reading = DeckReading(part, part, prose, budget, no_picture)
        reading.run()
        return reading.texts

    def _passage_columns(self) -> tuple[str, ...]:
        return PASSAGE_COLUMNS


class FlatDrawing(FlatPresentation):
    """One document of drawn pages that is a single XML file."""

    format = "fodg"
