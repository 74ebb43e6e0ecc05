import leakscan
from fixtures.making import xlsx
from fixtures.making.pictures import png, stripes
from fixtures.making.shown import add_pictures
from leakscan import Severity


def found(data: bytes, *, is_used: bool) -> list[Severity]:
    book = xlsx(sheets={"Cover": [["Visits", 12]]})
    drawing = add_pictures(book, "Cover", stripes(), {})
    rid = book.add("xl/media/image2.png", data, content_type="image/png", related_from=drawing, rel_type="image")
    if is_used:
        book.edit(drawing, "<xdr:clientData/>", f'<a:blip r:link="{rid}"/><xdr:clientData/>')
    report = leakscan.scan(book.to_bytes())
    return [item.severity for item in report.findings if item.rule.id == "unused-picture"]


def test_a_picture_whose_relationship_nothing_mentions_is_unused() -> None:
    assert found(png(), is_used=False) == [Severity.MEDIUM]


def test_any_mention_is_a_use() -> None:
    assert found(png(), is_used=True) == []


def test_the_same_picture_on_a_page_covers_it() -> None:
    assert found(stripes(), is_used=False) == [Severity.INFO]
