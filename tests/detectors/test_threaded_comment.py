import leakscan
from fixtures.making import xlsx
from fixtures.making.parts import add_threaded_comments
from leakscan.detectors.identity.threaded_comment import threaded_comment
from leakscan.findings import Content, Place
from leakscan.views.comments import CommentKind, Comments
from leakscan.views.spreadsheet import Workbook


def test_a_thread_is_counted_once_though_a_note_stands_in_for_it() -> None:
    book = xlsx(sheets={"Cover": [["Total", 12]]})
    add_threaded_comments(
        book, "Cover", [("A1", 0, "ZQ-Asked"), ("A1", 1, "ZQ-Answered")], [("Ada", "a"), ("Ben", "b")]
    )
    report = leakscan.scan(book.to_bytes())
    (finding,) = [item for item in report.findings if item.rule.id == "threaded-comment"]
    assert [item for item in report.findings if item.rule.id == "cell-comment"] == []
    assert finding.table is not None
    assert [(row[1], row[2], row[4]) for row in finding.table.rows()] == [
        ("A1", "Ada", "ZQ-Asked"),
        ("A1", "Ben", "ZQ-Answered"),
    ]


def test_people_whose_threads_are_gone_are_an_empty_hit() -> None:
    gone = Comments(CommentKind.THREAD, Place(part="xl/persons/person.xml"), former_authors=("Ada",))
    (hit,) = threaded_comment(Workbook(comments=[gone]))
    assert hit.content is Content.EMPTY
