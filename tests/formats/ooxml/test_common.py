"""What small parts say that many files have in common is read once, and nothing else of a file is kept."""

import pickle
from pathlib import Path

import pytest

import leakscan
from fixtures import ROOT
from fixtures.making import xlsx
from leakscan import xmlsafe
from leakscan.formats.ooxml import package
from tests.formats.xlsx import notation

FIXTURES = sorted(path for suffix in ("docx", "pptx", "xlsx") for path in ROOT.glob(f"*/leaky*.{suffix}"))


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin as a new process does."""
    monkeypatch.setattr(package, "_COMMON", {})


def parsed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> int:
    """Return how many parts a scan parses as trees."""
    count = 0
    parse = xmlsafe.parse

    def counting(data: bytes) -> object:
        nonlocal count
        count += 1
        return parse(data)

    with monkeypatch.context() as patched:
        patched.setattr(xmlsafe, "parse", counting)
        leakscan.scan(data, name="book.xlsx")
    return count


def book(text: str) -> bytes:
    return notation.workbook([("Cover", "visible", notation.sheet(notation.row('r="1"', f"i:{text}")))])


def test_parts_in_common_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = parsed(monkeypatch, book("one"))
    assert parsed(monkeypatch, book("two")) < first - 2


def test_a_report_does_not_depend_on_the_files_before() -> None:
    paths = FIXTURES[::9]
    alone = []
    for path in paths:
        package._COMMON.clear()  # as a new process begins
        alone.append(leakscan.scan(path).to_dict())
    assert [leakscan.scan(path).to_dict() for path in reversed(paths)] == alone[::-1]


def kept() -> bytes:
    """Return all that is kept, written out."""
    return pickle.dumps([(about, fact) for (_, about, _), fact in package._COMMON.items()])


def test_no_text_of_a_file_is_kept() -> None:
    for path in FIXTURES:
        leakscan.scan(path)
    assert b"worksheet" in kept()
    assert [word for word in (b"ZQ-", b"zq-", b"example.org", b"07700") if word in kept()] == []


def test_where_links_lead_is_not_kept(tmp_path: Path) -> None:
    made = xlsx(sheets={"Cover": [["Total", 12]]})
    made.relate("xl/worksheets/sheet1.xml", "https://example.org/zq-target", "hyperlink", external=True)
    made.save(tmp_path / "linked.xlsx")
    leakscan.scan(tmp_path / "linked.xlsx")
    assert b"worksheet" in kept()
    assert b"zq-target" not in kept()
