"""Builds workbooks that keep texts, for the tests of the rules that judge them."""

from leakscan.findings import Place
from leakscan.views.queries import Kept, KeptKind, KeptText
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key


def keeping(kind: KeptKind, *items: KeptText, visible: tuple[str, ...] = ()) -> Workbook:
    workbook = Workbook(kept=[Kept(kind, Place(part="part.xml"), items)])
    workbook.visible.update(key for key in map(value_key, visible) if key is not None)
    return workbook
