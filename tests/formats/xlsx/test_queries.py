from fixtures.making import Book, xlsx
from fixtures.making.queries import add_mashup, add_part, mashup
from fixtures.making.workbook import MAIN
from leakscan import scan

SLICER = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def book() -> Book:
    return xlsx(sheets={"Cover": [["Total", 12]]})


def test_items_by_number_get_their_captions_from_the_pivot_cache() -> None:
    made = book()
    add_part(
        made,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition xmlns="{MAIN}"><cacheFields><cacheField name="Team"><sharedItems><s v="North"/>'
        '<s v="South"/></sharedItems></cacheField></cacheFields><extLst><ext>'
        f'<x14:pivotCacheDefinition xmlns:x14="{SLICER}" pivotCacheId="77"/></ext></extLst>'
        "</pivotCacheDefinition>",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
        kind="pivotCacheDefinition",
    )
    add_part(
        made,
        "xl/slicerCaches/slicerCache1.xml",
        f'<slicerCacheDefinition xmlns="{SLICER}" name="S" sourceName="Team"><data><tabular pivotCacheId="77">'
        '<items><i x="1" s="1" nd="1"/><i x="9"/></items></tabular></data></slicerCacheDefinition>',
        content_type="application/vnd.ms-excel.slicerCache+xml",
        kind="http://schemas.microsoft.com/office/2007/relationships/slicerCache",
    )
    (finding,) = [item for item in scan(made.to_bytes()).findings if item.rule.id == "slicer-cache"]
    assert finding.severity.value == "info"
    assert finding.table is not None
    assert list(finding.table.rows())[1:] == [("Team", "item without data", "South")]


def test_queries_that_break_off_are_a_problem_and_what_was_read_is_told() -> None:
    made = book()
    whole = mashup('shared Staff = Sql.Database("db01", "hr");')
    add_mashup(made, whole[:-30])
    report = scan(made.to_bytes())
    assert not report.complete
    assert [item.place.part for item in report.problems] == ["customXml/item1.xml"]


def test_queries_without_base64_are_a_problem() -> None:
    made = book()
    add_mashup(made, mashup("shared A = 1;"))
    made.replace(
        "customXml/item1.xml", '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">!</DataMashup>'
    )
    report = scan(made.to_bytes())
    assert [item.message for item in report.problems] == ["the queries are not in Base64"]
