"""What the file holds and the document does not use, through the public face."""

import struct
import zlib

import pytest

import leakscan
from fixtures.making.pdf import Pdf, stream_body, text

LIST = "Name,Number\n" + "".join(f"ZQ-Person-{number:03d},07700 900{number:03d}\n" for number in range(300))
SECRET = "ZQ-Orphan-5d1 was here"
MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> "
    "endcodespacerange 1 beginbfrange <41> <5a> <0041> endbfrange endcmap end end"
)


def scanned(data: bytes) -> leakscan.Report:
    return leakscan.scan(data, leakscan.Options(strict=True), name="report.pdf")


def told(report: leakscan.Report) -> dict[str, str]:
    """Return the severity of each rule that found something."""
    return {finding.rule.id: finding.severity.name for finding in report.findings}


def rows(report: leakscan.Report, rule: str) -> list[str]:
    """Return the last column of the tables of a rule's findings."""
    return [
        str(row[-1])
        for finding in report.findings
        if finding.rule.id == rule and finding.table is not None
        for row in finding.table.rows()
    ]


def page(words: str = "Report") -> Pdf:
    pdf = Pdf()
    pdf.page(text(words, 20, 270))
    return pdf


@pytest.mark.parametrize(
    ("data", "entries"),
    [
        (LIST.encode(), ""),
        (zlib.compress(LIST.encode()), "/Filter/FlateDecode"),
        (LIST.encode("utf-16"), ""),
        (LIST.encode("utf-16-be"), ""),
        (LIST.encode(), "/N 3/Alternate/DeviceRGB"),
        (LIST.encode(), "/Length1 9000"),
    ],
)
def test_a_list_in_a_stream_that_nothing_refers_to_is_recovered_whole(data: bytes, entries: str) -> None:
    pdf = page()
    pdf.stream(data, entries)
    report = scanned(pdf.to_bytes())
    assert report.complete
    assert told(report) == {"unused-object": "MEDIUM"}
    found = rows(report, "unused-object")
    assert len(found) == 301
    assert found[-1] == "ZQ-Person-299,07700 900299"


@pytest.mark.parametrize(
    ("data", "entries"),
    [
        ("q 1 0 0 1 5 5 cm 0 0 100 20 re f Q\n" * 20, ""),
        (MAP, ""),
        ("{ 1 exch sub dup mul }", ""),
        (b"\0\1\0\0\0\x0c\0\x80" + bytes(2000), ""),
        (b"".join(bytes([grey]) * 3 for grey in range(256)), ""),
        (bytes(range(0, 256, 8)), "/S 12"),
    ],
)
def test_what_only_serves_pages_is_told_without_alarm(data: str | bytes, entries: str) -> None:
    pdf = page()
    pdf.stream(data, entries)
    report = scanned(pdf.to_bytes())
    assert report.complete
    assert told(report) == {"unused-object": "INFO"}


@pytest.mark.parametrize(
    ("rest", "severity"), [("0.0000 0.0000 1.0000 rg", "INFO"), ("0.0000 0.0000 1.0000 Grant of Ada", "MEDIUM")]
)
def test_operators_of_damaged_content_are_no_text_and_leave_the_report_incomplete(
    rest: str, severity: str
) -> None:
    pdf = page()
    pdf.stream(b"54.0000 157.0984 86.5394\xfe86.5394 re\n\0\1/Pattern cs /Pat2 scn\n" + rest.encode())
    report = scanned(pdf.to_bytes())
    assert not report.complete
    assert told(report) == {"unused-object": severity}
    assert not any("nothing but what serves" in finding.message for finding in report.findings)


def test_bytes_of_an_unknown_kind_that_nothing_refers_to_are_not_examined() -> None:
    pdf = page()
    pdf.stream(b"".join(struct.pack("<d", number**0.5) for number in range(900)))
    assert not scanned(pdf.to_bytes()).complete


def test_a_file_in_a_stream_that_nothing_refers_to_is_examined_by_its_own_rules() -> None:
    pdf = page()
    pdf.stream(page("ZQ-Inner-2b7").to_bytes())
    report = scanned(pdf.to_bytes())
    assert report.complete
    assert told(report) == {"unused-object": "MEDIUM", "embedded-file": "MEDIUM"}


def test_content_in_codes_of_a_font_is_read_with_the_font_of_a_page() -> None:
    pdf = Pdf()
    codes = "".join(f"<{65 + place:02x}> <{ord(letter):04x}>\n" for place, letter in enumerate("abcdefghij"))
    unicodes = pdf.stream(
        MAP.replace("1 beginbfrange <41> <5a> <0041> endbfrange", f"10 beginbfchar {codes}endbfchar")
    )
    font = pdf.add(
        "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Foo/FirstChar 65/LastChar 74/Widths[" + "500 " * 10 + "]"
        f"/ToUnicode {unicodes} 0 R>>"
    )
    pdf.page("BT /C0 12 Tf 20 200 Td <41424344> Tj ET", resources=f"/Font<</C0 {font} 0 R>>")
    pdf.stream("BT /C0 12 Tf 20 200 Td <4541424548> Tj ET")
    report = scanned(pdf.to_bytes())
    assert report.complete
    assert rows(report, "unused-object") == ["eabeh"]


@pytest.mark.parametrize("kind", ["pattern", "glyph", "form"])
@pytest.mark.parametrize("is_used", [False, True])
def test_words_in_resources_that_no_content_uses_are_left_over(kind: str, is_used: bool) -> None:
    pdf = Pdf()
    inner = f"/Resources<</Font<</F1 {pdf.font} 0 R>>>>"
    if kind == "pattern":
        held = pdf.stream(
            text(SECRET, 5, 5),
            f"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 200 50]/XStep 200/YStep 50{inner}",
        )
        resources, use = f"/Pattern<</P {held} 0 R>>", "/Pattern cs /P scn 0 0 200 50 re f"
    elif kind == "form":
        held = pdf.stream(text(SECRET, 5, 5), f"/Type/XObject/Subtype/Form/BBox[0 0 200 50]{inner}")
        resources, use = f"/XObject<</P {held} 0 R>>", "/P Do"
    else:
        glyph = pdf.stream("900 0 d0 " + text(SECRET, 5, 5))
        held = pdf.add(
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 900 900]/FontMatrix[.01 0 0 .01 0 0]/FirstChar 97/LastChar 97"
            f"/Widths[900]/Encoding<</Differences[97/a]>>/CharProcs<</a {glyph} 0 R>>{inner}>>"
        )
        resources, use = f"/Font<</F1 {pdf.font} 0 R/P {held} 0 R>>", "BT /P 1 Tf 5 5 Td (a) Tj ET"
    pdf.page(text("Report", 20, 270) + (use if is_used else ""), resources=resources)
    report = scanned(pdf.to_bytes())
    assert (rows(report, "unused-object") == [SECRET]) is not is_used


@pytest.mark.parametrize("joint", [b"", b"\n"])
def test_two_files_joined_show_the_last_one_and_the_first_is_told_of(joint: bytes) -> None:
    report = scanned(page(SECRET).to_bytes() + joint + page().to_bytes())
    assert told(report)["unused-object"] == "MEDIUM"
    assert SECRET in rows(report, "unused-object")
    assert {problem.code for problem in report.problems} == {"damaged-pdf"}


def test_an_object_written_twice_is_told_of_where_the_table_leads_nowhere() -> None:
    pdf = page()
    data = pdf.to_bytes()
    number = pdf.pages[0] - 1
    twice = b"%d 0 obj\n%s\nendobj\n%d 0 obj" % (number, stream_body(text(SECRET, 20, 200)), number)
    report = scanned(data.replace(b"%d 0 obj" % number, twice, 1))
    assert rows(report, "unused-object") == [SECRET]
    assert not report.complete


def test_a_page_beyond_the_count_of_the_page_tree_is_told_of() -> None:
    pdf = page()
    pdf.page(text(SECRET, 20, 270))
    data = pdf.to_bytes()
    report = scanned(data.replace(b"/Count 2", b"/Count 1"))
    assert rows(report, "unused-object") == [SECRET]
    assert told(scanned(data)) == {}


@pytest.mark.parametrize("tree", ["Templates", "Pages"])
@pytest.mark.parametrize("kind", ["Page", "Template"])
def test_a_page_that_only_a_name_leads_to_is_told_of(tree: str, kind: str) -> None:
    pdf = page()
    number = pdf.page(text(SECRET, 20, 270))
    pdf.pages.pop()
    pdf.set(number, pdf.page_body(number - 1).replace("/Type/Page/", f"/Type/{kind}/"))
    pdf.catalogue["Names"] = f"<</{tree}<</Names[(one) {number} 0 R]>>>>"
    report = scanned(pdf.to_bytes())
    assert told(report) == {"unused-object": "MEDIUM"}
    assert rows(report, "unused-object") == [SECRET]


def packed(objects: dict[int, str], *, listed: dict[int, int] | None = None, beside: str = "") -> bytes:
    """Return a file whose table is a stream and whose objects from 10 on are packed in object 9.

    Args:
        objects: what is packed, by number.
        listed: the position of each object that the table lists.
        beside: what stands behind the last packed object.
    """
    head, body = "", ""
    for number, value in objects.items():
        head += f"{number} {len(body)} "
        body += f"{value} "
    body = body.rstrip() + beside
    shown = text("Report", 20, 270)
    plain: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R/Lang 10 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        4: stream_body(shown),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        9: stream_body(head + body, f"/Type/ObjStm/N {len(objects)}/First {len(head)}"),
    }
    data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    table = {0: struct.pack(">BHB", 0, 0, 0)}
    for number, held in plain.items():
        table[number] = struct.pack(">BHB", 1, len(data), 0)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    for number, position in (listed or {10: 0}).items():
        table[number] = struct.pack(">BHB", 2, 9, position)
    at = len(data)
    table[20] = struct.pack(">BHB", 1, at, 0)
    index = " ".join(f"{number} 1" for number in sorted(table))
    rows_ = b"".join(held for _, held in sorted(table.items()))
    data += b"20 0 obj\n%s\nendobj\n" % stream_body(
        rows_, f"/Type/XRef/W[1 2 1]/Index[{index}]/Size 21/Root 1 0 R"
    )
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % at)


def test_packed_objects_that_are_listed_are_in_order() -> None:
    report = scanned(packed({10: "(en)"}))
    assert report.complete
    assert told(report) == {}


def test_a_packed_object_that_no_table_lists_is_told_of() -> None:
    report = scanned(packed({10: "(en)", 11: f"<</Note({SECRET})>>"}))
    assert rows(report, "unused-object") == [SECRET]


@pytest.mark.parametrize(("beside", "expected"), [(f" ({SECRET})", [f"({SECRET})"]), ("  \n", [])])
def test_what_stands_behind_packed_objects_is_told_of(beside: str, expected: list[str]) -> None:
    report = scanned(packed({10: "(en)"}, beside=beside))
    assert rows(report, "extra-bytes") == expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [(SECRET.encode(), [SECRET]), (b"\r\n", []), (b"endstream\rendobj\r12 0 obj <<", []), (b"\x07\x1b\x02", [])],
)
@pytest.mark.parametrize("is_picture", [False, True])
def test_what_stands_behind_packed_data_is_told_of(behind: bytes, expected: list[str], is_picture: bool) -> None:
    pdf = Pdf()
    shown = text("Report", 20, 270)
    if is_picture:
        pixels = pdf.stream(
            zlib.compress(bytes(range(40)) * 30) + behind,
            "/Type/XObject/Subtype/Image/Width 40/Height 30/ColorSpace/DeviceGray/BitsPerComponent 8"
            "/Filter/FlateDecode",
        )
        pdf.page(shown + "q 50 0 0 50 9 9 cm /Im Do Q", resources=f"/XObject<</Im {pixels} 0 R>>")
    else:
        pdf.page("")
        pdf.set(pdf.pages[0] - 1, stream_body(zlib.compress(shown.encode()) + behind, "/Filter/FlateDecode"))
    assert rows(scanned(pdf.to_bytes()), "extra-bytes") == expected


@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize(("behind", "expected"), [(SECRET.encode(), [SECRET]), (bytes(range(40)), [])])
def test_what_stands_behind_the_rows_of_a_picture_is_told_of(
    behind: bytes, expected: list[str], is_packed: bool
) -> None:
    pdf = Pdf()
    rows_of_pixels = bytes(range(40)) * 30 + behind
    entries = "/Type/XObject/Subtype/Image/Width 40/Height 30/ColorSpace/DeviceGray/BitsPerComponent 8"
    if is_packed:
        pixels = pdf.stream(zlib.compress(rows_of_pixels), entries + "/Filter/FlateDecode")
    else:
        pixels = pdf.stream(rows_of_pixels, entries)
    pdf.page(text("Report", 20, 270) + "q 50 0 0 50 9 9 cm /Im Do Q", resources=f"/XObject<</Im {pixels} 0 R>>")
    assert rows(scanned(pdf.to_bytes()), "extra-bytes") == expected
