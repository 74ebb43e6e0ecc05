"""What the package holds besides its document: formats, encryption, embedded files, unlisted parts."""

from collections.abc import Iterator

from tests.corpus.files import OOXML_WORKBOOKS
from tests.corpus.kinds.kind import Facts, Item, Kind
from tests.corpus.seen import Seen, place

_CANNOT_OPEN = "encrypted"
_FORMATS = {
    "xlsx": "OOXML workbook",
    "encrypted-ooxml": "encrypted package",
    "ooxml-encrypted": "encrypted package",
}


def _format(facts: Facts) -> Iterator[Item]:
    known = facts.get("format") or facts.get("kind")
    if known in _FORMATS:
        yield (_FORMATS[known],)


def _format_seen(seen: Seen) -> Iterator[Item]:
    known = seen.report["source"]["format"]
    if known in OOXML_WORKBOOKS or known in _FORMATS.values():
        yield ("OOXML workbook" if known in OOXML_WORKBOOKS else known,)


def _encrypted(facts: Facts) -> Iterator[Item]:
    if "encrypted" in facts and facts.get("kind") != "pdf":
        yield ("opened" if facts.get("opens_with_default_password") else "closed",)


def _encrypted_findings(seen: Seen) -> Iterator[Item]:
    if seen.report["source"]["extension"] == "pdf":
        return
    if any(seen.findings("encrypted-file")):
        yield ("closed" if _CANNOT_OPEN in seen.problem_codes() else "opened",)
    elif _CANNOT_OPEN in seen.problem_codes():
        yield ("closed",)


def _embedded(facts: Facts) -> Iterator[Item]:
    # OpenDocument names folders of documents, which are charts as a rule, and gives no sizes.
    for item in facts.get("embedded_objects", []):
        if not isinstance(item, str):
            yield item["part"], item["bytes"]


def _embedded_parts(seen: Seen) -> Iterator[Item]:
    for part in seen.parts():
        if part["kind"] == "file inside the file":
            yield part["name"], part["size"]


def _orphan_parts(facts: Facts) -> Iterator[Item]:
    yield from ((item["part"],) for item in facts.get("orphan_parts", []))


def _orphan_part_findings(seen: Seen) -> Iterator[Item]:
    yield from ((place(finding, "part"),) for finding in seen.findings("orphan-part"))


def _bytes_before(facts: Facts) -> Iterator[Item]:
    if "zip_bytes_before_first_entry" in facts:
        yield 0, facts["zip_bytes_before_first_entry"]


def _bytes_before_findings(seen: Seen) -> Iterator[Item]:
    for finding in seen.findings("extra-bytes"):
        if finding["place"].get("start") == 0 and seen.report["source"]["format"] != "pdf":
            yield 0, finding["place"]["end"]


KINDS = (
    Kind(
        name="format",
        compared="detected format",
        rules=(),
        stated=_format,
        found=_format_seen,
    ),
    Kind(
        name="encrypted",
        compared="opened with Excel's own password, or closed",
        rules=("encrypted-file",),
        stated=_encrypted,
        found=_encrypted_findings,
    ),
    Kind(
        name="embedded_objects",
        compared="part, bytes",
        rules=(),
        stated=_embedded,
        found=_embedded_parts,
    ),
    Kind(
        name="orphan_parts",
        compared="part",
        rules=("orphan-part",),
        stated=_orphan_parts,
        found=_orphan_part_findings,
    ),
    Kind(
        name="zip_bytes_before_first_entry",
        compared="first byte, the byte after the last",
        rules=("extra-bytes",),
        stated=_bytes_before,
        found=_bytes_before_findings,
    ),
)
