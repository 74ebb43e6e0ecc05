"""What a workbook keeps beside its cells: its past, its views, its printers, controls and shapes."""

from collections import Counter
from collections.abc import Iterator

from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.kinds.people import XML_PARTS
from tests.corpus.seen import Seen, count, place, texts


def _revision_logs(facts: Facts) -> Iterator[Item]:
    for log in facts.get("revision_logs", []):
        yield log["part"], sum(log["entries"].values())


def _revision_log_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("revision-log"):
        yield place(finding, "part"), count(finding, "values")


def _savers(facts: Facts) -> Iterator[Item]:
    yield from {(header["user"],): None for header in facts.get("revision_headers", [])}


def _users(facts: Facts) -> Iterator[Item]:
    for part in facts.get("revision_user_names_parts", []):
        yield from {(name,): None for name in part["names"]}


def _people_findings(seen: Seen) -> Iterator[Item]:
    yield from {(text,): None for finding in seen.findings("people-named") for text in texts(finding)}


def _views(facts: Facts) -> Iterator[Item]:
    yield from ((view["name"],) for view in facts.get("custom_workbook_views", []))


def _view_findings(seen: Seen) -> Iterator[Item]:
    yield from ((place(finding, "name"),) for finding in seen.findings("custom-view"))


def _number(facts: Facts, fact: str) -> Iterator[Item]:
    number = facts.get(fact, 0)
    if number:
        yield (number if isinstance(number, int) else len(number),)


def _number_of_parts(seen: Seen, kind: str, ending: str = "") -> Iterator[Item]:
    number = sum(part["kind"] == kind and part["name"].endswith(ending) for part in seen.parts())
    if number:
        yield (number,)


def _number_of_findings(seen: Seen, rule: str) -> Iterator[Item]:
    number = sum(1 for _ in seen.findings(rule))
    if number:
        yield (number,)


def _labels(facts: Facts) -> Iterator[Item]:
    if facts.get("sensitivity_labels"):
        yield ("labelled",)


def _label_findings(seen: Seen) -> Iterator[Item]:
    yield from (("labelled",) for _ in seen.findings("sensitivity-label"))


def _parts(facts: Facts, fact: str) -> Iterator[Item]:
    for item in facts.get(fact, []):
        yield (item if isinstance(item, str) else item.get("part", ""),)


def _parts_of_findings(seen: Seen, rule: str) -> Iterator[Item]:
    yield from {(place(finding, "part").lstrip("\5"),): None for finding in seen.findings(rule)}


def _hidden_shapes(facts: Facts) -> Iterator[Item]:
    # Of slides the facts say part and name, of sheets more.
    parts = (shape["part"] if isinstance(shape, dict) else shape[0] for shape in facts.get("hidden_shapes", []))
    yield from Counter(part.lstrip("/") for part in parts).items()


def _hidden_shape_findings(seen: Seen) -> Iterator[Item]:
    numbers: Counter[str] = Counter()
    for finding in seen.findings("hidden-shape"):
        if place(finding, "part").endswith(".xml"):
            numbers[place(finding, "part")] += count(finding, "values")
    yield from numbers.items()


def _old_hidden_shapes(facts: Facts) -> Iterator[Item]:
    for shape in facts.get("vml_hidden_shapes_not_notes", []):
        yield (shape["part"],)


def _old_hidden_shape_findings(seen: Seen) -> Iterator[Item]:
    yield from (item for item in _parts_of_findings(seen, "hidden-shape") if str(item[0]).endswith(".vml"))


def _literal_lists(facts: Facts) -> Iterator[Item]:
    yield from {(item["sheet"],): None for item in facts.get("data_validation_literal_lists", [])}


def _literal_list_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("validation-list"):
        if "choices" in finding["message"]:
            yield (place(finding, "sheet"),)


def _protected(facts: Facts) -> Iterator[Item]:
    if facts.get("workbook_protected"):
        yield ("protected",)


def _protected_findings(seen: Seen) -> Iterator[Item]:
    if any("workbookProtection" in texts(finding) for finding in seen.findings("protection")):
        yield ("protected",)


KINDS = (
    Kind(
        name="revision_logs",
        compared="part, number of changes",
        rules=("revision-log",),
        stated=_revision_logs,
        found=_revision_log_findings,
    ),
    Kind(
        name="revision_headers",
        compared="who saved",
        rules=("people-named",),
        stated=_savers,
        found=_people_findings,
        is_shared=True,
    ),
    Kind(
        name="revision_user_names_parts",
        compared="who shared",
        rules=("people-named",),
        stated=_users,
        found=_people_findings,
        is_shared=True,
    ),
    Kind(
        name="custom_workbook_views",
        compared="name",
        rules=("custom-view",),
        stated=_views,
        found=_view_findings,
        formats=XML_PARTS,
    ),
    Kind(
        name="printer_settings",
        compared="number of parts",
        rules=("printer-settings",),
        stated=lambda facts: _number(facts, "printer_settings"),
        found=lambda seen: _number_of_parts(seen, "printer settings"),
        formats=XML_PARTS,
    ),
    Kind(
        name="sensitivity_labels",
        compared="whether there is one",
        rules=("sensitivity-label",),
        stated=_labels,
        found=_label_findings,
    ),
    Kind(
        name="web_extensions",
        compared="part",
        rules=("web-extension",),
        stated=lambda facts: _parts(facts, "web_extensions"),
        found=lambda seen: _parts_of_findings(seen, "web-extension"),
    ),
    Kind(
        name="xml_maps",
        compared="part",
        rules=("xml-map",),
        stated=lambda facts: _parts(facts, "xml_maps"),
        found=lambda seen: (item for item in _parts_of_findings(seen, "xml-map") if "Maps" in str(item[0])),
    ),
    Kind(
        name="custom_xml",
        compared="part",
        rules=("custom-xml",),
        stated=lambda facts: _parts(facts, "custom_xml"),
        found=lambda seen: _parts_of_findings(seen, "custom-xml"),
    ),
    Kind(
        name="form_controls",
        compared="number of parts",
        rules=("control-text",),
        stated=lambda facts: _number(facts, "form_controls"),
        found=lambda seen: _number_of_parts(seen, "form control"),
    ),
    Kind(
        name="activex_controls",
        compared="number of parts",
        rules=("control-text",),
        stated=lambda facts: _number(facts, "activex_controls"),
        found=lambda seen: _number_of_parts(seen, "control", ".xml"),
    ),
    Kind(
        name="hidden_shapes",
        compared="part, number",
        rules=("hidden-shape",),
        stated=_hidden_shapes,
        found=_hidden_shape_findings,
    ),
    Kind(
        name="vml_hidden_shapes_not_notes",
        compared="part",
        rules=("hidden-shape",),
        stated=_old_hidden_shapes,
        found=_old_hidden_shape_findings,
    ),
    Kind(
        name="signatures",
        compared="part",
        rules=("signature",),
        # Signatures of a PDF file bear the same name in the facts, and are compared as `signatures_count`.
        stated=lambda facts: _parts(facts, "signatures") if facts.get("kind") != "pdf" else iter(()),
        found=lambda seen: _parts_of_findings(seen, "signature"),
    ),
    Kind(
        name="sheet_custom_properties",
        compared="number",
        rules=("sheet-property",),
        stated=lambda facts: _number(facts, "sheet_custom_properties"),
        found=lambda seen: _number_of_findings(seen, "sheet-property"),
    ),
    Kind(
        name="data_validation_literal_lists",
        compared="sheet",
        rules=("validation-list",),
        stated=_literal_lists,
        found=_literal_list_findings,
    ),
    Kind(
        name="workbook_protected",
        compared="whether it is",
        rules=("protection",),
        stated=_protected,
        found=_protected_findings,
    ),
    Kind(
        name="thumbnails",
        compared="part",
        rules=("thumbnail",),
        stated=lambda facts: _parts(facts, "thumbnails"),
        found=lambda seen: _parts_of_findings(seen, "thumbnail"),
    ),
)
