"""Findings that wait for their people, and whether they are to be asked for any."""

from dataclasses import dataclass

from leakscan.findings import Content, Finding, Hit
from leakscan.views.properties import Properties
from leakscan.views.spreadsheet import Workbook

_READ = frozenset({Content.DATA, Content.SHOWN, Content.WORDING, Content.GIVEN, Content.STOCK})


@dataclass(slots=True, eq=False, repr=False)
class Pending:
    """A finding that waits for its people.

    Attributes:
        hit: what the detector saw.
        finding: the finding made of it.
        view: the view it was seen in.
    """

    hit: Hit
    finding: Finding
    view: object

    @property
    def is_to_be_examined(self) -> bool:
        """True when it gives back data that is not its file's own; who wrote a file is authorship, and no leak."""
        hit = self.hit
        is_read = not isinstance(self.view, Properties) and (hit.table is not None or bool(hit.evidence))
        return is_read and hit.content in _READ

    @property
    def reads_its_file(self) -> bool:
        """True when its rows, or what its workbook shows, have to be read from the file."""
        table = self.hit.table
        return isinstance(self.view, Workbook) or (table is not None and not table.is_lent)
