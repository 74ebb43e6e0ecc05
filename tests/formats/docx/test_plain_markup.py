"""Parts whose written form proves that nothing is left of them: never where the sweep of elements tells."""

import pytest
from lxml import etree

from leakscan.formats.docx import leftovers as module
from leakscan.formats.docx.leftovers import leftovers

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PARAGRAPH = (
    '<w:p w:rsidR="00A1B2C3" w14:paraId="0A1B2C3D"><w:r><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:r></w:p>'
)
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NUMBER = f'<wp:posOffset xmlns:wp="{WP}">{{}}</wp:posOffset>'

PLAIN = {
    "ordinary": PARAGRAPH,
    "a drawing that declares its name space twice": 2 * f'<a:ext xmlns:a="{A}" cx="12"/>',
    "a link that there is": f'<w:hyperlink xmlns:r="{R}" r:id="rId1"/>',
    "a number as text": NUMBER.format("123"),
    "blanks": "<w:p>\n  <w:r/>\n</w:p>\n",
}
TOLD = {
    "text": PARAGRAPH + "<w:p>ZQ</w:p>",
    "text behind an element": "<w:p/>ZQ",
    "text that looks like a number of a save": '<w:p> w:rsidR="00A1B2C3"</w:p>',
    "text in a section": "<w:p><![CDATA[<w:p/>ZQ]]></w:p>",
    "a remark": "<w:p><!--ZQ--></w:p>",
    "an instruction": "<w:p><?zq ZQ?></w:p>",
    "an unknown element": "<w:p><w:zq/></w:p>",
    "an unknown attribute": '<w:p w:zq="1"/>',
    "an attribute of no name space": '<w:p zq="1"/>',
    "a value": '<w:jc w:val="ZQ Name"/>',
    "a value with an entity": '<w:jc w:val="ZQ &amp; Name"/>',
    "a value beside a number of a save": '<w:p w:rsidR="00A1B2C3" w:rsidRPr="ZQ Name"/>',
    "a prefix that means something else": '<w:p><w:p xmlns:w="urn:zq"/></w:p>',
    "a default name space": '<w:p><p xmlns="urn:zq"/></w:p>',
    "an element of no name space": "<w:p><p/></w:p>",
    "a link that there is not": f'<w:hyperlink xmlns:r="{R}" r:id="rId7"/>',
    "an unknown prefix": f'<w:p xmlns:mc="{MC}" mc:Ignorable="zq"/>',
    "words where a number stands": NUMBER.format("ZQ Name"),
    "a number where words stand": "<w:p>123</w:p>",
}


def _root(body: str) -> "etree._Element":
    text = f'<w:document xmlns:w="{W}" xmlns:w14="{W14}"><w:body>{body}</w:body></w:document>'
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))


def _told(body: str, monkeypatch: pytest.MonkeyPatch, *, is_swept: bool) -> list[tuple[str, str]]:
    with monkeypatch.context() as patch:
        if is_swept:
            patch.setattr(module._Sweep, "proves_plain", lambda *_: False)
        return list(leftovers(_root(body), {"rId1"}, set()).texts)


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_part_is_proved_plain(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):  # the second time by what is known
        monkeypatch.setattr(module._Sweep, "look", None)
        assert not leftovers(_root(PLAIN[name]), {"rId1"}, set()).texts


@pytest.mark.parametrize("name", TOLD)
def test_what_the_sweep_tells_is_never_proved_plain(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _told(PARAGRAPH, monkeypatch, is_swept=False)  # so that its tags are known
    swept = _told(TOLD[name], monkeypatch, is_swept=True)
    assert swept
    assert _told(TOLD[name], monkeypatch, is_swept=False) == swept


def test_a_link_known_in_one_part_is_not_known_in_another() -> None:
    body = PLAIN["a link that there is"]
    assert not leftovers(_root(body), {"rId1"}, set()).texts
    assert leftovers(_root(body), set(), set()).texts


@pytest.mark.parametrize(
    "beginning",
    [
        f'<w:styles xmlns:w="{W}">ZQ Name',
        f'<w:styles xmlns:w="{W}" zq="ZQ Name">',
        f'<w:styles xmlns:w="{W}" w:zq="ZQ Name">',
        f'<w:styles xmlns:w="{W}" xmlns:mc="{MC}" mc:Ignorable="zq">',
    ],
)
def test_the_root_itself_is_looked_at(beginning: str) -> None:
    root = etree.fromstring(f"{beginning}<w:docDefaults/></w:styles>".encode())
    assert leftovers(root, set(), set()).texts
