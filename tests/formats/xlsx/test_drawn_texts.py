"""Texts of shapes over a sheet that nobody sees, and those that everybody does."""

import pytest

from leakscan import xmlsafe
from leakscan.formats.pptx.fills import Fills
from leakscan.formats.xlsx.drawn_texts import unseen_in

WHITE, BLACK, BLUE = (
    f'<a:solidFill><a:srgbClr val="{rgb}"/></a:solidFill>' for rgb in ("FFFFFF", "000000", "0000C0")
)
CLEAR = '<a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill>'
NONE = "<a:noFill/>"
CLIPPED = 'vertOverflow="clip" tIns="99999999"'
COLOUR = "text in the colour of its background"


def sp(number: int, fill: str, run: str = BLACK, *, size: str = "", body: str = "", text: str = "Ada") -> str:
    return (
        f'<sp><nvSpPr><cNvPr id="{number}" name="Box"/></nvSpPr><spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/>{fill}</spPr>'
        f"<txBody><a:bodyPr {body}/><a:p><a:r><a:rPr {size}>{run}</a:rPr>"
        f"<a:t>{text}</a:t></a:r></a:p></txBody></sp>"
    )


def anchor(inside: str, first: int = 2, last: int = 4) -> str:
    corners = "".join(
        f"<{name}><col>{at}</col><colOff>5</colOff><row>{at}</row><rowOff>5</rowOff></{name}>"
        for name, at in (("from", first), ("to", last))
    )
    return f"<twoCellAnchor>{corners}{inside}</twoCellAnchor>"


def found(*anchors: str, is_plain: bool = True) -> list[tuple[str, str]]:
    root = xmlsafe.parse(f'<wsDr xmlns:a="urn:a">{"".join(anchors)}</wsDr>'.encode())
    return [item for items in unseen_in(root, Fills({}, {}), is_plain=is_plain).values() for item in items]


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        (sp(2, WHITE), ""),
        (sp(2, BLUE, WHITE), ""),
        (sp(2, WHITE, WHITE), COLOUR),
        (sp(2, NONE, WHITE), COLOUR),
        (sp(2, BLACK, BLACK), COLOUR),
        (sp(2, WHITE, CLEAR), "text without any colour"),
        (sp(2, WHITE, NONE), "text without any colour"),
        (sp(2, WHITE, size='sz="100"'), "text too small to read"),
        (sp(2, WHITE, size='sz="900"'), ""),
        (sp(2, WHITE, body=CLIPPED), "text in a box too low to show any"),
        (sp(2, WHITE, body='vertOverflow="clip" tIns="45720"'), ""),
        (sp(2, WHITE, body='tIns="99999999"'), ""),
    ],
)
def test_a_text_is_seen_by_its_colour_and_size(shape: str, why: str) -> None:
    assert found(anchor(shape)) == ([(why, "Ada")] if why else [])


def test_white_on_cells_that_may_be_painted_is_not_judged() -> None:
    assert found(anchor(sp(2, NONE, WHITE)), is_plain=False) == []
    assert found(anchor(sp(3, BLUE, text=""), 1, 9), anchor(sp(2, NONE, WHITE))) == []


def test_a_shape_wholly_under_another_is_not_seen() -> None:
    under = [("shape under another shape", "Ada")]
    assert found(anchor(sp(2, WHITE)), anchor(sp(3, WHITE, text=""))) == under
    assert found(anchor(sp(2, WHITE)), anchor(sp(3, WHITE, text=""), 3, 9)) == []
    assert found(anchor(sp(2, WHITE)), anchor(sp(3, NONE, text=""), 1, 9)) == []
    assert found(anchor(sp(3, WHITE, text="")), anchor(sp(2, WHITE))) == []
