import leakscan
from fixtures.making import xlsx
from fixtures.making.document import Text, deletion, paragraph
from fixtures.making.metafiles import emf
from fixtures.making.metafiles import text as words
from fixtures.preview_text.make import add_picture, add_thumbnail
from leakscan import Severity
from leakscan.detectors.cached.preview_text import preview_text
from leakscan.findings import Confidence, Content, Place
from leakscan.views.pictures import Picture, Showing


def picture(showing: Showing, unseen: list[str] | None) -> Picture:
    return Picture(
        Place(part="image1.emf"),
        "EMF picture",
        1,
        showing=showing,
        texts=["Dear Reader"],
        words=2,
        unseen_words=unseen,
    )


def test_a_picture_on_a_page_shows_its_text() -> None:
    assert list(preview_text(picture(Showing.PAGE, None))) == []


def test_text_that_stands_elsewhere_is_covered() -> None:
    (hit,) = preview_text(picture(Showing.THUMBNAIL, []))
    assert hit.content is Content.COVERED
    (hit,) = preview_text(picture(Showing.THUMBNAIL, ["reader"]))
    assert (hit.content, hit.counts.not_visible) == (Content.DATA, 1)


def test_what_could_not_be_compared_is_possible() -> None:
    (hit,) = preview_text(picture(Showing.UNUSED, None))
    assert hit.confidence is Confidence.POSSIBLE


def test_words_of_a_longer_cell_count_as_visible_and_numbers_as_unknown() -> None:
    book = xlsx(sheets={"Cover": [["The rounds of the North ward", 1234.5]]})
    add_thumbnail(book, "emf", emf(words("North ward"), words("1,234.50", 20), words("ZQ-Old", 30)))
    (finding,) = (item for item in leakscan.scan(book.to_bytes()).findings if item.rule.id == "preview-text")
    assert (finding.severity, finding.counts.not_visible) == (Severity.MEDIUM, 1)
    assert finding.table is not None
    assert [row[1] for row in finding.table.rows()] == ["North ward", "1,234.50", "ZQ-Old"]


def test_what_a_picture_on_a_sheet_draws_is_visible() -> None:
    book = xlsx(sheets={"Cover": [["Visits"]]})
    add_picture(book, "Cover", emf(words("Ward")))
    add_thumbnail(book, "emf", emf(words("Ward")))
    found = [item for item in leakscan.scan(book.to_bytes()).findings if item.rule.id == "preview-text"]
    assert [item.severity for item in found] == [Severity.INFO]


def test_text_of_a_document_is_visible_however_its_runs_divide_it_but_not_what_was_deleted() -> None:
    text = Text("<w:p><w:r><w:t>North wa</w:t></w:r><w:r><w:t>rd</w:t></w:r></w:p>", paragraph(deletion("Secret")))
    text.add(
        "docProps/thumbnail.emf",
        emf(words("North ward"), words("Secret", 20)),
        content_type="image/x-emf",
        related_from="",
        rel_type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    )
    (finding,) = (item for item in leakscan.scan(text.to_bytes()).findings if item.rule.id == "preview-text")
    assert finding.counts.not_visible == 1
