"""Words that stand among the operators of a page and are not drawn."""

import pytest

import leakscan
from fixtures.making.pdf import Pdf, text
from leakscan.formats.pdf.syntax import read_value
from leakscan.formats.pdf.values import Value


def told(content: str) -> list[str]:
    pdf = Pdf()
    pdf.page(text("Report", 20, 270) + content)
    report = leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True, people=False), name="page.pdf")
    tables = [item.table for item in report.findings if item.rule.id == "private-data"]
    return sorted({str(row[3]) for table in tables if table is not None for row in table.rows()})


@pytest.mark.parametrize(
    "content",
    [
        "(Nobody) pop",
        "(Nobody) q Q",
        "(Nobody) (Report) Tj",
        "[(Nobody) -300 (Nobody)] 0 d",
        "<4e6f626f6479> pop",
        "(No\\142ody) pop",
        "q Nobody Q",
        "BX Nobody EX",
        "BX (Nobody) zork EX",
        "% Nobody\nq Q",
        "/P <</Note(Nobody)>> BDC EMC",
        "/P <</Note<</Inner[(Nobody)]>>>> DP",
        "q BI /W 1 /H 1 /BPC 8 /CS /G ID (\xff EI Q (Nobody) pop",
        "((((Nobody) (Report) Tj",
        "[ " * 500 + "(Nobody) pop",
        "<<<<" * 500 + "(Nobody) pop",
    ],
)
def test_what_no_operator_draws_comes_back(content: str) -> None:
    assert any("Nobody" in words for words in told(content + "\n"))


@pytest.mark.parametrize(
    "content",
    [
        "BT /F1 12 Tf 20 200 Td (Nobody) Tj ET",
        "BT /F1 12 Tf 20 200 Td (No(bo)dy) Tj [(No) -20 (bo\\)dy)] TJ <4e6f> Tj (a) ' 1 0 (b) \" ET",
        "/P <</MCID 0/Lang(en-GB)>> BDC EMC /Span /MC0 BDC EMC",
        "(Report) pop % Report",
        "q 0 gBT/F1 12 Tf ETQ 0 0 m 1 1 lS",
        "[3 2] 0 d 1. -.5 +2 0 0 0 rg /Pattern cs true false null",
        "q BI /W 1 /H 1 /BPC 8 /CS /G ID (Nobody) EI Q",
        "q BI /W 9 /H 1 /BPC 8 /CS /G ID (\x01 EI \x02 Nobody here\x03\x04 EI Q",
        "q BI /W 9 /H 1 /F[/A85 /Fl] ID Gb\nEI(Nobody EI (Nobody~\n>EI Q",
    ],
)
def test_what_is_in_order_or_shows_is_silent(content: str) -> None:
    assert told(content + "\n") == []


@pytest.mark.parametrize("sign", ["(", "[", "<", "<[", "[("])
def test_beginnings_without_ends_are_read_in_one_pass(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(data: bytes, position: int, end: int) -> tuple[Value, int]:
        read.append(1)
        return read_value(data, position, end)

    monkeypatch.setattr("leakscan.formats.pdf.undrawn.read_value", counted)
    told(sign * 5_000)
    assert 0 < len(read) < 200
