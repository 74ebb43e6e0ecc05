"""Finds scripts, and actions that lead to files and addresses (ISO 32000-2 12.6)."""

from functools import partial

from leakscan.findings import Place
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import Pdf, file_name
from leakscan.formats.pdf.tables import pdf_table
from leakscan.formats.pdf.values import Ref, Value
from leakscan.formats.pdf.xfa import script_items
from leakscan.views.actions import Action, ActionKind, Actions, action_rows


def read_actions(pdf: Pdf) -> Actions | None:
    """Return the actions of a document."""
    if pdf.objects is None:
        return None
    found = Actions(action_items(pdf))
    for kind in ActionKind if found.items else ():
        items = found.of(kind)
        table = pdf_table("actions", count=len(items), lent=partial(action_rows, items), kind=kind.name)
        if table is not None:
            found.tables[kind] = table
    return found


def action_items(pdf: Pdf) -> list[Action]:
    """Return the actions of a document, those of no page first."""
    objects = pdf.objects
    if objects is None:
        return []
    pages = _pages(pdf, objects)
    found = dict.fromkeys(Action(ActionKind.SCRIPT, text, place) for place, text in script_items(pdf))
    for ref, entries in pdf.census.holding_anywhere("S"):
        action = _action(objects, entries, Place(part=f"object {ref.number}", page=pages.get(ref)))
        if action is not None:
            found[action] = None
    # What addresses are relative to (ISO 32000-2 table 211).
    base = objects.text(objects.dictionary(objects.root.get("URI")).get("Base"))
    action = _named(ActionKind.ADDRESS, base, Place(name="URI"))
    if action is not None:
        found[action] = None
    return list(found)


def _pages(pdf: Pdf, objects: Objects) -> dict[Ref, int]:
    found = dict(pdf.page_numbers)
    for node in pdf.nodes:
        for value in objects.array(node.entries.get("Annots")):
            if isinstance(value, Ref):
                found[value] = node.number
    return found


def _action(objects: Objects, entries: dict[str, Value], place: Place) -> Action | None:
    kind = entries.get("S")
    if not isinstance(kind, str):
        return None
    match str(kind):
        case "JavaScript" | "Rendition" if "JS" in entries:
            return _named(ActionKind.SCRIPT, objects.text(entries["JS"]), place)
        case "URI" if "URI" in entries:
            return _named(ActionKind.ADDRESS, objects.text(entries["URI"]), place)
        case "Launch":
            target = entries.get("F")
            windows = objects.dictionary(entries.get("Win"))
            words = [file_name(objects, target)] + [objects.text(windows.get(key)) for key in ("F", "D", "P")]
            return _named(ActionKind.LAUNCH, " ".join(filter(None, words)), place)
        case "GoToR" | "GoToE" if "F" in entries:
            return _named(ActionKind.REMOTE, file_name(objects, entries["F"]), place)
        case "SubmitForm" if "F" in entries:
            return _named(ActionKind.SUBMIT, file_name(objects, entries["F"]), place)
        case "ImportData" if "F" in entries:
            return _named(ActionKind.IMPORT, file_name(objects, entries["F"]), place)
    return None


def _named(kind: ActionKind, text: str, place: Place) -> Action | None:
    return Action(kind, text.strip(), place) if text.strip() else None
