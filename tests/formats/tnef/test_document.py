"""Files of attributes (winmail.dat): the item in them, its attachments, and what damage costs.

The reader was tried on the samples that tnefparse 1.4.0 is tested with: files of Outlook 9 to 16 and Exchange.
"""

import random
import struct

import pytest

import fixtures
import leakscan
from fixtures.making.mail import message
from fixtures.making.outlook import BODY, LAST_EDITOR, RTF, Item, plain_rtf
from fixtures.making.pictures import png
from fixtures.making.winmail import winmail
from leakscan.formats.tnef.attributes import NARROW, read_tnef
from tests.formats.reports import codes_of, report_of, rows_of

LEAKY = (fixtures.ROOT / "pivot_cache" / "leaky.xlsx").read_bytes()
REMARK = png((b"tEXt", b"Comment\0ZQ-Remark"))
BOTH = ((1, "Request Desk", "requests@example.org"), (3, "ZQ-Blind-4d5", "blind@example.org"))


def scanned(data: bytes, name: str = "winmail.dat") -> leakscan.Report:
    return report_of(data, name)


def trails(report: leakscan.Report, rule: str) -> list[tuple[str, ...]]:
    return [item.trail for item in report.findings if item.rule.id == rule]


def test_the_item_is_examined_as_outlook_keeps_it() -> None:
    item = Item(
        texts={BODY: "As agreed.", LAST_EDITOR: "ZQ-Editor-6f7"}, recipients=BOTH, named={"x-unit": "ZQ-Unit-7a8"}
    )
    report = scanned(winmail(item))
    assert report.complete
    assert report.source.format == "tnef"
    found = rows_of(report, "mail-header")
    assert ("Blind recipient", "ZQ-Blind-4d5 blind@example.org") in found
    assert ("x-unit", "ZQ-Unit-7a8") in found
    assert ("Last changed by", "ZQ-Editor-6f7") in found
    assert ("Subject", "Your request") in found


def test_what_the_rtf_hides_is_told() -> None:
    item = Item(
        texts={BODY: "As agreed.\r\nZQ-Plain-1b2 only"},
        data={RTF: plain_rtf(r"{\rtf1 As agreed.{\v ZQ-Hidden-2c3}}")},
    )
    assert rows_of(scanned(winmail(item)), "mail-body") == [
        ("plain text", "ZQ-Plain-1b2 only"),
        ("RTF", "ZQ-Hidden-2c3"),
    ]


def test_attachments_are_examined_by_themselves_and_their_paths_are_told() -> None:
    files = (("figures.xlsx", "C:\\Users\\zq.owner\\figures.xlsx", LEAKY), ("a.png", "", REMARK))
    report = scanned(winmail(Item(texts={BODY: "As agreed."}, files=files)))
    assert report.complete
    assert trails(report, "pivot-cache") == [("winmail.dat", "figures.xlsx")]
    assert trails(report, "picture-metadata") == [("winmail.dat", "a.png")]
    assert trails(report, "local-path") == [("winmail.dat", "message.msg")]


def test_a_message_inside_a_message_is_examined() -> None:
    inner = Item(texts={BODY: "a"}, files=(("a.png", "", REMARK),))
    report = scanned(winmail(Item(texts={BODY: "b"}, files=(("inner", "", inner),))))
    assert report.complete
    assert trails(report, "picture-metadata") == [("winmail.dat", "inner", "a.png")]


def test_one_that_a_mail_brings_is_examined_and_a_harmless_one_is_silent() -> None:
    harmless = scanned(message(plain="a\n", files={"winmail.dat": winmail(Item(texts={BODY: "a"}))}), "a.eml")
    assert harmless.complete
    assert [item for item in harmless.findings if item.severity > leakscan.Severity.INFO] == []
    leaky = scanned(message(plain="a\n", files={"winmail.dat": winmail(Item(recipients=BOTH))}), "a.eml")
    assert trails(leaky, "mail-header") == [("a.eml", "winmail.dat", "message.msg"), ("a.eml",)]


def test_narrow_texts_are_in_the_code_page_that_is_named() -> None:
    data = winmail(Item(texts={0x0037: "Caf\u00e9"}))
    read = read_tnef(data)
    (subject,) = (one for one in read.properties if one.tag == 0x0037)
    assert (subject.kind, subject.text(read.code_page)) == (NARROW, "Caf\u00e9")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: data.replace(b"IPM.Note", b"IPM.Nota"), "wrong-checksum"),
        (lambda data: data[:-1], "damaged-message"),
        (lambda data: data + b"ZQ-Behind", "damaged-message"),
        (lambda data: data + struct.pack("<BIIH", 1, 0x0006F123, 0, 0), "not-examined"),
    ],
)
def test_damage_and_what_is_unknown_make_the_report_incomplete(damage: "type[bytes]", code: str) -> None:
    report = scanned(damage(winmail(Item(texts={BODY: "a"}))))
    assert codes_of(report) == [code]
    assert not report.complete


def test_a_list_that_declares_too_much_costs_no_memory() -> None:
    value = struct.pack("<IHHI", 1, 0x101F, 0x3001, 0xFFFFFFFF)
    data = winmail(Item())[:6] + struct.pack("<BII", 1, 0x00069003, len(value)) + value
    data += struct.pack("<H", sum(value) & 0xFFFF)
    assert codes_of(scanned(data)) == ["damaged-message"]


@pytest.mark.parametrize("seed", range(6))
def test_noise_never_fails_inside(seed: int) -> None:
    choice = random.Random(seed)
    whole = winmail(Item(texts={BODY: "a"}, recipients=BOTH, files=(("a.png", "", REMARK),), named={"x": "y"}))
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(choice.randrange(1, 4)):
            data[choice.randrange(6, len(data))] = choice.randrange(256)
        report = scanned(bytes(data))
        assert "internal-error" not in codes_of(report)
