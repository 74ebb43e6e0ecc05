"""The values of a PDF file, whatever is wrong with it."""

import zlib

import pytest

import leakscan
from fixtures.making.pdf import Pdf, text
from leakscan.errors import MalformedFileError
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.values import Name, Ref, Stream, decoded
from leakscan.limits import Budget, Limits


def opened(pdf: Pdf, noted: list[tuple[int, str, str]] | None = None) -> Objects:
    def note(number: int, code: str, message: str) -> None:
        if noted is not None:
            noted.append((number, code, message))

    return Objects(pdf.to_bytes(), passwords=(), budget=Budget(Limits()), trouble=note)


def minimal() -> Pdf:
    pdf = Pdf()
    pdf.page(text("Ada", 20, 20))
    return pdf


def test_values_are_plain() -> None:
    pdf = minimal()
    number = pdf.add("<</A(text)/B/Name/C[1 2.5 true null 3 0 R]/D<</E<feff00fc>>>>>")
    value = opened(pdf).get(Ref(number, 0))
    assert value == {"A": "text", "B": Name("Name"), "C": [1, 2.5, True, None, Ref(3, 0)], "D": {"E": "\xfc"}}
    assert isinstance(value["B"], Name)
    assert not isinstance(value["A"], Name)


def test_an_object_that_no_table_lists_is_nothing() -> None:
    pdf = minimal()
    pdf.between(b"90 0 obj\n(left over)\nendobj\n")
    assert opened(pdf).get(Ref(90, 0)) is None


def test_what_refers_to_itself_ends() -> None:
    pdf = minimal()
    number = pdf.add("null")
    pdf.set(number, f"{number} 0 R")
    assert opened(pdf).resolve(Ref(number, 0)) is None


def test_a_value_nested_without_end_is_noted() -> None:
    pdf = minimal()
    number = pdf.add("[" * 20_000)
    noted: list[tuple[int, str, str]] = []
    assert opened(pdf, noted).get(Ref(number, 0)) is None
    assert [item[0] for item in noted] == [number]


def test_a_stream_that_swells_beyond_the_limit_is_noted_and_not_held() -> None:
    pdf = minimal()
    packed = zlib.compress(bytes(100_000_000), 9)
    number = pdf.stream(packed, "/Filter/FlateDecode")
    noted: list[tuple[int, str, str]] = []
    objects = opened(pdf, noted)
    stream = objects.get(Ref(number, 0))
    assert isinstance(stream, Stream)
    assert objects.data(stream, number=number) is None
    assert [item[:2] for item in noted] == [(number, "limit-object")]


def test_noise_is_refused_and_a_scan_of_it_says_so() -> None:
    with pytest.raises(MalformedFileError):
        Objects(b"%PDF-1.4\nnoise", passwords=(), budget=Budget(Limits()), trouble=lambda *_: None)
    report = leakscan.scan(b"%PDF-1.4\nnoise")
    assert not report.complete


def test_text_strings_are_read_in_each_of_their_encodings() -> None:
    assert decoded(b"\xfe\xff\x00\xfc") == "\xfc"
    assert decoded(b"\xef\xbb\xbf\xc3\xbc") == "\xfc"
    assert decoded(b"\xfc") == "\xfc"
