"""Outlook items from end to end."""

import pytest

import fixtures
import leakscan
from fixtures.making.outlook import BODY, CREATOR, HEADERS, HTML, LAST_EDITOR, RTF, Item, plain_rtf
from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.msg.compressed import unpacked_rtf
from leakscan.formats.rtf.encapsulated import packed_form, unpacked_html
from tests.formats.reports import rows_of, rules_of

LEAKY = (fixtures.ROOT / "pivot_cache" / "leaky.xlsx").read_bytes()
PACKED = (
    r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}"
    r"{\*\htmltag19 <html>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Visits\htmlrtf\par}\htmlrtf0 "
    r"{\*\htmltag84 <span style='display:none'>}ZQ-Packed-5e{\*\htmltag92 </span>}"
    r"{\*\mhtmltag84 gone}\'e9\u233?{\*\htmltag84 &nbsp;}{\*\htmltag72 </p>}\par}"
)


def report_of(item: Item) -> leakscan.Report:
    return leakscan.scan(item.to_bytes(), leakscan.Options(strict=True), name="item.msg")


def test_a_plain_item_is_complete_and_gives_nothing() -> None:
    report = report_of(Item(texts={BODY: "The figures are in the annex."}))
    assert (report.source.format, report.findings, report.problems) == ("msg", (), ())


def test_the_head_names_blind_recipients_machines_and_who_changed_the_item() -> None:
    headers = "Received: from zq-mail.example.org by mx.example.org\r\nSubject: x\r\n"
    item = Item(
        texts={BODY: "a", HEADERS: headers, CREATOR: "Ada Field", LAST_EDITOR: "Ben Marsh"},
        recipients=((1, "Request Desk", "requests@example.org"), (3, "Eve Hill", "eve.hill@example.org")),
        named={"zq-case": "ZQ-Case-1a"},
    )
    report = report_of(item)
    head = {row[0]: row[1] for row in rows_of(report, "mail-header")}
    assert head["zq-case"] == "ZQ-Case-1a"
    assert head["Last changed by"] == "Ben Marsh"
    (finding,) = (item for item in report.findings if item.rule.id == "mail-header")
    assert "recipients that the others were not to see" in finding.message
    assert [item.reveal() for item in finding.evidence][:2] == ["eve.hill@example.org", "zq-mail.example.org"]
    names = {row[0] for row in rows_of(report, "people-named")}
    assert names == {"Ada Field", "Ben Marsh", "Eve Hill eve.hill@example.org"}


def test_forms_of_the_body_are_compared() -> None:
    page = b"<p>The figures are in the annex.</p><!-- ZQ-Remark-2b -->"
    plain = "The figures are in the annex <https://example.org/a?b=1>\r\nask ZQ-Plain-3c first"
    report = report_of(Item(texts={BODY: plain}, data={HTML: page}))
    assert rows_of(report, "mail-body") == [("plain text", "ask ZQ-Plain-3c first"), ("HTML", "ZQ-Remark-2b")]


def test_hidden_text_of_an_rtf_body_is_told_of() -> None:
    rtf = plain_rtf(r"{\rtf1\ansi Visits {\v ZQ-Rich-4d}\par}")
    assert rows_of(report_of(Item(texts={BODY: "Visits"}, data={RTF: rtf})), "mail-body") == [
        ("RTF", "ZQ-Rich-4d")
    ]


def test_html_packed_in_rtf_is_taken_out() -> None:
    assert packed_form(PACKED.encode()) == "html"
    found = unpacked_html(PACKED.encode())
    assert found.strip() == "<html><p>Visits<span style='display:none'>ZQ-Packed-5e</span>\u00e9\u00e9&nbsp;</p>"
    report = report_of(Item(texts={BODY: "Visits"}, data={RTF: plain_rtf(PACKED)}))
    assert rows_of(report, "mail-body") == [("HTML", "ZQ-Packed-5e")]


def test_attachments_and_messages_inside_are_files_of_their_own() -> None:
    inner = Item(
        texts={BODY: "a"},
        files=(("figures.xlsx", "", LEAKY),),
        recipients=((3, "Eve Hill", "eve.hill@example.org"),),
    )
    outer = Item(
        texts={BODY: "a"}, files=(("old", "", inner), ("plan.xlsx", r"\\zq-server\cases\plan.xlsx", LEAKY))
    )
    report = report_of(outer)
    trails = [item.trail for item in report.findings if item.rule.id == "pivot-cache"]
    assert sorted(trails) == [("item.msg", "old.msg", "figures.xlsx"), ("item.msg", "plan.xlsx")]
    assert [item.trail for item in report.findings if item.rule.id == "mail-header"] == [("item.msg", "old.msg")]
    assert rows_of(report, "local-path")[0][0] == r"\\zq-server\cases\plan.xlsx"
    assert report.complete


def test_a_damaged_body_costs_only_itself() -> None:
    report = report_of(Item(texts={BODY: "a", CREATOR: "Ada Field"}, data={RTF: b"\0" * 40}))
    assert [problem.code for problem in report.problems] == ["damaged-body"]
    assert "people-named" in rules_of(report)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
            b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
        ),
        (
            "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0",
            b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
        ),
    ],
)
def test_compressed_rtf_is_unpacked(data: str, expected: bytes) -> None:
    """The examples of [MS-OXRTFCP] 4.1."""
    assert unpacked_rtf(bytes.fromhex(data), 1000) == expected


def test_compressed_rtf_is_bounded_and_its_damage_is_told() -> None:
    whole = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    with pytest.raises(LimitReachedError):
        unpacked_rtf(whole, 10)
    for cut in range(len(whole)):
        with pytest.raises(MalformedFileError):
            unpacked_rtf(whole[:cut], 1000)
