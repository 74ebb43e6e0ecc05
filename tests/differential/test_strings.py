"""Shared strings that are taken as whole blocks are those that the parser tells."""

import io

import pytest

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.xlsx.strings import SharedStrings, _StringsHandler, read_strings

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN = "".join(f"<si><t>plain {number}</t></si>" for number in range(40))

ODD = {
    "empty": "<si><t></t></si><si><t/></si><si/><si></si>",
    "blanks": '<si><t xml:space="preserve"> a </t></si><si><t> b </t></si>',
    "references": "<si><t>a &amp;lt; b &#65; &quot;</t></si>",
    "named references": "<si><t>a &amp;amp; &lt;b&gt;</t></si>",
    "escapes": "<si><t>_x0041_</t></si>",
    "other alphabets": "<si><t>ž\u00a0\U0001f600</t></si>",
    "line ends": "<si><t>a\r\nb\n\tc</t></si>",
    "raw >": "<si><t>a>b]] ></t></si>",
    "runs": "<si><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></si>",
    "reading": "<si><t>a</t><rPh sb='0' eb='1'><t>b</t></rPh></si>",
    "comment": "<!-- <si><t>a</t></si> --><si><t>b</t></si>",
    "section": "<si><t><![CDATA[<si><t>a</t></si>]]></t></si>",
    "instruction": "<?x <si><t>a</t></si>?>",
    "text between": "<si><t>a</t></si>lost<si><t>b</t></si>",
    "text twice": "<si><t>a</t><t>b</t></si>",
    "attribute": '<si note="a"><t>b</t></si><si><t note="a">b</t></si>',
    "attribute as text": '<si><t> xml:space="preserve"</t></si>',
    "unknown element": "<other><si><t>a</t></si></other>",
    "string in a string": "<si><t>a</t><si><t>b</t></si></si>",
    "namespace": '<si xmlns="urn:x"><t>a</t></si>',
    "prefix": f'<x:si xmlns:x="{NAMESPACE}"><x:t>a</x:t></x:si>',
    "pretty": "\n<si>\n<t>a</t>\n</si>\n" * 10,
    "control character": "<si><t>a\x01</t></si>",
    "undefined entity": "<si><t>&nope;</t></si>",
    "end of a section": "<si><t>a]]>b</t></si>",
    "never closed": "<si><t>a",
}


def _told(part: bytes, block_bytes: int) -> tuple[object, ...]:
    strings = SharedStrings()
    damage = ""
    try:
        if block_bytes:
            read_strings(io.BytesIO(part), strings, block_bytes=block_bytes)
        else:
            xmlsafe.stream(io.BytesIO(part), _StringsHandler(strings, None))
            strings.finish()
    except FileError as error:
        damage = error.code
    texts = [strings[number] for number in range(len(strings))]
    walker = strings.walker
    assert walker is not None
    told = (damage,) if damage else (texts, list(strings.keys), strings.readings.rows, list(walker.strays.texts))
    return (*told, walker.root)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("block_bytes", [64, 500, 1 << 18])
def test_blocks_of_strings_mean_what_the_parser_tells(name: str, block_bytes: int) -> None:
    part = f'<sst xmlns="{NAMESPACE}">{PLAIN}{ODD[name]}{PLAIN}</sst>'.encode()
    assert _told(part, block_bytes) == _told(part, 0)


def test_plain_strings_are_taken_as_blocks() -> None:
    handler = _StringsHandler(SharedStrings(), None)
    assert handler.take(PLAIN.encode())
    assert not handler.take(ODD["runs"].encode())
