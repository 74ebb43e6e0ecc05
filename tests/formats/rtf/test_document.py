"""RTF files from end to end."""

import struct
import time

import pytest

import fixtures
import leakscan
from fixtures.making.pictures import png
from fixtures.making.rich_text import rich_text
from leakscan.errors import LimitReachedError
from leakscan.formats.rtf.reading import read_rtf
from leakscan.limits import Budget
from tests.formats import reports
from tests.formats.reports import rows_of, rules_of


def report_of(data: bytes, name: str = "letter.rtf") -> leakscan.Report:
    return reports.report_of(data, name)


def lines(text: str, head: str = "") -> list[str]:
    return read_rtf(rich_text(text, head=head)).lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"caf\'e9", "café"),
        (r"caf\u233?", "café"),
        (r"caf\u233\'e9", "café"),
        (r"{\uc2 caf\u233??s}", "cafés"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"a\tab b\emdash c\~d\{e\}", "a\tb\u2014c\u00a0d{e}"),
        (r"{\field{\*\fldinst HYPERLINK a}{\fldrslt shown}} text", "shown text"),
        (r"{\f1\'e9\'f6}", "\u0439\u0446"),
        (r"{\cs15 styled}", "styled"),
        (r"{\mmath{\*\moMath{\mr x=1}}}", "x=1"),
        (r"a{\*\cs15 gone}", "a"),
    ],
)
def test_text_comes_as_word_shows_it(text: str, expected: str) -> None:
    head = r"{\fonttbl{\f1\fcharset204 Arial;}}"
    assert lines(text, head) == [expected]


def test_an_ordinary_document_is_silent_and_complete() -> None:
    head = (
        r"{\stylesheet{\s0 Normal;}{\*\cs10 Default;}}{\*\listtable}{\*\rsidtbl \rsid123}"
        r"{\*\pgdsctbl{\pgdsc0 Page Style;}}{\info{\nofpages1}}"
    )
    report = report_of(rich_text(r"Visits {\b by} quarter", r"{\cf1\highlight2 light on dark}", head=head))
    assert (report.source.format, report.findings, report.problems) == ("rtf", (), ())


def test_changes_name_their_authors_and_keep_what_was_deleted() -> None:
    head = r"{\*\revtbl{Unknown;}{Rosa Pine;}{Ben Marsh;}}"
    moment = (126 << 20) + (3 << 16) + (4 << 11) + (10 << 6) + 30
    report = report_of(
        rich_text(
            rf"Visits {{\deleted\revauthdel1\revdttmdel{moment} ZQ-Gone-1a}} and {{\revised\revauth2 new}}",
            head=head,
        )
    )
    assert rows_of(report, "tracked-deletion")[0][:4] == (
        "deletion",
        "ZQ-Gone-1a",
        "Rosa Pine",
        "2026-03-04T10:30",
    )
    assert rows_of(report, "tracked-change")[0][:3] == ("insertion", "", "Ben Marsh")
    assert {row[0] for row in rows_of(report, "people-named")} == {"Rosa Pine", "Ben Marsh"}


def test_comments_properties_variables_and_paths_are_told_of() -> None:
    head = (
        r"{\info{\author Ada Field}{\operator Ben Marsh}{\company Fieldworks}{\creatim\yr2026\mo3\dy4\hr9\min5}}"
        r"{\*\template C:\\Users\\zq.rosa\\letters.dot}{\*\docvar {Case}{ZQ-Case-2b}}"
        r"{\*\userprops{\propname Ward}\proptype30{\staticval ZQ-Ward-3c}}"
    )
    text = (
        r"Visits{\*\bkmkstart ZQ_Mark}{\*\bkmkend ZQ_Mark}{\*\atnid RP}{\*\atnauthor Rosa Pine}\chatn"
        r"{\*\annotation{\*\atndate 1}{\*\atnref 1}\pard\plain ZQ-Remark-4d}"
    )
    report = report_of(rich_text(text, head=head))
    assert rows_of(report, "document-comment")[0][:3] == ("Rosa Pine", "", "ZQ-Remark-4d")
    assert rows_of(report, "document-variable")[0][:2] == ("Case", "ZQ-Case-2b")
    assert rows_of(report, "bookmark")[0][1] == "ZQ_Mark"
    names = {row[0] for row in rows_of(report, "people-named")}
    assert names == {"Ada Field", "Ben Marsh", "Fieldworks", "Rosa Pine", "zq.rosa"}
    properties = [item for item in report.findings if item.rule.id == "document-properties"]
    told = {row[1]: row[2] for item in properties if item.table is not None for row in item.table.rows()}
    assert (told["created"], told["Ward"]) == ("2026-03-04 09:05", "ZQ-Ward-3c")


def test_linked_files_authors_without_a_comment_and_lines_of_no_height_are_told_of() -> None:
    head = r"{\*\filetbl{\file\fid1 C:\\Users\\zq.rosa\\plan.doc}}"
    text = r"Visits{\*\atnauthor Rosa Pine}{\*\atnauthor Ben Marsh}\par\sl-1\slmult0 ZQ-Low-4c\par\sl-240 shows"
    report = report_of(rich_text(text, head=head))
    assert rows_of(report, "local-path")[0][0] == r"C:\Users\zq.rosa\plan.doc"
    assert {row[0] for row in rows_of(report, "people-named")} == {"Rosa Pine", "Ben Marsh", "zq.rosa"}
    assert [row[1] for row in rows_of(report, "invisible-text")] == ["ZQ-Low-4c"]


def test_letters_that_show_nothing_are_told_of() -> None:
    spelled = "".join(rf"\u{0xDB40 - 65536}?\u{0xDC00 + ord(letter) - 65536}?" for letter in "ZQ-Tag-2e")
    report = report_of(rich_text(rf"Visits{spelled} by quarter"))
    assert [row[1] for row in rows_of(report, "invisible-text")] == ["ZQ-Tag-2e"]


def test_an_unknown_destination_is_recovered_and_a_known_one_of_programs_is_not() -> None:
    report = report_of(rich_text(r"a{\*\zqdest ZQ-Odd-5e{\b inner}}{\*\blipuid 0123abcd}"))
    assert rows_of(report, "markup-remark")[0][1] == "ZQ-Odd-5einner"


def test_pictures_and_objects_are_files_of_their_own() -> None:
    picture = png((b"tEXt", b"Comment\0ZQ-Picture")).hex()
    book = (fixtures.ROOT / "hidden_sheet" / "leaky.xls").read_bytes()
    header = b"".join(struct.pack("<I", len(text)) + text for text in (b"Excel.Sheet.8\0", b"", b""))
    native = struct.pack("<II", 0x501, 2) + header + struct.pack("<I", len(book)) + book
    text = (
        rf"{{\pict\pngblip {picture}}}{{\object\objemb{{\*\objclass Excel.Sheet.8}}{{\*\objdata {native.hex()}}}}}"
    )
    report = report_of(rich_text(text))
    trails = {item.rule.id: item.trail for item in report.findings}
    assert trails["picture-metadata"] == ("letter.rtf", "picture 1")
    assert trails["hidden-sheet"] == ("letter.rtf", "object 1")


def test_a_link_names_its_file() -> None:
    names = (b"Word.Document.8\0", rb"\\zq-server\cases\plan.doc" + b"\0", b"")
    data = struct.pack("<II", 0x501, 1) + b"".join(struct.pack("<I", len(text)) + text for text in names)
    report = report_of(rich_text(rf"{{\object{{\*\objdata {data.hex()}}}}}"))
    assert rows_of(report, "local-path")[0][0] == r"\\zq-server\cases\plan.doc"


def test_bytes_behind_the_document_are_told_of_and_blanks_are_not() -> None:
    assert report_of(rich_text("a") + b"\r\n\0\0").findings == ()
    report = report_of(rich_text("a") + b"ZQ-Behind-6f is left over")
    assert rules_of(report) == {"extra-bytes"}


def test_a_document_that_breaks_off_tells_of_what_came_before() -> None:
    report = report_of(rich_text(r"{\v ZQ-Hidden-7a}")[:-4])
    assert rules_of(report) == {"hidden-text"}
    assert [problem.code for problem in report.problems] == ["damaged-rtf"]


def test_the_name_of_a_word_document_is_no_disguise() -> None:
    assert rules_of(report_of(rich_text("a"), name="letter.doc")) == set()
    assert rules_of(report_of(rich_text("a"), name="letter.pdf")) == {"wrong-extension"}


@pytest.mark.parametrize(
    "inside", [r"{\b" * 90_000, r"{" * 300_000, r"\u1?" * 100_000, r"\bin999999 ", "{\\*\\x" * 50_000]
)
def test_files_that_are_made_to_take_long_do_not(inside: str) -> None:
    started = time.monotonic()
    read_rtf(rich_text(inside))
    assert time.monotonic() - started < 30


ROW = r"\trowd{}\cellx2000\cellx4000 \pard\intbl a\cell {}\cell\row"
SHAPE = r"{{\shp{{\*\shpinst {{\sp{{\sn {}}}{{\sv 1}}}}{{\shptxt \pard ZQ-Way-5d1\par}}}}}}"
STYLES = r"{{\stylesheet{{\s0 Normal;}}{{\*\cs10 Default Paragraph Font;}}{{\s9 {};}}}}"
LISTS = r"{{\*\listtable{{\list{{\listlevel{{\leveltext {};}}{{\levelnumbers;}}}}{{\listname {};}}}}}}"


@pytest.mark.parametrize(
    ("rule", "leaky", "clean"),
    [
        ("invisible-text", r"\li-30000 ZQ-Way-5d1", r"\li-300 ZQ-Way-5d1"),
        ("invisible-text", r"\posx30000\absw100 ZQ-Way-5d1", r"\posx3000\absw3000 ZQ-Way-5d1"),
        ("invisible-text", r"{\charscalex1 ZQ-Way-5d1}", r"{\charscalex80 ZQ-Way-5d1}"),
        ("invisible-text", r"{\expnd-100\expndtw-500 ZQ-Way-5d1}", r"{\expnd-1\expndtw-5 ZQ-Way-5d1}"),
        ("invisible-text", r"{\up6000 ZQ-Way-5d1}", r"{\up6 ZQ-Way-5d1}"),
        ("invisible-text", r"{\fs4 ZQ-Way-5d1}", r"{\fs5 ZQ-Way-5d1}"),
        ("hidden-text", ROW.format(r"\cellx1000\clvmrg", "ZQ-Way-5d1"), ROW.format("", "ZQ-Way-5d1")),
        ("invisible-text", ROW.format(r"\trrh-1", "ZQ-Way-5d1"), ROW.format(r"\trrh1", "ZQ-Way-5d1")),
        (
            "invisible-text",
            ROW.format(r"\cellx1000\clcbpat2", r"{\cf2 ZQ-Way-5d1}"),
            ROW.format(r"\cellx1000\clcbpat2", r"{\cf1 ZQ-Way-5d1}"),
        ),
        ("invisible-text", ROW.format("", r"{\cf1 ZQ-Way-5d1}"), ROW.format(r"\trcbpat2", r"{\cf1 ZQ-Way-5d1}")),
        ("field-code", r"{\xe ZQ-Way-5d1}", r"{\b ZQ-Way-5d1}"),
        ("field-code", r"{\tc ZQ-Way-5d1}", r"{\b ZQ-Way-5d1}"),
        ("markup-remark", r"{\nonshppict ZQ-Way-5d1}", r"{\nonshppict}"),
        ("markup-remark", r"{\*\foo\bin10 ZQ-Way-5d1}", r"{\*\foo\bin0 }"),
        ("markup-remark", rf"{{\*\themedata {b'ZQ-Way-5d1'.hex()}}}", rf"{{\*\themedata {b'PK..'.hex()}}}"),
        ("hidden-shape", SHAPE.format("fHidden"), SHAPE.format("fPrint")),
        ("hidden-text", r"{\uc10\u65 ZQ-Way-5d1}", r"{\uc2\u65 ab}"),
        ("hidden-text", LISTS.format("ZQ-Way-5d1 of a case", ""), LISTS.format("Article", "Names of lists")),
        ("markup-remark", LISTS.format("", "ZQ-Way-5d1 and four words more"), LISTS.format("", "A list")),
        ("markup-remark", STYLES.format("ZQ-Way-5d1 of case 7712345 on"), STYLES.format("Body Text")),
        ("people-named", r"{\*\revtbl{Unknown;}{ZQ-Way-5d1;}}", r"{\*\revtbl{Unknown;}}"),
    ],
)
def test_a_way_of_hiding_is_told_of_and_its_innocent_twin_is_not(rule: str, leaky: str, clean: str) -> None:
    report = report_of(rich_text(leaky))
    told = {item.rule.id for item in report.findings if "ZQ-Way-5d1" in str([x.reveal() for x in item.evidence])}
    assert told == {rule}
    quiet = report_of(rich_text(clean))
    assert (quiet.findings, quiet.problems) == ((), ())


def test_names_of_styles_of_many_words_are_listed_and_a_control_word_too_long_for_one_is_told() -> None:
    (finding,) = report_of(rich_text(STYLES.format("Body Text First Indent"))).findings
    assert (finding.rule.id, finding.severity) == ("markup-remark", leakscan.Severity.INFO)
    (finding,) = report_of(rich_text(r"\askedbyrosapineofthenorthernteam Visits")).findings
    assert [item.reveal() for item in finding.evidence] == ["askedbyrosapineofthenorthernteam"]


def test_binary_data_in_an_unknown_destination_are_not_passed_over() -> None:
    assert not report_of(rich_text(r"{\*\foo\bin4 " + "\x01\x02\x03\x04}")).complete


def test_a_page_may_have_a_colour_of_its_own() -> None:
    page = r"{}{{\*\background{{\shp{{\*\shpinst{{\sp{{\sn fillColor}}{{\sv {}}}}}}}}}}}"
    for shown, fill, rules_told in ((r"\viewbksp1", 0, set[str]()), ("", 0, {"invisible-text"})):
        head = page.format(shown, fill)
        assert rules_of(report_of(rich_text(r"{\cf1 White}", head=head))) == rules_told
    patterned = page.format(r"\viewbksp1", 0).replace(
        "{\\sp{\\sn fillColor}", r"{\sp{\sn fillType}{\sv 3}}{\sp{\sn fillColor}"
    )
    assert rules_of(report_of(rich_text(r"{\cf2 Dark blue}", head=patterned))) == set()


def test_a_text_in_two_spellings_is_read_in_the_newer_one() -> None:
    assert lines(r"{\upr{\*\bkmkstart a}{\*\ud{shown}}}") == ["shown"]


def test_the_time_limit_ends_the_reading() -> None:
    budget = Budget(leakscan.Limits(timeout_seconds=0))
    with pytest.raises(LimitReachedError):
        read_rtf(rich_text("a"), budget)
