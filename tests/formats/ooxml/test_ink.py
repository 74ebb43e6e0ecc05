"""Strokes of ink in a package: that they are there, when they were drawn, and what stands beside them."""

import pytest

import leakscan
from fixtures.making.document import DOCUMENT, Text
from leakscan import Severity

_INK = (
    '<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"><inkml:definitions><inkml:context xml:id="ctx0">'
    '<inkml:channel name="X" type="integer" max="3840" units="cm"/>'
    '<inkml:timestamp xml:id="ts0" timeString="2016-12-15T14:53:21.380"/></inkml:context></inkml:definitions>{}'
    '<inkml:trace contextRef="#ctx0">43 0 10, 0 0 1, 6 6 1</inkml:trace></inkml:ink>'
)


def finding_of(inside: str) -> leakscan.Finding:
    text = Text("Visits")
    text.add(
        "word/ink/ink1.xml", _INK.format(inside), content_type="application/inkml+xml", related_from=DOCUMENT,
        rel_type="customXml",
    )  # fmt: skip
    with leakscan.scan(text.to_bytes(), name="text.docx") as report:
        assert report.complete
        (found,) = (item for item in report.findings if item.rule.id == "custom-xml")
        assert found.table is not None
        list(found.table.rows())
        return found


def test_strokes_are_told_with_their_time() -> None:
    found = finding_of("")
    assert found.severity is Severity.INFO
    assert found.message == "Strokes of ink are kept, with the time at which they were drawn."


@pytest.mark.parametrize(
    "inside",
    [
        '<inkml:annotation type="author">ZQ Ada Field</inkml:annotation>',
        '<inkml:annotation note="ZQ Ada Field"/>',
        "<!-- ZQ Ada Field -->",
        '<e:emma xmlns:e="http://www.w3.org/2003/04/emma"><e:literal>ZQ Ada Field</e:literal></e:emma>',
    ],
)
def test_words_beside_strokes_are_recovered(inside: str) -> None:
    found = finding_of(inside)
    assert found.severity is not Severity.INFO
    assert any("ZQ Ada Field" in item.reveal() for item in found.evidence)
