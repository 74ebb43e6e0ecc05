"""What Excel 2000 and later add to a binary workbook: live data, published items, smart tags."""

import struct
from collections.abc import Sequence

import pytest

import leakscan
from fixtures.making.biff import BiffName, BiffSheet, area, xls
from fixtures.making.biff_parts import (
    cube_text,
    elsewhere,
    live_data,
    published,
    recipient,
    routing_slip,
    smart_tag,
    tag_texts,
)
from fixtures.making.biff_records import record

NUMBER = struct.pack("<Id", 0x01, 2.5)


def report_of(more: Sequence[bytes] = (), *, shared: Sequence[bytes] = ()) -> leakscan.Report:
    book = xls({"Cover": BiffSheet(rows=[["Visits", 12]], more=more)})
    book.more = shared
    return leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")


def rows_of(report: leakscan.Report, rule: str) -> list[tuple[object, ...]]:
    tables = [finding.table for finding in report.findings if finding.rule.id == rule]
    return [row for table in tables if table is not None for row in table.rows()]


def string(value: str, kind: int = 0x02) -> bytes:
    return struct.pack("<2IB", kind, len(value), 1) + value.encode("utf-16-le")


VALUES = {
    "number": (NUMBER, ["2.5"]),
    "text": (string("ZQ-Last-3f1"), ["ZQ-Last-3f1"]),
    "long text": (string("ZQ-Long-9a4" * 30, 0x1000), ["ZQ-Long-9a4" * 30]),
    "switch": (struct.pack("<2I", 0x04, 1), ["1"]),
    "whole number": (struct.pack("<2I", 0x0800, 7), ["7"]),
    "error": (struct.pack("<2I", 0x10, 42), []),
}


@pytest.mark.parametrize(("value", "told"), VALUES.values(), ids=VALUES)
def test_servers_topics_and_last_values_are_told(value: bytes, told: list[str]) -> None:
    report = report_of(shared=[live_data(value, "prices.server", "host01", "ZQ-Topic-d47")])
    assert report.complete
    texts = [row[2] for row in rows_of(report, "volatile-dependency")]
    assert texts == ["prices.server", "host01", "ZQ-Topic-d47", *told]


def test_a_topic_that_begins_like_the_one_before_is_told_whole() -> None:
    same = len("\x0dprices.server\0\x06ZQ-To")
    topics = [live_data(NUMBER, "prices.server", "", "ZQ-Top")]
    topics.append(live_data(NUMBER, "prices.server", "", "ZQ-Toy", same=same))
    report = report_of(shared=topics)
    texts = [row[2] for row in rows_of(report, "volatile-dependency")]
    assert texts == ["prices.server", "ZQ-Top", "2.5", "ZQ-Toy", "2.5"]


def test_a_topic_that_breaks_off_costs_itself() -> None:
    whole = live_data(NUMBER, "prices.server", "", "ZQ-Topic-d47")
    report = report_of(shared=[record(0x0813, whole[4:-14]), whole])
    assert {item.code for item in report.problems} == {"short-record"}
    assert [row[2] for row in rows_of(report, "volatile-dependency")] == ["prices.server", "ZQ-Topic-d47", "2.5"]


def test_a_published_item_of_no_known_form_is_damage() -> None:
    item = bytearray(published(1, "//web01/ZQ-Page-9c3.htm", "ZQ-Title-1d4"))
    item[34] = 7
    for report in (report_of([bytes(item)]), report_of(shared=[bytes(item)])):
        assert {problem.code for problem in report.problems} == {"short-record"}
        assert rows_of(report, "publish-item") == []


def test_notes_of_smart_tags_are_told_with_their_cell() -> None:
    texts = tag_texts("LASTENTRY", "asked by ZQ-Tagged-5c8 of Ward 7", "Name", "Ada")
    report = report_of([smart_tag((0, 0, 1, 1), (0, 1), (2, 3), (2, 99))], shared=[texts])
    assert report.complete
    (finding,) = (item for item in report.findings if item.rule.id == "markup-remark")
    assert finding.place.cells == "B1"
    assert [item.reveal() for item in finding.evidence] == ["asked by ZQ-Tagged-5c8 of Ward 7"]


def test_texts_of_smart_tags_that_break_off_are_damage() -> None:
    texts = tag_texts("LASTENTRY", "asked by ZQ-Tagged-5c8 of Ward 7")
    report = report_of([smart_tag((0, 0, 0, 0), (0, 1))], shared=[record(0x0867, texts[4:-3])])
    assert {item.code for item in report.problems} == {"short-record"}


def test_live_data_in_the_stream_of_a_sheet_are_told() -> None:
    report = report_of(more=[live_data(NUMBER, "prices.server", "", "ZQ-Topic-e51")])
    assert report.complete
    assert [row[2] for row in rows_of(report, "volatile-dependency")] == ["prices.server", "ZQ-Topic-e51", "2.5"]


@pytest.mark.parametrize("is_wide", [False, True])
def test_texts_of_cube_formulas_are_told(is_wide: bool) -> None:  # a case of two
    texts = [cube_text(text, is_wide=is_wide) for text in ("xlextdat9 Sales", "[Member].&[ZQ-Member-77c]")]
    report = report_of(shared=[record(0x0884, bytes(20)), *texts, record(0x0886, bytes(30))])
    assert report.complete
    assert [row[2] for row in rows_of(report, "linked-data")] == ["xlextdat9 Sales", "[Member].&[ZQ-Member-77c]"]


@pytest.mark.parametrize("ends", [True, False])
def test_a_routing_slip_tells_its_texts_and_whom_it_went_to(ends: bool) -> None:  # a case of two
    slip = routing_slip("ZQ-Subject-4d2", "Please read ZQ-Message-90a", "Ada Moss", ends=ends)
    report = report_of(shared=[slip, recipient("Ben Marsh", b"\0\1SMTP:ben.marsh@example.org\0\2")])
    assert report.complete
    told = [row[1] for row in rows_of(report, "markup-remark")]
    assert told == ["ZQ-Subject-4d2", "Please read ZQ-Message-90a", "Book1"]
    people = {row[0] for row in rows_of(report, "people-named")}
    assert people == {"Ada Moss", "Ben Marsh", "ben.marsh@example.org"}


@pytest.mark.parametrize("item", [routing_slip("subject", "message", "Ada Moss"), recipient("Ben Marsh", b"")])
def test_a_routing_slip_that_breaks_off_is_damage(item: bytes) -> None:
    report = report_of(shared=[record(int.from_bytes(item[:2], "little"), item[4:-9])])
    assert {problem.code for problem in report.problems} == {"short-record"}


def test_what_a_consolidation_reads_of_another_workbook_is_told() -> None:
    path = "\x01CUsers\x03ben.marsh\x03ZQ-Source-3e7.xls"
    report = report_of(more=[record(0x0050, bytes(8)), elsewhere(path, "ZQ-Range-6b8")])
    assert report.complete
    told = [row[1] for row in rows_of(report, "table-text")]
    assert told == ["ZQ-Range-6b8", "C:\\Users\\ben.marsh\\ZQ-Source-3e7.xls"]
    assert "ben.marsh" in {row[0] for row in rows_of(report, "people-named")}


def test_a_name_of_another_workbook_is_told_though_this_one_has_one_of_the_same() -> None:
    book = xls({"Cover": BiffSheet(rows=[["Visits", 12]], more=[elsewhere("other.xls", "Rates")])})
    book.names = [BiffName(name="Rates", tokens=area(0, (1, 1), (1, 1)))]
    report = leakscan.scan(book.data(), leakscan.Options(strict=True), name="book.xls")
    assert [row[1] for row in rows_of(report, "table-text")] == ["Rates", "other.xls"]


def sorted_by(*keys: str) -> bytes:
    texts = b"".join(b"\0" + key.encode("latin-1") for key in keys)
    return record(
        0x0090, struct.pack("<H3B", 0, *(len(key) for key in keys), *[0] * (3 - len(keys))) + texts + b"\0"
    )


def test_keys_by_which_a_sheet_was_sorted_are_told_where_no_cell_holds_them() -> None:
    report = report_of(more=[sorted_by("ZQ-Key-0e4", "$B$1", "Visits")])
    assert report.complete
    assert [row[1] for row in rows_of(report, "table-text")] == ["ZQ-Key-0e4"]
