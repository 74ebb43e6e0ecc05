"""Finds text of no size or no width, of which PDFium says nothing (ISO 32000-2 8.3.4, 9.3.3, 9.3.4).

The operators that set such a size, or a matrix that leaves none, are written again with a size, and PDFium is
asked for the text of that page: what it says then and does not say of the page as it is, is the text of no size.
"""

import re
from collections import Counter
from collections.abc import Iterator

from leakscan.findings import Place
from leakscan.formats.pdf.appending import appended, written
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.opened import PageNode, Pdf
from leakscan.formats.pdf.painting import Paper
from leakscan.formats.pdf.values import Ref, Stream, Value
from leakscan.views.pages import Cover, HiddenText

_NESTING = 12
_SETS = re.compile(rb"T[fz]")
_NOUGHT = re.compile(rb"(?<![^\0\t\n\f\r ()<>\[\]{}/%])[+-]?(?:0+\.?0*|\.0+)([\0\t\n\f\r ]+)$")
_FLAT = re.compile(rb"0 0 0 ([-+.\d]+) ([-+.\d]+)(?: ([-+.\d]+))?(?=[\0\t\n\f\r ]+[cT]m)")
"""Begins with a word, for which much is searched the fastest."""
_REACH = 24
_BLANKS, _ENDS = b"\0\t\n\f\r ", (b"0", b".")
"""What may stand before an operator, and the last sign of nought."""
_SIZES = {b"Tf": b"12", b"Tz": b"100"}


def nought_texts(pdf: Pdf) -> Iterator[HiddenText]:
    """Yield the text of no size on the pages of a document."""
    objects, paper = pdf.objects, pdf.paper
    if objects is None or paper is None:
        return
    changed: dict[Ref, bytes] = {}
    pages = [node.number for node in pdf.nodes if _change(objects, node, changed)]
    if not pages:
        return
    root = objects.trailer.get("Root")
    if objects.is_encrypted or not isinstance(root, Ref):
        place = Place(page=pages[0])
        pdf.problem("text-not-read", "text of no size is not read here", place=place, lost="text of no size")
        return
    other = pdf.paper_after(appended(pdf, changed, root))
    if other is None:
        return
    try:
        for number in pages:
            if number <= min(len(paper), len(other)):
                with pdf.recording(Place(page=number), lost="text of no size"):
                    yield from _compared(paper, other, number)
    finally:
        other.close()


def _compared(paper: Paper, other: Paper, number: int) -> Iterator[HiddenText]:
    with paper.page(number) as page:
        box = page.box
        shown = Counter(page.text().split())
    more = []
    for word in other.text(number).split():
        if shown[word] > 0:
            shown[word] -= 1
        else:
            more.append(word)
    text = " ".join(more)
    if any(map(str.isalnum, text)):
        yield HiddenText(number, text, Cover.TINY, box)


def _change(objects: Objects, node: PageNode, changed: dict[Ref, bytes]) -> bool:
    """Write the streams that a page paints with again where they set a size of nought; say whether any does."""
    is_any = False
    held = objects.resolve(node.entries.get("Contents"))
    pending: list[tuple[Value, int]] = [(value, _NESTING) for value in objects.array(held)]
    pending.append((node.entries.get("Contents"), _NESTING))
    pending += [(value, 0) for value in _forms(objects, node.entries)]
    seen: set[Ref] = set()
    while pending:
        ref, depth = pending.pop()
        stream = objects.resolve(ref)
        if not isinstance(ref, Ref) or not isinstance(stream, Stream) or ref in seen:
            continue
        seen.add(ref)
        if depth < _NESTING:
            if objects.text(stream.dictionary.get("Subtype")) != "Form":
                continue
            pending += [(value, depth + 1) for value in _forms(objects, stream.dictionary)]
        data = objects.data(stream)
        again = None if data is None else _resized(data)
        if again is not None:
            is_any = True
            kept = {key: value for key, value in stream.dictionary.items() if key not in ("Filter", "DecodeParms")}
            entries = written({**kept, "Length": len(again)})
            changed[ref] = entries + b"stream\n" + again + b"\nendstream"
    return is_any


def _forms(objects: Objects, entries: dict[str, Value]) -> list[Value]:
    resources = objects.dictionary(entries.get("Resources"))
    return list(objects.dictionary(resources.get("XObject")).values())


def _resized(data: bytes) -> bytes | None:
    """Return operators with a size in place of each nought; None where there is none."""
    parts: list[bytes] = []
    position = 0
    for operator in _SETS.finditer(data):
        start = max(position, operator.start() - _REACH)
        if data[start : operator.start()].rstrip(_BLANKS)[-1:] not in _ENDS:
            continue
        nought = _NOUGHT.search(data, start, operator.start())
        if nought is not None:
            parts += [data[position : nought.start()], _SIZES[operator[0]], nought[1]]
            position = operator.start()
    found = _FLAT.sub(_unflattened, b"".join((*parts, data[position:])))
    return found if found != data else None


def _unflattened(matrix: "re.Match[bytes]") -> bytes:
    """Return the numbers of a matrix, ones in place of the noughts that leave no width or no height."""
    before = matrix.string[max(0, matrix.start() - 1) : matrix.start()]
    fourth, fifth, sixth = matrix.groups()
    if sixth is None:  # the first number stands before
        return b"0 0 1 %s %s" % (fourth, fifth) if before.isspace() else matrix[0]
    height = fourth if fourth.strip(b"+-0.") else b"1"
    width = b"0" if before.strip(b"()[]<>/{}%").strip() else b"1"  # the end of a larger number, or nought
    return b"%s 0 0 %s %s %s" % (width, height, fifth, sixth)
