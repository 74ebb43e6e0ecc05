"""PptxDocument: opens a presentation package and says what it holds."""

from leakscan.formats.ooxml.prose_document import ProseDocument
from leakscan.formats.pptx.slides import Reading
from leakscan.views.slides import PASSAGE_COLUMNS, Deck


class PptxDocument(ProseDocument[Deck]):
    """One presentation package."""

    def _empty(self) -> Deck:
        return Deck()

    def _fill(self, prose: Deck) -> None:
        Reading(self.package, self.main_part, prose).run()

    def _passage_columns(self) -> tuple[str, ...]:
        return PASSAGE_COLUMNS
