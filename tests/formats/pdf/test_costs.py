"""What PDFium would take without end is not given to it, and its innocent kin is painted."""

import zlib

import pytest

import leakscan
from fixtures.making.pdf import Pdf, stream_body, text

_FORM = "/Subtype/Form/BBox[0 0 9 9]/Resources<<>>"


def problems(pdf: Pdf) -> set[str]:
    report = leakscan.scan(pdf.to_bytes(), leakscan.Options(strict=True, people=False), name="page.pdf")
    return {problem.code for problem in report.problems}


def page(operators: str, resources: str = "", pdf: Pdf | None = None) -> Pdf:
    pdf = pdf or Pdf()
    pdf.page(text("Report", 20, 270) + operators, resources=resources)
    return pdf


@pytest.mark.parametrize(
    ("step", "matrix", "is_painted"),
    [
        ("9", "1 0 0 1 0 0", True),
        ("0.001", "1 0 0 1 0 0", False),
        ("9", "0.0001 0 0 0.0001 0 0", False),
        ("0.001", "9999 0 0 9999 0 0", True),
    ],
)
def test_tiles_too_small_are_not_painted(step: str, matrix: str, *, is_painted: bool) -> None:
    pdf = Pdf()
    tile = f"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep {step}/YStep {step}/Matrix[{matrix}]"
    number = pdf.stream("0 0 9 9 re f", f"{tile}/Resources<<>>")
    found = problems(page("/Pattern cs /X scn 0 0 9 9 re f", f"/Pattern<</X {number} 0 R>>", pdf))
    assert found == (set() if is_painted else {"limit-page-painting"})


def test_a_layer_whose_condition_names_itself_is_not_asked() -> None:
    pdf = Pdf()
    number = pdf.add("null")
    pdf.set(number, f"[/And {number} 0 R {number} 0 R]")
    layer = f"/Properties<</L<</Type/OCMD/VE {number} 0 R>>>>"
    assert problems(page("/OC /L BDC 0 0 9 9 re f EMC", layer, pdf)) == {"limit-page-painting"}


@pytest.mark.parametrize("holder", ["form", "annotation"])
def test_so_is_that_of_a_form_and_of_an_annotation(holder: str) -> None:
    pdf = Pdf()
    number = pdf.add("null")
    pdf.set(number, f"[/Or {number} 0 R {number} 0 R]")
    layer = f"/OC<</Type/OCMD/VE {number} 0 R>>"
    if holder == "form":
        form = pdf.stream("0 0 9 9 re f", _FORM + layer)
        page("/X Do", f"/XObject<</X {form} 0 R>>", pdf)
    else:
        pdf.page(text("Report", 20, 270), entries=f"/Annots[<</Subtype/Square/Rect[0 0 9 9]{layer}>>]")
    assert "limit-page-painting" in problems(pdf)


@pytest.mark.parametrize("depth", [2, 24])
@pytest.mark.parametrize("where", ["shading", "colour"])
def test_functions_that_multiply_are_not_loaded(where: str, depth: int) -> None:
    pdf = Pdf()
    number = pdf.add("<</FunctionType 2/Domain[0 1]/N 1>>")
    for _ in range(depth):
        number = pdf.add(
            f"<</FunctionType 3/Domain[0 1]/Bounds[.5]/Encode[0 1 0 1]/Functions[{number} 0 R {number} 0 R]>>"
        )
    shading = f"<</ShadingType 2/Coords[0 0 400 0]/ColorSpace/DeviceGray/Function {number} 0 R>>"
    if where == "shading":
        page("/S sh", f"/Shading<</S {shading}>>", pdf)
    else:
        page("/C cs 1 scn 0 0 9 9 re f", f"/ColorSpace<</C[/Separation/X/DeviceGray {number} 0 R]>>", pdf)
    assert problems(pdf) == (set() if depth == 2 else {"limit-page-painting"})


@pytest.mark.parametrize("words", [10, 10_000])
def test_a_long_program_for_each_dot_of_a_page_is_not_run(words: int) -> None:
    pdf = Pdf()
    number = pdf.stream("{" + "dup pop " * words + "}", "/FunctionType 4/Domain[0 1 0 1]/Range[0 1]")
    shading = f"<</ShadingType 1/ColorSpace/DeviceGray/Function {number} 0 R>>"
    found = problems(page("/S sh", f"/Shading<</S {shading}>>", pdf))
    assert found == (set() if words == 10 else {"limit-page-painting"})


def test_things_mixed_with_what_lies_under_them_are_counted() -> None:
    state = "/ExtGState<</G<</BM/Luminosity>>>>"
    assert problems(page("/G gs " + "0 0 9 9 re f " * 20_000, state)) == {"limit-page-painting"}
    assert problems(page("/G gs " + "0 0 9 9 re f " * 20_000, state.replace("Luminosity", "Normal"))) == set()


def test_marks_within_marks_without_end_are_a_problem() -> None:
    assert problems(page("/P BMC " * 20_000)) == {"limit-page-painting"}
    assert problems(page("/P BMC EMC " * 20_000)) == set()


def test_what_grows_without_end_in_two_steps_is_not_unpacked() -> None:
    pdf = page("")
    bomb = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)
    number = pdf.add(stream_body(bomb, "/Type/Metadata/Subtype/XML/Filter[/FlateDecode/FlateDecode]"))
    pdf.catalogue["Metadata"] = f"{number} 0 R"
    assert "limit-ratio" in problems(pdf)


def test_what_is_packed_twice_and_small_is_unpacked() -> None:
    pdf = page("")
    packed = zlib.compress(zlib.compress(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"))
    number = pdf.add(stream_body(packed, "/Type/Metadata/Subtype/XML/Filter[/FlateDecode/FlateDecode]"))
    pdf.catalogue["Metadata"] = f"{number} 0 R"
    assert problems(pdf) == set()


def test_data_without_ends_are_not_searched_from_each_beginning() -> None:
    data = page("").to_bytes() + b"1 0 obj<</Length 9>>stream\n" * 20_000
    report = leakscan.scan(data, leakscan.Options(strict=True, people=False), name="page.pdf")
    assert "limit-page-painting" in {problem.code for problem in report.problems}
