"""Shared strings, in memory and in a temporary file."""

import io
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.errors import FileError
from leakscan.formats.xlsx import strings as module
from leakscan.formats.xlsx.strings import BLANK, EMPTY, SharedStrings, read_strings
from leakscan.views.values import value_key
from tests.formats.xlsx.notation import MAIN


@pytest.fixture(params=[2, 50_000], autouse=True)
def _few_held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_HELD_STRINGS", request.param)
    monkeypatch.setattr(module, "_BLOCK_STRINGS", 3)
    monkeypatch.setattr(module, "_CACHED_BLOCKS", 2)


def read(items: str) -> SharedStrings:
    strings = SharedStrings()
    read_strings(io.BytesIO(f'<sst xmlns="{MAIN}">{items}</sst>'.encode()), strings)
    return strings


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=20), st.randoms(use_true_random=False))
def test_strings_come_back_in_any_order(texts: list[str], shuffler: Random) -> None:
    strings = SharedStrings()
    for text in texts:
        strings.append(text)
    strings.finish()
    numbers = list(range(len(texts))) * 2
    shuffler.shuffle(numbers)
    assert [strings[number] for number in numbers] == [texts[number] for number in numbers]
    assert len(strings) == len(texts)
    strings.close()


@pytest.mark.parametrize("held", [0, 1 << 20])
def test_strings_come_back_together(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.formats.xlsx.strings._HELD_STRINGS", held)
    texts = [
        ["Ada", "", "Łukasz", "x" * 200, "\ud800", "\0a\0", "\ud83d\ude00"][number % 7 if number > 64 else 0]
        for number in range(200)
    ]
    strings = SharedStrings()
    for text in texts:
        strings.append(text)
    strings.finish()
    for start, end in ((0, 200), (0, 0), (64, 64), (65, 65), (200, 200), (3, 5), (60, 130), (64, 128), (199, 200)):
        assert strings.between(start, end) == texts[start:end]
    strings.close()


def test_a_number_beyond_the_last_is_an_error() -> None:
    strings = read("<si><t>Ada</t></si>")
    for number in (1, -1):
        with pytest.raises(IndexError):
            strings[number]


def test_rich_text_is_one_string_and_its_phonetic_reading_is_not_of_it() -> None:
    strings = read(
        '<si><r><t>To</t></r><r><t xml:space="preserve">kyo </t></r><rPh sb="0" eb="1"><t>ZQ</t></rPh></si>'
    )
    assert strings[0] == "Tokyo "


def test_escapes_are_resolved() -> None:
    assert read("<si><t>a_x000D_b_x005F_x0041_</t></si>")[0] == "a\rb_x0041_"


def test_empty_and_blank_strings_are_told_apart() -> None:
    strings = read("<si><t/></si><si><t> </t></si><si><t>Ada</t></si><si/>")
    assert list(strings.keys) == [EMPTY, BLANK, value_key("Ada"), EMPTY]


def test_what_came_before_the_damage_is_there() -> None:
    strings = SharedStrings()
    with pytest.raises(FileError):
        read_strings(io.BytesIO(f'<sst xmlns="{MAIN}"><si><t>Ada</t></si><si><t>Be'.encode()), strings)
    assert [strings[number] for number in range(len(strings))] == ["Ada"]
