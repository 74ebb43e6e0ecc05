"""Values read many at once have the keys of those read one by one."""

import itertools
import random

import numpy as np
import pytest

from leakscan.formats.xlsx.digits import number_keys, text_keys, whole_numbers
from leakscan.views.values import value_key

LETTERS = "0129.e-+ _/:>x,"


def laid_out(texts: list[str]) -> tuple[bytes, "np.ndarray", "np.ndarray", "np.ndarray"]:
    raw = [text.encode() for text in texts]
    data = b"<".join(raw) + bytes(40)
    lengths = np.array([len(text) for text in raw])
    starts = np.cumsum(lengths + 1) - lengths - 1
    words = np.ndarray(len(data) - 8, dtype="<u8", buffer=data, strides=(1,))
    return data, starts, lengths, words[starts]


def few() -> list[str]:
    return ["".join(letters) for count in range(1, 4) for letters in itertools.product(LETTERS, repeat=count)]


def many() -> list[str]:
    chance = random.Random(5)
    return ["".join(chance.choices("0123456789.", k=chance.randint(1, 10))) for _ in range(5000)]


@pytest.mark.parametrize("texts", [few(), many()])
def test_numbers_have_the_keys_that_they_have_one_by_one(texts: list[str]) -> None:
    _, _, lengths, words = laid_out(texts)
    keys, is_number = number_keys(words, lengths)
    told = list(zip(texts, keys.tolist(), is_number.tolist(), strict=True))
    assert [text for text, key, is_one in told if is_one and key != value_key(text)] == []
    plain = [text for text in texts if len(text) <= 8 and text.strip("0123456789") in ("", ".")]
    plain = [text for text in plain if not text.startswith(".") and not text.endswith(".")]
    assert {text for text, _, is_one in told if is_one} == set(plain)


def test_whole_numbers_are_digits_only() -> None:
    _, _, lengths, words = laid_out(["0", "17", "00000001", "99999999"])
    found = whole_numbers(words, lengths)
    assert found is not None
    assert found.tolist() == [0, 17, 1, 99_999_999]
    for text in few():
        _, _, lengths, words = laid_out(["5", text])
        assert (whole_numbers(words, lengths) is not None) is text.isdigit()


def test_texts_have_the_keys_that_they_have_one_by_one() -> None:
    for texts in (
        ["Ada", "x", "long " * 9, "q "],
        ["Ada", "žluť", "17", "\u00a0a", "a\u2003", "ž" * 16, "ž" * 17],
        ["a &amp; b", "c", "_x0041_", "a_x"],
    ):
        data, starts, lengths, _ = laid_out(texts)
        keys, is_odd = text_keys(data, starts, starts + lengths)
        told = zip(texts, keys.tolist(), is_odd.tolist(), strict=True)
        assert [text for text, key, odd in told if not odd and key != value_key(text)] == []
