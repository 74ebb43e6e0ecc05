"""Updates that PDFium sees in place of a file's own objects."""

import io

import pytest
from pypdf import PdfWriter

import leakscan
from fixtures.making.pdf import Pdf, text
from leakscan.formats.pdf.appending import written
from leakscan.formats.pdf.syntax import read_value
from leakscan.formats.pdf.values import Name, Ref, Value


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -7,
        0.25,
        "plain (text)",
        "pl\u00e4in \u0141",
        b"\x00\xff\x80",
        Name("A B#1"),
        Ref(7, 1),
        [1, [Name("X")], "a"],
        {"Key": {"In ner": [None, Ref(1, 0)]}},
    ],
)
def test_a_value_is_written_as_it_is_read(value: Value) -> None:
    data = written(value)
    assert read_value(data, 0, len(data))[0] == value


def test_text_of_no_size_in_an_encrypted_file_is_a_problem() -> None:
    pdf = Pdf()
    pdf.page(text("Report", 20, 270) + "BT /F1 0 Tf (hidden words) Tj ET")
    assert leakscan.scan(pdf.to_bytes(), name="page.pdf").problems == ()
    writer, encrypted = PdfWriter(clone_from=io.BytesIO(pdf.to_bytes())), io.BytesIO()
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    writer.write(encrypted)
    assert [item.code for item in leakscan.scan(encrypted.getvalue(), name="page.pdf").problems] == [
        "text-not-read"
    ]
