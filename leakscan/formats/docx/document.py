"""DocxDocument: opens a word-processing package and says what it holds."""

from leakscan.formats.docx.reading import Reading
from leakscan.formats.ooxml.prose_document import ProseDocument
from leakscan.views.prose import PASSAGE_COLUMNS, Prose


class DocxDocument(ProseDocument[Prose]):
    """One word-processing package."""

    def _empty(self) -> Prose:
        return Prose()

    def _fill(self, prose: Prose) -> None:
        Reading(self.package, self.main_part, prose).run()

    def _passage_columns(self) -> tuple[str, ...]:
        return PASSAGE_COLUMNS
