"""Which sheets the windows of a document show, or have tabs for."""

from leakscan.formats.ods.nodes import Node

_TABS = "HasSheetTabs"


def reachable_tables(settings: Node) -> frozenset[str] | None:
    """Return the names of the tables that can be come to where no view has tabs; None where some view has them.

    LibreOffice 7.4 keeps of each view which table is active, and whether it has tabs. Where it keeps no view,
    the document says whether there are tabs, and the first table is active: there are no names then.
    """
    views: list[tuple[str, str]] = []
    for entry in settings.descendants("config-item-map-entry"):
        items = {item.get("name"): item.text.strip() for item in entry.children("config-item")}
        if _TABS in items:
            views.append((items.get("ActiveTable", ""), items[_TABS]))
    if not views:
        every = (item for item in settings.descendants("config-item") if item.get("name") == _TABS)
        views = [("", item.text.strip()) for item in every]
    if not views or any(word != "false" for _, word in views):
        return None
    return frozenset(name for name, _ in views if name)
