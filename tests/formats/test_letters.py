"""Letters that show nothing."""

from collections.abc import Callable

import pytest

import leakscan
from fixtures.making import xlsx
from leakscan.formats.letters import unseen_letters

SAID = "text in letters that show nothing"


def tagged(text: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in text)


def selected(text: str) -> str:
    return "".join(chr(0xFE00 + byte if byte < 16 else 0xE00F0 + byte) for byte in text.encode())


@pytest.mark.parametrize("write", [tagged, selected])
def test_what_such_letters_spell_is_told(write: Callable[[str], str]) -> None:
    assert list(unseen_letters("Total" + write("ZQ-Seen-1a2"))) == [(SAID, "ZQ-Seen-1a2")]


@pytest.mark.parametrize(
    "text", ["\U0001f3f4" + tagged("gbeng"), "\u2764\ufe0f\u2764\ufe0f", "\u0645\u200b\u0628", "Ada"]
)
def test_flags_hearts_and_blanks_without_width_spell_nothing(text: str) -> None:
    assert list(unseen_letters(text)) == []


@pytest.mark.parametrize("is_shared", [True, False])
def test_a_cell_that_ends_in_them_is_told(is_shared: bool) -> None:
    book = xlsx(sheets={"Staff": [["Total" + tagged("ZQ-Seen-1a2"), 3]]}, shared=is_shared)
    report = leakscan.scan(book.to_bytes())
    [finding] = [item for item in report.findings if item.rule.id == "markup-remark"]
    assert [item.reveal() for item in finding.evidence] == ["ZQ-Seen-1a2"]
