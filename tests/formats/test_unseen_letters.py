"""Letters that show nothing, in whatever format they stand."""

import pytest

import leakscan
from fixtures.making import xlsx
from leakscan.formats.unseen_letters import may_spell, unseen_letters


def selectors(text: str) -> str:
    """Return a text in selectors of variants, one for each byte."""
    return "".join(chr(0xFE00 + byte if byte < 16 else 0xE0100 + byte - 16) for byte in text.encode())


def tags(text: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in text)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Visits" + selectors("ZQ Ada"), ["ZQ Ada"]),
        ("Visits" + tags("ZQ Ada"), ["ZQ Ada"]),
        ("\u2764\ufe0f \u8fbb\U000e0101", []),
        ("\U0001f469\u200d\U0001f4bb", []),
        ("Visits" + selectors("\x00\x01\x02"), ["U+FE00 U+FE01 U+FE02"]),
        ("\U0001f3f4" + tags("gbeng"), []),
        ("\u0645\u200b\u0628", []),
        ("Visits", []),
    ],
)
def test_what_they_spell_is_told_and_a_single_one_is_ordinary(text: str, spelled: list[str]) -> None:
    assert [said for _, said in unseen_letters(text)] == spelled
    assert may_spell(text.encode()) or not spelled


def test_every_such_letter_is_known_by_its_bytes() -> None:
    letters = [*range(0xE0020, 0xE007F), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x200B, 0x200E)]
    letters += [*range(0x2060, 0x2065), 0xFEFF, 0x180E]
    assert all(may_spell((chr(letter) * 2).encode()) for letter in letters)
    assert not may_spell("Zoë \u200b and \u200d 1\ufe0f 1".encode())


@pytest.mark.parametrize("is_shared", [True, False])
def test_a_cell_that_ends_in_them_is_told(is_shared: bool) -> None:
    book = xlsx(sheets={"Staff": [["Total" + tags("ZQ-Seen-1a2"), 3]]}, shared=is_shared)
    report = leakscan.scan(book.to_bytes())
    [finding] = [item for item in report.findings if item.rule.id == "markup-remark"]
    assert [item.reveal() for item in finding.evidence] == ["ZQ-Seen-1a2"]
