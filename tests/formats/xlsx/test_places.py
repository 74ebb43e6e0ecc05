"""Where tags begin is found four bytes at a time, wherever they stand in the four."""

import random

import numpy as np
import pytest

from leakscan.formats.xlsx.places import PADDING, tag_places


@pytest.mark.parametrize("least", [1, 2, 3, 4, 9])
def test_every_place_is_found(least: int) -> None:
    chance = random.Random(least)
    for _ in range(300):
        data = "".join(
            "<" + "x" * chance.randint(least - 1, least + 3) for _ in range(chance.randint(0, 40))
        ).encode()
        data = b"y" * chance.randint(0, 3) + data
        octets = np.frombuffer(data + PADDING, dtype=np.uint8)
        wanted = [place for place, octet in enumerate(data) if octet == ord("<")]
        assert tag_places(octets, len(data)).tolist() == [*wanted, len(data)]


def test_places_before_a_letter_are_passed_over() -> None:
    data = b"<r><x><r></r><m/><r><r"
    octets = np.frombuffer(data + PADDING, dtype=np.uint8)
    wanted = [
        place for place, octet in enumerate(data) if octet == ord("<") and data[place + 1 : place + 2] != b"r"
    ]
    assert tag_places(octets, len(data), passing="r").tolist() == [*wanted, len(data)]
