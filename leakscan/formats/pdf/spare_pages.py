"""Reads the words of what no page of the document paints: pages out of use, and content without a page.

PDFium is given the file with a page tree of such pages. Content alone gets a page of its own, with the resources
of one that has fonts of the names that it uses: codes of fonts are no letters by themselves.
"""

import re
from contextlib import closing
from typing import NamedTuple

from leakscan.findings import Place
from leakscan.formats.pdf.appending import appended, written
from leakscan.formats.pdf.contents import painted_contents
from leakscan.formats.pdf.opened import Pdf
from leakscan.formats.pdf.values import Name, Ref, Stream, Value

_FONT = re.compile(rb"/([^\0\t\n\f\r /<>\[\](){}%]+)[\0\t\n\f\r ]+[0-9.+-]+[\0\t\n\f\r ]+Tf(?![A-Za-z])")
_SIDE = 2_000


class SparePage(NamedTuple):
    """A page to be read.

    Attributes:
        where: the object, in words.
        entries: its dictionary.
        ref: its object; None for one that is to be written.
        content: what it paints, where that is no object.
    """

    where: str
    entries: dict[str, Value]
    ref: Ref | None = None
    content: bytes | None = None


def content_page(pdf: Pdf, where: str, data: bytes, own: Value) -> SparePage | None:
    """Return a page for some content, with its own resources or a page's; None where none have its fonts."""
    objects = pdf.objects
    if objects is None or objects.is_encrypted:
        return None
    fonts = names_taken(_FONT, data)
    known = {id(content.resources): content.resources for content in painted_contents(pdf)}
    for resources in (objects.dictionary(own), *known.values()):
        if fonts <= objects.dictionary(resources.get("Font")).keys():
            entries = {"Type": Name("Page"), "MediaBox": [-_SIDE, -_SIDE, _SIDE, _SIDE], "Resources": resources}
            return SparePage(where, entries, content=data)
    return None


def names_taken(pattern: "re.Pattern[bytes]", data: bytes) -> set[str]:
    """Return the names that some operators of a content take."""
    return {
        re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), name).decode("latin-1")
        for name in set(pattern.findall(data))
    }


def read_pages(pdf: Pdf, pages: list[SparePage]) -> dict[str, str]:
    """Return the text of pages, by where they are; what cannot be painted is left out."""
    if not pages or pdf.objects is None:
        return {}
    number = max((ref.number for ref in pdf.objects.refs()), default=0) + 1
    bodies: dict[Ref, bytes] = {}

    def add(body: bytes) -> Ref:
        ref = Ref(number + len(bodies), 0)
        bodies[ref] = body
        return ref

    kids = []
    checked = []
    for page in pages:
        entries = page.entries
        if page.content is not None:
            content = add(b"<</Length %d>>stream\n%s\nendstream" % (len(page.content), page.content))
            checked.append({**entries, "Contents": Stream({}, page.content)})
            entries = {**entries, "Contents": content}
        else:
            checked.append(entries)
        kids.append(page.ref if page.ref is not None else add(written(entries)))
    tree = add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d %d R" % kid for kid in kids)))
    root = add(b"<</Type/Catalog/Pages %d 0 R>>" % tree.number)
    paper = pdf.painted_with(appended(pdf, bodies, root), checked)
    texts: dict[str, str] = {}
    if paper is not None:
        with closing(paper):
            for position, page in enumerate(pages[: len(paper)], start=1):
                pdf.source.budget.check_time()
                with pdf.recording(Place(part=page.where), lost="the text of a page out of use"):
                    texts[page.where] = paper.text(position).strip()
    return texts
