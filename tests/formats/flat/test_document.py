import leakscan
from tests.scanned import files, report_of

FLAT = next(path for path in files("tracked_deletion", "leaky") if path.suffix == ".xml")


def test_a_flat_package_is_examined_as_the_package_it_stands_for() -> None:
    report = report_of(FLAT)
    (finding,) = [item for item in report.findings if item.rule.id == "tracked-deletion"]
    assert report.source.format == "flat package"
    assert finding.trail[1:] == ("package",)
    assert finding.table is not None
    assert [row[1] for row in finding.table.rows()] == ["ZQ-Flat-6a9"]
    assert report.complete


def with_binary(part: str, text: str) -> bytes:
    """Return the flat package with one more part, as Base64."""
    data = f"<pkg:binaryData>{text}</pkg:binaryData>"
    more = f'<pkg:part pkg:name="{part}" pkg:contentType="text/plain">{data}</pkg:part>'
    return FLAT.read_bytes().replace(b"</pkg:package>", more.encode() + b"</pkg:package>")


def test_content_that_is_no_base64_makes_the_report_incomplete() -> None:
    report = leakscan.scan(with_binary("/x.bin", "?!"), name="x.xml")
    assert [problem.code for problem in report.problems] == ["damaged-data"]
    assert not report.complete


def test_a_part_in_base64_is_read() -> None:
    report = leakscan.scan(with_binary("/word/left.txt", "WlEtTGVmdC0xMjM="), name="x.xml")
    assert "orphan-part" in {finding.rule.id for finding in report.findings}


def test_remarks_around_the_parts_are_told_of() -> None:
    data = FLAT.read_bytes().replace(b"</pkg:package>", b"<!-- ZQ-Remark-4b8 --></pkg:package>")
    report = leakscan.scan(data, name="x.xml")
    assert report.complete
    (finding,) = [item for item in report.findings if item.rule.id == "markup-remark"]
    assert [item.reveal() for item in finding.evidence] == ["ZQ-Remark-4b8"]
