"""Names that hold data themselves, or that no list shows."""

from collections.abc import Iterator

from leakscan.findings import Access, Content, Counts, Evidence, Hit, Place, Severity
from leakscan.rules import Rule, detector
from leakscan.views.caches import DefinedName
from leakscan.views.names import NameKind, held_values, name_kind, residue
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import ValueSet, typed_key, value_key

RULE = Rule(
    id="defined-name",
    title="Defined name with content of its own",
    severity=Severity.MEDIUM,
    finds=(
        "Defined names that hold texts, arrays or numbers instead of referring to cells, that carry comments, "
        "that are hidden from the name manager, or that still spell the sheet they lost. Names that software "
        "makes, such as print areas, filters and slicers, are only counted."
    ),
    why="A name can hold a whole table that stands in no cell, and a hidden one shows in no dialog.",
    see=(
        "Excel: Formulas, Name Manager; a hidden name shows after setting its Visible property to True in the "
        "Visual Basic editor. LibreOffice: Sheet, Named Ranges, Manage."
    ),
    remedy="Delete the name in the Name Manager (make a hidden one visible first), then save and check again.",
    references=("ECMA-376-1 §18.2.5", "ECMA-376-1 §18.2.6"),
    since="0.1",
)

_DATA_KINDS = (NameKind.TEXT, NameKind.ARRAY)
_MOST_SHOWN = 3


@detector(RULE, on=Workbook)
def defined_name(workbook: Workbook) -> Iterator[Hit]:
    """Yield at most one hit for each way in which names hold something."""
    kinds = [(name, name_kind(name)) for name in workbook.names]
    holding = [name for name, kind in kinds if kind in _DATA_KINDS]
    yield from _holding(workbook, holding, "Defined names hold texts or arrays of their own.", Content.DATA)
    formulas = [name for name, kind in kinds if kind is NameKind.FORMULA_WITH_TEXT]
    yield from _holding(workbook, formulas, "Defined names hold formulas with texts in them.", Content.OWN)
    numbers = [name for name, kind in kinds if kind is NameKind.NUMBER]
    yield from _holding(workbook, numbers, "Defined names hold numbers of their own.", Content.OWN)
    yield from _commented(workbook)
    hidden = [name for name, kind in kinds if name.is_hidden and kind is not NameKind.OWN]
    yield from _listed(workbook, hidden, "Defined names are hidden from the name manager.")
    own = [name for name, kind in kinds if name.is_hidden and kind is NameKind.OWN]
    yield from _listed(workbook, own, "Defined names that software makes for itself are hidden, as always.")
    broken = [name for name, kind in kinds if kind is NameKind.BROKEN and any(True for _ in residue(name))]
    yield from _listed(workbook, broken, "Defined names still spell the sheet of a range that no longer exists.")


def _holding(workbook: Workbook, names: list[DefinedName], message: str, content: Content) -> Iterator[Hit]:
    values = ValueSet()
    examples: list[str] = []
    count = 0
    for name in names:
        for _, _, value in held_values(name):
            count += 1
            values.add(typed_key(value))
            if len(examples) < 5 and isinstance(value, str):
                examples.append(value[:200])
    if count:
        yield Hit(
            _place(workbook, names),
            message,
            evidence=tuple(Evidence("value", text) for text in examples),
            counts=Counts(values=count, distinct_values=len(values), not_visible=workbook.not_visible(values)),
            table=workbook.names_values_table,
            access=Access.IN_APP,
            content=content,
        )


def _commented(workbook: Workbook) -> Iterator[Hit]:
    names = [name for name in workbook.names if name.texts]
    texts = [text for name in names for text in name.texts]
    if texts:
        values = ValueSet()
        values.update(key for key in map(value_key, texts) if key is not None)
        yield Hit(
            _place(workbook, names),
            "Defined names carry comments or descriptions.",
            evidence=tuple(Evidence("comment", text[:200]) for text in texts[:5]),
            counts=Counts(
                values=len(texts), distinct_values=len(values), not_visible=workbook.not_visible(values)
            ),
            table=workbook.names_texts_table,
            access=Access.IN_APP,
        )


def _listed(workbook: Workbook, names: list[DefinedName], message: str) -> Iterator[Hit]:
    if names:
        yield Hit(
            _place(workbook, names),
            message,
            evidence=tuple(Evidence("reference", name.refers_to[:200]) for name in names[:5]),
            counts=Counts(values=len(names)),
            table=None if name_kind(names[0]) is NameKind.OWN else workbook.names_table,
            access=Access.IN_APP,
            content=Content.OWN,
        )


def _place(workbook: Workbook, names: list[DefinedName]) -> Place:
    """Return the place of several names: the first few by name."""
    shown = [name.name for name in names[:_MOST_SHOWN]]
    if len(names) > _MOST_SHOWN:
        shown.append(f"and {len(names) - _MOST_SHOWN} more")
    return Place(part=workbook.names_part, name=", ".join(shown))
