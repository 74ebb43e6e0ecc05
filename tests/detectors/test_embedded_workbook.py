import random

import pytest

import leakscan
from fixtures.making import WORKBOOK, xlsx
from fixtures.making.parts import embed

PART = "xl/embeddings/Microsoft_Excel_Worksheet1.xlsx"


def inner() -> bytes:
    book = xlsx(sheets={"Shown": [["ZQ-Shown", 7]], "Also": [["ZQ-Also", 8], ["Total", 12]], "Pay": [["ZQ-Pay"]]})
    book.edit(WORKBOOK, 'name="Pay"', 'name="Pay" state="hidden"')
    return book.to_bytes()


def carrier(data: bytes, rows: tuple[tuple[str | int, ...], ...] = (("Total", 12),)) -> bytes:
    book = xlsx(sheets={"Cover": [list(row) for row in rows]})
    embed(book, "Cover", PART, data)
    return book.to_bytes()


def rows_of(finding: leakscan.Finding) -> list[tuple[object, ...]]:
    assert finding.table is not None
    return list(finding.table.rows())


def of(report: leakscan.Report, rule: str) -> list[leakscan.Finding]:
    return [finding for finding in report.findings if finding.rule.id == rule]


def test_each_sheet_that_shows_inside_is_a_hit_of_the_carrier() -> None:
    hits = {hit.place.name: hit for hit in of(leakscan.scan(carrier(inner())), "embedded-workbook")}
    assert set(hits) == {"Shown", "Also"}
    assert hits["Also"].counts.to_dict() == {
        "sheets": 1, "rows": 2, "cells": 4, "distinct_values": 4, "not_visible": 2,
    }  # fmt: skip
    assert rows_of(hits["Also"]) == [(1, "ZQ-Also", 8), (2, "Total", 12)]


def test_what_the_carrier_shows_as_well_is_a_redundant_copy() -> None:
    data = xlsx(sheets={"Copy": [["Total", 12]]}).to_bytes()
    (hit,) = of(leakscan.scan(carrier(data)), "embedded-workbook")
    assert hit.redundant
    assert hit.severity is leakscan.Severity.INFO


def test_embedding_lengthens_the_trail_and_changes_nothing_else() -> None:
    alone = leakscan.scan(inner(), name="x.xlsx")
    carried = leakscan.scan(carrier(inner()), name="x.xlsx")

    def told(finding: leakscan.Finding) -> dict[str, object]:
        line = finding.to_dict(reveal=True)
        return {key: value for key, value in line.items() if key not in ("trail", "fingerprint", "indexed")}

    inside = [finding for finding in carried.findings if finding.trail[1:] == (PART,)]
    assert [told(finding) for finding in inside] == [told(finding) for finding in alone.findings]


def test_an_object_wrapped_in_a_compound_file_is_opened() -> None:
    from leakscan.formats.compound.document import native_content

    name = b"pay.xlsx\0"
    body = b"\x02\0" + name + b"C:\\x\0" + b"\0\0\x03\0" + (3).to_bytes(4, "little") + b"C:\0"
    content = body + (4).to_bytes(4, "little") + b"PK\x03\x04"
    data = len(content).to_bytes(4, "little") + content
    start, size = native_content(data)
    assert data[start : start + size] == b"PK\x03\x04"
    for length in range(len(data)):
        with pytest.raises(leakscan.LeakscanError):
            native_content(data[:length])


def test_an_encrypted_workbook_inside_is_opened_and_reported() -> None:
    from fixtures.making.locking import DEFAULT_PASSWORD, locked

    padded = xlsx(sheets={"Shown": [["ZQ-Shown", 7]]})
    padded.add("xl/media/noise.bin", random.Random(1).randbytes(9000))
    report = leakscan.scan(carrier(locked(padded.to_bytes(), DEFAULT_PASSWORD)))
    (hit,) = of(report, "embedded-workbook")
    assert rows_of(hit)[0] == (1, "ZQ-Shown", 7)


def test_a_workbook_inside_itself_ends() -> None:
    report = leakscan.scan(carrier(carrier(carrier(inner()))), leakscan.Options(limits=leakscan.Limits(depth=1)))
    assert "limit-depth" in {problem.code for problem in report.problems}
    assert len(of(report, "embedded-workbook")) == 1
