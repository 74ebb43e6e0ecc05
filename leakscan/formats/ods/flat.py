"""Documents, objects and pictures that lie in the markup of a flat document."""

import base64
from collections.abc import Iterator
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.formats.ods.charts import chart_of
from leakscan.formats.ods.nodes import Node
from leakscan.formats.ods.reading import Reading
from leakscan.formats.ods.replacements import MAGIC
from leakscan.ledger import Ledger
from leakscan.views.spreadsheet import Workbook

_REPLACEMENT = base64.b64encode(MAGIC).decode()


def read_flat_objects(reading: Reading, workbook: Workbook, ledger: Ledger, trail: tuple[str, ...]) -> None:
    """Read the charts of a flat document into `workbook`, and say what else in it is not examined."""
    place = Place(part=reading.part)
    count = 0
    for item in reading.kept:
        for node in item.node.descendants("document"):
            charts = [chart for chart in node.descendants("chart") if chart.get("class")]
            if not charts:
                message = "documents in the markup of another are not examined"
                ledger.problem("format-not-examined", trail, message, place=place, lost="what they hold")
            for chart in charts:
                found = chart_of(chart, reading.part, workbook, number=count)
                found.sheet = "" if item.sheet is None else item.sheet.name
                found.is_on_visible_sheet = item.sheet is not None and item.sheet.is_visible
                workbook.charts.append(found)
                count += 1


class FlatFile(NamedTuple):
    """A file in the markup.

    Attributes:
        name: what it is called here.
        is_object: it is an object of another program, and no picture.
        coded: its content as Base64.
        root: the element it stands in.
    """

    name: str
    is_object: bool
    coded: str
    root: Node

    @property
    def is_replacement(self) -> bool:
        """True when it is a replacement picture of LibreOffice."""
        return self.coded.lstrip().startswith(_REPLACEMENT)

    @property
    def object_text(self) -> str:
        """The text of the documents beside it, which it may be the picture of."""
        return " ".join(node.text for node in self.root.descendants("document"))


def files_in(reading: Reading) -> Iterator[FlatFile]:
    """Yield the files in the markup.

    A picture stands in what shows it, and that of a background in a style (ODF 1.3 part 3, §10.4.4, §17.3).
    """
    number = 0
    for root in (*(item.node for item in reading.kept), *reading.style_nodes):
        for parent in (root, *root.descendants()):
            for node in parent.children("binary-data"):
                number += 1
                is_object = parent.name == "object-ole"
                name = f"{'object' if is_object else 'picture'} {number}"
                yield FlatFile(name, is_object, node.text, root)
