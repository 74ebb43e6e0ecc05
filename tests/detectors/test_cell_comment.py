import pytest

from leakscan.detectors.identity.cell_comment import cell_comment
from leakscan.findings import Access, Content, Place
from leakscan.views.comments import Comment, CommentKind, Comments
from leakscan.views.spreadsheet import Workbook
from leakscan.views.values import value_key


def workbook(*texts: str, shows: bool | None = True, kind: CommentKind = CommentKind.NOTE) -> Workbook:
    comments = Comments(kind, Place(part="xl/comments1.xml"), sheet_is_visible=shows)
    comments.items = [Comment(Place(cells="A1"), "Ada Field", text) for text in texts]
    return Workbook(comments=[comments])


def test_notes_of_a_sheet_are_one_hit_with_their_texts() -> None:
    (hit,) = cell_comment(workbook("ZQ-One", "ZQ-Two", "ZQ-One"))
    assert [item.reveal() for item in hit.evidence] == ["ZQ-One", "ZQ-Two", "ZQ-One"]
    assert (hit.counts.values, hit.counts.distinct_values, hit.counts.not_visible) == (3, 2, 2)


@pytest.mark.parametrize(
    ("shows", "access"), [(True, Access.ONE_CLICK), (False, Access.IN_APP), (None, Access.PACKAGE)]
)
def test_where_the_notes_are_decides_who_reaches_them(shows: bool | None, access: Access) -> None:
    (hit,) = cell_comment(workbook("ZQ-One", shows=shows))
    assert hit.access is access


def test_text_that_also_stands_in_a_cell_is_no_news() -> None:
    book = workbook("ZQ-One")
    book.visible.add(value_key("ZQ-One"))
    (hit,) = cell_comment(book)
    assert hit.counts.not_visible == 0


def test_notes_without_text_are_empty() -> None:
    (hit,) = cell_comment(workbook("", " "))
    assert hit.content is Content.EMPTY


def test_threads_are_left_to_their_own_rule() -> None:
    assert list(cell_comment(workbook("ZQ-One", kind=CommentKind.THREAD))) == []
