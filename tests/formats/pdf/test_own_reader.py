"""Our own reader of objects says what pypdf says, and leaves to it what it does not know."""

import io
import random
import zlib
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import EncodedStreamObject, NameObject

from fixtures.making.pdf import Pdf, text
from leakscan.errors import FileError
from leakscan.formats.pdf.filters import salvaged, unpacked, unpredicted
from leakscan.formats.pdf.layout import read_layout
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.syntax import read_value
from leakscan.formats.pdf.values import Name, Ref, Stream, Value
from leakscan.limits import Budget, Limits

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures").rglob("*.pdf"))


def opened(data: bytes, *, is_own: bool) -> Objects:
    layout = read_layout(data, Budget(Limits()))
    written = {item.start: item for item in layout.objects} if is_own and layout.header == 0 else None
    return Objects(data, passwords=(), budget=Budget(Limits()), trouble=lambda *_: None, written=written)


def is_same(mine: Value, theirs: Value) -> bool:
    if type(mine) is not type(theirs):
        return False
    if isinstance(mine, Stream):
        return is_same(mine.dictionary, theirs.dictionary)
    if isinstance(mine, list):
        return len(mine) == len(theirs) and all(map(is_same, mine, theirs))
    if isinstance(mine, dict):
        return mine.keys() == theirs.keys() and all(is_same(mine[key], theirs[key]) for key in mine)
    return bool(mine == theirs)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_both_readers_agree_on_every_object_of_every_fixture(path: Path) -> None:
    data = path.read_bytes()
    try:
        theirs = opened(data, is_own=False)
    except FileError:
        return
    mine = opened(data, is_own=True)
    assert mine.refs() == theirs.refs()
    for ref in theirs.refs():
        held = mine.get(ref)
        assert is_same(held, theirs.get(ref)), ref
        if isinstance(held, Stream):
            assert mine.data(held) == theirs.data(theirs.get(ref)), ref


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_both_readers_agree_on_an_encrypted_file(algorithm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = Pdf()
    pdf.page(text("Report", 20, 200))
    pdf.add("<</Title (a (later\\) note\\051)/Author <FEFF005A0051>/Kept [(one) <</Two (tw\\351)>>]>>")
    writer, held = PdfWriter(clone_from=io.BytesIO(pdf.to_bytes())), io.BytesIO()
    writer.encrypt("", owner_password="owner", algorithm=algorithm)
    writer.write(held)
    theirs, mine = opened(held.getvalue(), is_own=False), opened(held.getvalue(), is_own=True)
    values = {ref: theirs.get(ref) for ref in theirs.refs()}
    key = theirs.trailer["Encrypt"]
    monkeypatch.setattr(Objects, "_by_pypdf", lambda _, ref: values[ref] if ref == key else pytest.fail(str(ref)))
    assert mine.is_encrypted
    assert mine.refs() == theirs.refs()
    for ref, value in values.items():
        assert is_same(mine.get(ref), value), ref
        if isinstance(value, Stream):
            assert mine.data(mine.get(ref)) == theirs.data(value), ref


def test_a_plain_file_is_read_without_pypdf() -> None:
    pdf = Pdf()
    pdf.page(text("Report", 20, 200))
    pdf.update()
    pdf.add("(a later note)")
    objects = opened(pdf.to_bytes(), is_own=True)
    assert all(objects.get(ref) is not None for ref in objects.refs())
    assert "_reader" not in vars(objects)


def test_a_value_it_does_not_know_is_left_to_pypdf() -> None:
    pdf = Pdf()
    pdf.page(text("Report", 20, 200))
    number = pdf.add("<</A 1/A 2>>")
    objects = opened(pdf.to_bytes(), is_own=True)
    assert objects.get(Ref(number, 0)) == {"A": 1}
    assert "_reader" in vars(objects)


def test_strings_are_read_with_their_brackets_escapes_and_line_ends() -> None:
    written = rb"[(a(b)c\)) (\101\n\
x) <fe ff 00 fc> (a) /A#42 -.5 +3 4 0 R true null]"
    value, end = read_value(written, 0, len(written))
    assert value == ["a(b)c)", "A\nx", "\xfc", "a", Name("AB"), -0.5, 3, Ref(4, 0), True, None]
    assert end == len(written)


@pytest.mark.parametrize("written", [b"[1 2", b"<</A>>", b"]", b"<</A 1]", b"(open", b"1.2.3", b"truth", b""])
def test_what_is_not_written_as_it_should_be_is_refused(written: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_value(written, 0, len(written))


def test_every_filter_of_rows_is_undone() -> None:
    dice = random.Random(4)
    rows = [bytes(dice.randrange(256) for _ in range(12)) for _ in range(10)]
    width, above, packed = 3, bytes(12), bytearray()
    for index, row in enumerate(rows):
        kind = index % 5
        packed.append(kind)
        for at, byte in enumerate(row):
            left = row[at - width] if at >= width else 0
            corner = above[at - width] if at >= width else 0
            guess = left + above[at] - corner
            nearest = min((left, above[at], corner), key=lambda held: abs(guess - held))
            packed.append((byte - (0, left, above[at], (left + above[at]) // 2, nearest)[kind]) & 0xFF)
        above = row
    assert unpredicted(bytes(packed), 12, width) == b"".join(rows)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_data_are_salvaged_as_pypdf_does(seed: int) -> None:
    dice = random.Random(seed)
    data = bytes(dice.choice(b"BT ET (words) Tj 0 1 2 3 4") for _ in range(dice.choice((3, 900, 40_000))))
    packed = bytearray(zlib.compress(data))
    for _ in range(dice.randrange(1, 4)):
        packed[dice.randrange(len(packed))] ^= 1 << dice.randrange(8)
    raw = bytes(packed) + b"\r\nendstr"[: dice.randrange(9)]
    expected = EncodedStreamObject()
    expected[NameObject("/Filter")] = NameObject("/FlateDecode")
    expected._data = raw
    entries: dict[str, Value] = {"Filter": Name("FlateDecode")}
    found = unpacked(raw, entries, lambda value: value)
    assert (found if found is not None else salvaged(raw, entries, lambda value: value)) == expected.get_data()
