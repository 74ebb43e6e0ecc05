"""Embedding a file lengthens the trail of its own findings and changes nothing else about them."""

import gzip
import io
import random
import tarfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest

import fixtures
import leakscan
from fixtures.making import Entry, zip_bytes
from fixtures.making.mail import message
from fixtures.making.outlook import BODY, Item
from fixtures.making.seven_zip import seven_zip
from fixtures.making.signing import certificate, signed
from fixtures.making.winmail import winmail

LEAKY = (fixtures.ROOT / "pivot_cache" / "leaky.xlsx").read_bytes()
LEVELS = 5


@dataclass(frozen=True)
class Wrapped:
    """A file around another: its bytes, the ending of its name, and the names that lead to the other."""

    data: bytes
    ending: str
    steps: tuple[str, ...]


def in_zip(name: str, data: bytes) -> Wrapped:
    return Wrapped(zip_bytes([Entry(name="a.txt", data=b"a\n"), Entry(name=name, data=data)]), "zip", (name,))


def in_seven_zip(name: str, data: bytes) -> Wrapped:
    made = seven_zip({"a.txt": b"a\n", name: data}, is_packed=True, has_packed_header=True)
    return Wrapped(made, "7z", (name,))


def in_stored_seven_zip(name: str, data: bytes) -> Wrapped:
    return Wrapped(seven_zip({name: data}), "7z", (name,))


def in_tar(name: str, data: bytes) -> Wrapped:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return Wrapped(made.getvalue(), "tar", (name,))


def in_gzip(name: str, data: bytes) -> Wrapped:  # gzip names what it holds after itself
    return Wrapped(gzip.compress(data, mtime=0), "gz", ("",))


def in_mail(name: str, data: bytes) -> Wrapped:
    return Wrapped(message(plain="a\n", files={name: data}), "eml", (name,))


def in_item(name: str, data: bytes) -> Wrapped:
    return Wrapped(Item(texts={BODY: "a"}, files=((name, "", data),)).to_bytes(), "msg", (name,))


def in_attributes(name: str, data: bytes) -> Wrapped:
    return Wrapped(winmail(Item(texts={BODY: "a"}, files=((name, "", data),))), "dat", (name,))


def in_signature(name: str, data: bytes) -> Wrapped:
    inner = message(plain="a\n", files={name: data})
    return Wrapped(signed([certificate("Rosa Pine")], inner), "p7m", ("message.eml", name))


WRAPPERS: list[Callable[[str, bytes], Wrapped]] = [
    in_zip, in_seven_zip, in_stored_seven_zip, in_tar, in_gzip, in_mail, in_item, in_attributes, in_signature,
]  # fmt: skip


def chain(
    wrappers: list[Callable[[str, bytes], Wrapped]], data: bytes, name: str
) -> tuple[bytes, tuple[str, ...]]:
    """Return a file wrapped time after time, and the trail that leads to it."""
    trail: tuple[str, ...] = (name,)
    for number, wrap in enumerate(wrappers):
        made = wrap(trail[0], data)
        outer = f"level{number}.{made.ending}"
        steps = tuple(step or outer.removesuffix(".gz") for step in made.steps)
        if made.ending == "gz":
            outer = f"{trail[0]}.gz"
            steps = (trail[0],)
        data, trail = made.data, (outer, *steps, *trail[1:])
    return data, trail


def essence(report: leakscan.Report, trail: tuple[str, ...]) -> list[tuple[object, ...]]:
    """Return what each finding of the file at a trail is, the trail left out."""
    return sorted(
        (
            finding.rule.id,
            finding.severity.value,
            finding.message,
            str(finding.counts),
            str(finding.place),
            () if finding.table is None else tuple(finding.table.rows()),
        )
        for finding in report.findings
        if finding.trail[: len(trail)] == trail
    )


ALONE = essence(leakscan.scan(LEAKY, leakscan.Options(strict=True), name="figures.xlsx"), ("figures.xlsx",))
assert ALONE


@pytest.mark.parametrize("wrap", WRAPPERS, ids=lambda wrap: wrap.__name__)
def test_a_file_in_another_is_what_it_is_alone(wrap: Callable[[str, bytes], Wrapped]) -> None:
    data, trail = chain([wrap], LEAKY, "figures.xlsx")
    report = leakscan.scan(data, leakscan.Options(strict=True), name=trail[0])
    assert report.complete
    assert essence(report, trail) == ALONE


@pytest.mark.parametrize("seed", range(8))
def test_chains_of_five_levels_give_the_innermost_table_with_the_whole_trail(seed: int) -> None:
    choice = random.Random(seed)
    wrappers = [choice.choice(WRAPPERS) for _ in range(LEVELS)]
    data, trail = chain(wrappers, LEAKY, "figures.xlsx")
    report = leakscan.scan(data, leakscan.Options(strict=True), name=trail[0])
    assert report.complete, report.problems
    assert essence(report, trail) == ALONE
    assert trail in report.embedded
