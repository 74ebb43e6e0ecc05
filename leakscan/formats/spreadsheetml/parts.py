"""What an XML spreadsheet holds besides cells: names, comments, properties, kept cells of other workbooks."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ods.names import add_name_tables
from leakscan.formats.ods.nodes import Node
from leakscan.formats.rereading import workbook_of
from leakscan.formats.spreadsheetml.caches import query_connection, read_book
from leakscan.formats.spreadsheetml.content import reference_text
from leakscan.formats.xlsx.comments import COLUMNS
from leakscan.source import Source
from leakscan.tables import Row, Table
from leakscan.views.caches import DefinedName, ExternalTarget
from leakscan.views.comments import Comment, CommentKind, Comments
from leakscan.views.paths import PathMention, read_path
from leakscan.views.properties import Properties, Property, PropertyGroup
from leakscan.views.spreadsheet import Workbook

_SPELT = {"Author": "creator", "LastAuthor": "lastModifiedBy", "Created": "created", "LastSaved": "modified"}
_CORE = frozenset(
    {"creator", "lastModifiedBy", "created", "modified", "Title", "Subject", "Keywords", "Description"}
)
_OWN = frozenset(
    {
        "WorksheetOptions", "NamedCell", "OfficeDocumentSettings", "SmartTags", "PhoneticText",
        "Sorting", "PageBreaks", "DataValidation",
    }
)  # fmt: skip
"""Elements whose texts are told beside the cells, see `texts`."""
_OWN_OF_BOOK = frozenset(
    {
        "WindowHeight", "WindowWidth", "WindowTopX", "WindowTopY", "ProtectStructure", "ProtectWindows",
        "ActiveSheet", "FirstVisibleSheet", "TabRatio", "AcceptLabelsInFormulas", "Iteration", "MaxIterations",
        "MaxChange", "Calculation", "DisplayInkNotes", "HideHorizontalScrollBar", "HideVerticalScrollBar",
        "HideWorkbookTabs", "PrecisionAsDisplayed", "RefModeR1C1", "Date1904", "DoNotCalculateBeforeSave",
        "SelectedSheets", "SupBook", "ExternSheet", "CreateBackup", "UncalculatedWorkbook",
        "DoNotSaveLinkValues", "NoAutoRecover",
    }
)  # fmt: skip


def read_node(node: Node, place: Place, workbook: Workbook, properties: Properties) -> bool:
    """Read an element into `workbook` or `properties`; return whether its kind is known."""
    match node.name:
        case "NamedRange":
            workbook.names.append(
                DefinedName(
                    name=node.get("Name"),
                    refers_to=reference_text(node.get("RefersTo")),
                    sheet=place.sheet,
                    is_hidden=xmlsafe.is_true(node.get("Hidden")),
                )
            )
        case "Comment":
            _comment(node, place, workbook)
        case "HRef":
            target = node.get("HRef")
            workbook.external_targets.append(ExternalTarget(place.part, "hyperlink", target))
            if read_path(target) is not None:
                workbook.paths.append(PathMention(target, "target of a hyperlink", place))
        case "DocumentProperties" | "CustomDocumentProperties":
            is_custom = node.name.startswith("Custom")
            properties.items.extend(_properties(node, place.part, is_custom=is_custom))
        case "ExcelWorkbook":
            workbook.is_structure_protected = node.child_text("ProtectStructure").strip() == "True"
            for position, book in enumerate(node.children("SupBook")):
                read_book(book, position, place.part, workbook)
            return all(child.name in _OWN_OF_BOOK for child in node.children())
        case "QueryTable":
            workbook.connections.append(query_connection(place.part, node.child_text("Name").strip(), node))
        case _:
            return node.name in _OWN
    return True


def _comment(node: Node, place: Place, workbook: Workbook) -> None:
    sheet = workbook.sheets[-1]
    comments = workbook.comments[-1] if workbook.comments else None
    if comments is None or comments.place.sheet != sheet.name:
        comments = Comments(CommentKind.NOTE, sheet.place(), sheet.is_visible)
        workbook.comments.append(comments)
    shown = xmlsafe.is_true(node.get("ShowAlways"))
    comments.items.append(Comment(place, node.get("Author"), node.text.strip(), is_shown=shown))


def _properties(node: Node, part: str, *, is_custom: bool) -> Iterator[Property]:
    for child in node.children():
        text = child.text.strip()
        if not text:
            continue
        name = child.name.replace("_x0020_", " ") if is_custom else _SPELT.get(child.name, child.name)
        group = PropertyGroup.CORE if name in _CORE else PropertyGroup.APPLICATION
        yield Property(PropertyGroup.CUSTOM if is_custom else group, name, text, Place(part=part, name=name))


def settle(workbook: Workbook) -> None:
    """Give names and comments the recipes of their tables."""
    add_name_tables(workbook)
    for comments in workbook.comments:
        comments.table = Table(
            columns=COLUMNS,
            count=len(comments.items),
            reader="leakscan.formats.spreadsheetml.parts:comment_rows",
            arguments={"sheet": comments.place.sheet},
        )


def comment_rows(source: Source, *, sheet: str) -> Iterator[Row]:
    """Yield the comments of one sheet, one a row."""
    for comments in workbook_of(source).comments:
        if comments.place.sheet == sheet:
            for item in comments.items:
                yield sheet, item.place.cells, item.author, "", item.text, False, False
