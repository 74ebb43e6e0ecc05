"""What annotations and fields paint, shown or not."""

import io

import pytest
from pypdf import PdfWriter

import leakscan
from fixtures.making.pdf import Pdf, look, text
from leakscan import Report

SECRET = "ZQ-Painted-4c7"
WHITE = "q 1 g 0 0 130 20 re f Q "
FIELD = "/Subtype/Widget/FT/Tx/T(town)"


def page(annotations: list[str], content: str = "", *, entries: str = "", state: str = "") -> bytes:
    """Return a page with annotations; GROUND in one is an appearance that is white, WORDS one with words."""
    pdf = Pdf()
    numbers = []
    for item in annotations:
        for name, painting in (("GROUND", WHITE), ("WORDS", text(SECRET, 5, 5))):
            item = item.replace(name, look(pdf, painting)) if name in item else item
        numbers.append(pdf.add(f"<</Type/Annot{item}>>"))
    refs = " ".join(f"{number} 0 R" for number in numbers)
    pdf.catalogue["AcroForm"] = f"<</Fields[{refs}]{state}>>"
    pdf.page(text("Draft minutes", 50, 250) + content, entries=f"/Annots[{refs}]{entries}")
    return pdf.to_bytes()


def report(data: bytes) -> Report:
    return leakscan.scan(data, name="page.pdf")


def found(data: bytes) -> list[tuple[str, str]]:
    """Return the rules above `info` that give something back, and the first words of each."""
    held = report(data)
    assert held.complete
    telling = [item for item in held.findings if item.severity.value != "info" and item.evidence]
    return [(item.rule.id, item.evidence[0].reveal()) for item in telling]


@pytest.mark.parametrize("rotation", ["", "/Rotate 90", "/CropBox[20 20 290 290]"])
def test_words_under_a_field_are_covered_on_any_page(rotation: str) -> None:
    words = text(SECRET, 55, 155)
    beside = page([f"{FIELD}/Rect[50 100 180 120]/AP<</N GROUND>>"], words, entries=rotation)
    over = page([f"{FIELD}/Rect[50 150 180 170]/AP<</N GROUND>>"], words, entries=rotation)
    assert found(beside) == []
    assert found(over) == [("covered-text", SECRET)]


def test_contents_that_restore_less_than_they_save_do_not_move_an_appearance() -> None:
    data = page([f"{FIELD}/Rect[50 150 180 170]/AP<</N GROUND>>"], "q 2 0 0 2 40 40 cm q " + text(SECRET, 8, 58))
    assert found(data) == [("covered-text", SECRET)]


def test_an_appearance_is_turned_and_stretched_into_its_place() -> None:
    pdf = Pdf()
    facts = "/Type/XObject/Subtype/Form/BBox[0 0 10 130]/Matrix[0 -1 1 0 0 0]/Resources<<>>"
    turned = pdf.stream("1 g 0 0 10 130 re f", facts)
    stamp = pdf.add(f"<</Type/Annot/Subtype{FIELD[8:]}/Rect[50 150 180 170]/F 4/AP<</N {turned} 0 R>>>>")
    pdf.page(text(SECRET, 55, 155) + text("Draft", 50, 120), entries=f"/Annots[{stamp} 0 R]")
    assert found(pdf.to_bytes()) == [("covered-text", SECRET)]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_encrypted_files_are_read_alike(algorithm: str) -> None:
    field = f"{FIELD}/Rect[50 150 180 170]/AP<</N GROUND>>"
    data = page([field, "/Subtype/Stamp/Rect[5 5 5 5]/AP<</N WORDS>>"], text("ZQ-Under-2e9", 55, 155))
    writer, encrypted = PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.encrypt("", owner_password="owner", algorithm=algorithm)
    writer.write(encrypted)
    plain = [("covered-text", "ZQ-Under-2e9"), ("hidden-annotation", SECRET)]
    assert found(data) == plain
    assert found(encrypted.getvalue()) == plain


def test_an_annotation_with_a_flag_for_unknown_kinds_shows_only_where_its_kind_is_known() -> None:
    assert found(page(["/Subtype/Stamp/F 1/Rect[50 150 180 170]/AP<</N WORDS>>"])) == []
    assert found(page(["/Subtype/Mystery/F 1/Rect[50 150 180 170]/AP<</N WORDS>>"])) == [
        ("hidden-annotation", SECRET)
    ]


def test_words_under_a_mark_that_viewers_paint_by_themselves_are_found_beside_a_field() -> None:
    mark = "/Subtype/Square/IC[0 0 0]/C[0 0 0]/Rect[50 150 180 170]"
    data = page([mark, f"{FIELD}/Rect[50 100 180 120]/AP<</N GROUND>>"], text(SECRET, 55, 155))
    assert ("covered-text", SECRET) in found(data)


def test_which_of_two_annotations_lies_over_the_other_is_not_guessed() -> None:
    mark = "/Subtype/Square/IC[1 1 1]/C[0 0 0]/Rect[40 140 190 180]"
    assert found(page([mark, "/Subtype/Stamp/Rect[50 150 180 170]/AP<</N WORDS>>"])) == []


def test_the_value_of_a_field_is_visible_where_its_appearance_shows_it() -> None:
    other = "/Subtype/Text/Rect[0 0 9 9]/Contents(ZQ-Painted-4c7)"
    field = f"{FIELD}/V({SECRET})/Rect[50 150 180 170]/AP<</N WORDS>>"
    held = report(page([field, other]))
    note = next(item for item in held.findings if item.rule.id == "annotation")
    assert note.counts.not_visible == 0
    assert [item.severity.value for item in held.findings if item.rule.id == "form-field"] == ["info"]


def test_a_value_that_viewers_paint_anew_is_not_compared() -> None:
    field = f"{FIELD}/V(Ledbury)/Rect[50 150 180 170]/AP<</N WORDS>>"
    assert found(page([field])) == [("form-field", "Ledbury")]
    assert found(page([field], state="/NeedAppearances true")) == []


def test_a_scene_tells_its_views_and_captions() -> None:
    pdf = Pdf()
    scene = pdf.stream("x", "/Type/3D/Subtype/U3D/VA[<</Type/3DView/XN(ZQ-View-8d0)>>]")
    number = pdf.add(f"<</Type/Annot/Subtype/3D/Rect[50 50 90 90]/3DD {scene} 0 R/MK<</CA(ZQ-Caption-1f2)>>>>")
    pdf.page(text("Draft minutes", 50, 250), entries=f"/Annots[{number} 0 R]")
    held = report(pdf.to_bytes())
    told = next(item for item in held.findings if item.rule.id == "alternative-text")
    assert {item.reveal() for item in told.evidence} == {"ZQ-View-8d0", "ZQ-Caption-1f2"}


def test_scripts_of_a_template_are_scripts_of_the_document() -> None:
    pdf = Pdf()
    pdf.page(text("Draft minutes", 50, 250))
    script = '<event><script contentType="application/x-javascript">var key = "ZQ-Script-3b6";</script></event>'
    number = pdf.stream(f"<template><field>{script}</field></template>")
    pdf.catalogue["AcroForm"] = f"<</Fields[]/XFA[(template) {number} 0 R]>>"
    assert found(pdf.to_bytes()) == [("document-script", 'var key = "ZQ-Script-3b6";')]


def test_the_name_of_an_annotation_is_told_where_it_has_words() -> None:
    note = "/Subtype/Text/Rect[9 9 19 19]/NM"
    assert found(page([f"{note}(6b0e7f-12)"])) == []
    assert found(page([f"{note}(for Ada {SECRET})"])) == [("annotation", f"for Ada {SECRET}")]
