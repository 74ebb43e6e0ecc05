"""What animations have taken away when they are over."""

import pytest

from leakscan import xmlsafe
from leakscan.formats.pptx.fills import Fills
from leakscan.formats.pptx.shapes import read_shapes
from leakscan.formats.pptx.timing import taken_away, texts_taken

SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def effect(value: str, *, shape: str = "2", target: str = "", attribute: str = "style.visibility") -> str:
    return (
        "<p:par><p:cTn><p:childTnLst><p:set><p:cBhvr><p:cTn/><p:tgtEl>"
        f'<p:spTgt spid="{shape}">{target}</p:spTgt></p:tgtEl><p:attrNameLst><p:attrName>{attribute}</p:attrName>'
        f'</p:attrNameLst></p:cBhvr><p:to><p:strVal val="{value}"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
    )


def paragraphs(first: str, last: str) -> str:
    return f'<p:txEl><p:pRg st="{first}" end="{last}"/></p:txEl>'


def timing(*effects: str, sequence: str = "mainSeq") -> str:
    return (
        f'<p:timing><p:tnLst><p:par><p:cTn nodeType="tmRoot"><p:childTnLst><p:seq><p:cTn nodeType="{sequence}">'
        f"<p:childTnLst>{''.join(effects)}</p:childTnLst></p:cTn></p:seq></p:childTnLst></p:cTn></p:par></p:tnLst>"
        "</p:timing>"
    )


def slide(*effects: str, body: str = "", sequence: str = "mainSeq") -> bytes:
    return f"<p:sld {SPACES}>{body}{timing(*effects, sequence=sequence)}</p:sld>".encode()


HIDE, SHOW = effect("hidden"), effect("visible")
HIDE_SECOND, SHOW_SECOND = (effect(value, target=paragraphs("1", "1")) for value in ("hidden", "visible"))


@pytest.mark.parametrize(
    ("effects", "gone"),
    [
        ((), {}),
        ((SHOW,), {}),
        ((HIDE,), {"2": []}),
        ((SHOW, HIDE), {"2": []}),
        ((HIDE, SHOW), {}),
        ((HIDE, SHOW, HIDE), {"2": []}),
        ((HIDE_SECOND,), {"2": [(1, 1)]}),
        ((HIDE_SECOND, SHOW_SECOND), {}),
        ((HIDE_SECOND, SHOW), {}),
        ((SHOW_SECOND, HIDE), {"2": []}),
        ((HIDE, SHOW_SECOND), {}),
        ((HIDE, effect("visible", shape="3")), {"2": []}),
        ((effect("hidden", attribute="style.textDecorationUnderline"),), {}),
        ((effect("hidden", target="<p:bg/>"),), {}),
        ((effect("hidden", target='<p:graphicEl><a:chart bldStep="series"/></p:graphicEl>'),), {}),
        ((effect("hidden", target=paragraphs("x", "1")),), {}),
    ],
)
def test_what_is_hidden_last_is_gone(effects: tuple[str, ...], gone: dict[str, list[tuple[int, int]]]) -> None:
    assert taken_away(xmlsafe.parse(slide(*effects))) == gone


def test_an_effect_that_waits_for_a_click_on_a_shape_takes_nothing_away() -> None:
    assert taken_away(xmlsafe.parse(slide(HIDE, sequence="interactiveSeq"))) == {}


def test_a_slide_without_animations_loses_nothing() -> None:
    assert taken_away(xmlsafe.parse(f"<p:sld {SPACES}/>".encode())) == {}


def test_the_choice_counts_and_not_what_is_kept_for_older_programs() -> None:
    inner = (
        f'<mc:AlternateContent><mc:Choice Requires="p">{timing(HIDE, SHOW)}</mc:Choice>'
        f"<mc:Fallback>{timing(HIDE)}</mc:Fallback></mc:AlternateContent>"
    )
    assert taken_away(xmlsafe.parse(f"<p:sld {SPACES}>{inner}</p:sld>".encode())) == {}


def box(number: int, *lines: str) -> str:
    text = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" if line else "<a:p/>" for line in lines)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Box {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/>{text}</p:txBody></p:sp>"
    )


def taken(body: str, *effects: str) -> list[list[str] | None]:
    root = xmlsafe.parse(slide(*effects, body=f"<p:cSld><p:spTree>{body}</p:spTree></p:cSld>"))
    gone = taken_away(root)
    shapes = (shape for tree in root.iter("{*}spTree") for shape in read_shapes(tree, Fills({}, {})))
    return [texts_taken(shape, gone) for shape in shapes]


def test_empty_paragraphs_are_counted() -> None:
    assert taken(box(2, "", "ZQ-One-e1a", "Two"), HIDE_SECOND) == [["ZQ-One-e1a"]]


def test_a_range_may_end_behind_the_last_paragraph() -> None:
    assert taken(box(2, "One", "ZQ-Two-8d0"), effect("hidden", target=paragraphs("1", "9"))) == [["ZQ-Two-8d0"]]


def test_a_shape_goes_with_its_group() -> None:
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="2" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{box(3, 'ZQ-In-5f7')}</p:grpSp>"
    )
    assert taken(group + box(4, "Out"), HIDE) == [["ZQ-In-5f7"], None]
