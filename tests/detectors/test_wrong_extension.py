import pytest

import fixtures
import leakscan
from leakscan.detectors.package.wrong_extension import wrong_extension
from leakscan.findings import Content
from leakscan.views.archive import DetectedFormat

FOLDER = fixtures.built("wrong_extension")


@pytest.mark.parametrize(
    ("found", "extension"),
    [
        ("xlsx", "xlsx"),
        ("jpeg", "jpg"),
        ("zip", "ods"),
        ("compound file", "xls"),
        ("compound file", "msg"),
        ("xls", "xlt"),
        ("doc", "dot"),
        ("ppt", "pps"),
    ],
)
def test_a_name_that_says_what_is_inside_is_right(found: str, extension: str) -> None:
    assert list(wrong_extension(DetectedFormat(found, extension))) == []


@pytest.mark.parametrize(
    ("found", "extension"),
    [("xlsx", "pdf"), ("xlsx", ""), ("zip", "xlsx"), ("pdf", "docx"), ("docx", "xlsx"), ("xls", "dot")],
)
def test_a_name_that_says_otherwise_is_told_of(found: str, extension: str) -> None:
    assert [hit.content for hit in wrong_extension(DetectedFormat(found, extension))] == [Content.DATA]


def test_a_package_of_no_known_kind_is_said_in_words() -> None:
    (hit,) = wrong_extension(DetectedFormat("opc", "xlsx"))
    assert hit.message == "The content is a package of no known kind, and the name says otherwise."


def test_a_name_of_the_same_family_is_near_enough() -> None:
    assert [hit.content for hit in wrong_extension(DetectedFormat("xlsm", "xlsx"))] == [Content.OWN]


def test_the_content_is_examined_whatever_the_name_says() -> None:
    for path in sorted(FOLDER.glob("leaky*")):
        found = {finding.rule.id for finding in leakscan.scan(path).findings}
        assert {"hidden-sheet", "wrong-extension"} <= found, path.name


def test_the_right_name_gives_nothing() -> None:
    for name in ("clean.xlsx", "clean.csv"):
        assert not leakscan.scan(FOLDER / name).findings
