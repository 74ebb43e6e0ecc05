"""Costs: what painting a page takes, reckoned from our own objects before PDFium is given the page.

PDFium cannot be stopped once it has begun: a few nested forms, each drawn ten times, keep it busy for years. What
a page takes is reckoned in bytes of operators, those of a form as often as the form is drawn (ISO 32000-2 8.10).

What this module does not promise: the time. Operators of one length take different times.
"""

import re
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from leakscan.errors import LimitReachedError, MalformedFileError
from leakscan.formats.pdf.filters import inflated
from leakscan.formats.pdf.layout import WrittenObject
from leakscan.formats.pdf.objects import Objects
from leakscan.formats.pdf.values import Name, Stream, Value

_MOST = 1 << 28
_FORM = 1_000
"""What drawing a form takes besides its operators."""
_NESTING = 40
_MOST_SAVED = 100_000
"""How many states of the graphics may be saved and not restored; PDFium keeps each."""
_MOST_MARKED = 10_000
"""How many marked contents may stand in one another; PDFium keeps for each all those around it."""
_SMALLEST_TILE = 0.01
"""In square points: PDFium paints each tile of a pattern by itself."""
_SAMPLES, _DOTS, _CORNER = 256, 1_000, 32
"""What a byte of the function of a shading takes: of one along a line, and of one that colours every dot of a
page, as Chromium writes gradients, dozens on a page; and what a byte of a mesh takes (ISO 32000-2 8.7.4.5)."""
_LONGEST_PROGRAM = 10_000
"""How large the function may be that colours every dot; that of a gradient has some hundred bytes."""
_PROGRAM = 4
"""The type of a function that is a program (ISO 32000-2 7.10.5)."""
_BLENDED = 20_000
"""What a thing takes that is mixed with all that lies under it (ISO 32000-2 11.3.5)."""
_PLAIN_BLENDS = frozenset({"", "Normal", "Compatible"})
_MAY_GROW, _MOST_GROWN, _MOST_BETWEEN, _PIECE = 1 << 18, 1 << 28, 1 << 26, 1 << 20
"""Deflated data from the first size on may grow to more than the second; the third is for what is packed again."""
_MOST_SEARCHED = 1 << 31
"""Bytes that PDFium may search for the ends of data that have none."""
_PARENTS = 64
_END = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_NAMED = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]+)[\0\t\n\f\r ]+(Do|scn|SCN|gs|sh)" + _END)
_DRAWS = re.compile(rb"(?<=[\0\t\n\f\r ])Do" + _END)
_AGAIN = re.compile(rb"(?<=[\0\t\n\f\r ])(?:scn|SCN|gs)" + _END)
_SHOWS = re.compile(rb"(?:T[jJ]|['\"])" + _END)
_PAINTS = re.compile(rb"(?<![^\0\t\n\f\r ()<>\[\]{}/%])(?:[fFBbSs]\*?|T[jJ]|['\"]|Do|sh|EI)" + _END)
_SAVES = re.compile(rb"(?<![^\0\t\n\f\r ()<>\[\]{}/%])(?:(q)|Q)" + _END)
_MARKS = re.compile(rb"(?<![^\0\t\n\f\r ()<>\[\]{}/%])(?:(BMC|BDC)|EMC)" + _END)
_BEGUN = re.compile(rb">>[\0\t\n\f\r ]*stream[\r\n]")
_SQUEEZED = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)" + _END)
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")


class _Cost(NamedTuple):
    """What painting takes.

    Attributes:
        size: bytes of operators.
        paints: how many things are painted.
    """

    size: int
    paints: int


_NOTHING = _Cost(0, 0)
_ENDLESS = _Cost(_MOST + 1, 0)
"""What draws itself: PDFium goes round until it is nested too deeply, each time as often as it is drawn."""


class Costs:
    """What the pages of one state of a file take.

    Attributes:
        objects: the objects of that state.
    """

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self._known: dict[tuple[int, int], _Cost] = {}
        self._unrolled: dict[int, int] = {}
        self._is_rough = True

    def check(self, page: dict[str, Value]) -> None:
        """Do nothing for a page that can be painted, by its dictionary.

        Raises:
            LimitReachedError: painting it takes too much.
            MalformedFileError: what it takes cannot be told.
        """
        size = self._size(page)
        if size > _MOST and self._is_rough:
            self._is_rough = False
            self._known.clear()
            size = self._size(page)
        if size > _MOST:
            raise LimitReachedError("a page takes too much to be painted", code="limit-page-painting")

    def _size(self, page: dict[str, Value]) -> int:
        """Return what a page takes."""
        objects = self.objects
        held = objects.resolve(page.get("Contents"))
        resources = self._inherited(page)
        streams = [objects.resolve(value) for value in (held if isinstance(held, list) else [held])]
        data = b"\n".join(self._data(item) for item in streams if isinstance(item, Stream))
        size = self._cost(data, resources, 0).size
        for annotation in objects.array(page.get("Annots")):
            look = objects.resolve(objects.dictionary(objects.dictionary(annotation).get("AP")).get("N"))
            looks = list(look.values()) if isinstance(look, dict) else [look]
            size += self._layer(objects.dictionary(annotation))
            size += max((self._form(value, resources, 0).size for value in looks), default=0)
        return size

    def _data(self, stream: Stream) -> bytes:
        data = self.objects.data(stream)
        if data is None:
            raise MalformedFileError("what a page paints with cannot be unpacked", code="malformed-page")
        return data

    def _inherited(self, page: dict[str, Value]) -> dict[str, Value]:
        """Return the resources of a page, its own or those of the tree above it (ISO 32000-2 7.7.3.4)."""
        for _ in range(_PARENTS):
            if "Resources" in page:
                return self.objects.dictionary(page["Resources"])
            page = self.objects.dictionary(page.get("Parent"))
        return {}

    def _form(self, value: Value, around: dict[str, Value], depth: int) -> _Cost:
        """Return what a form, pattern or glyph takes; nothing for a picture."""
        objects = self.objects
        form = objects.resolve(value)
        if not isinstance(form, Stream):
            return _NOTHING
        if objects.text(form.dictionary.get("Subtype")) == "Image":
            return _Cost(self._size_of(form.dictionary.get("ColorSpace")) * _SAMPLES, 0)
        own = form.dictionary.get("Resources")
        resources = around if own is None else objects.dictionary(own)
        key = id(form), id(resources)
        if key not in self._known:
            self._known[key] = _ENDLESS
            self._known[key] = self._cost(self._data(form), resources, depth + 1)
        found = self._known[key]
        if "OC" in form.dictionary:
            found = _Cost(found.size + self._layer(form.dictionary), found.paints)
        return _Cost(found.size + _FORM, found.paints)

    def _cost(self, data: bytes, resources: dict[str, Value], depth: int) -> _Cost:
        """Return what some operators take."""
        if depth > _NESTING:
            raise LimitReachedError("forms are nested too deeply", code="limit-form-depth")
        if data.count(b"q") - data.count(b"Q") > _MOST_SAVED:
            _check_nesting(_SAVES, data, _MOST_SAVED)
        if data.count(b"BMC") + data.count(b"BDC") > _MOST_MARKED:
            _check_nesting(_MARKS, data, _MOST_MARKED)
        objects = self.objects
        forms, patterns, states, fonts = (
            objects.dictionary(resources.get(key)) for key in ("XObject", "Pattern", "ExtGState", "Font")
        )
        size = len(data) + self._colours(resources)
        glyphs = 0
        drawn_fonts = [font for font in fonts.values() if "CharProcs" in objects.dictionary(font)]
        if drawn_fonts and _SHOWS.search(data) is not None:
            glyphs = max(self._glyph(font, resources, depth) for font in drawn_fonts)
        if not (forms or patterns or states or glyphs or "Shading" in resources):
            return _Cost(size, self._paints(data))
        drawn: dict[tuple[bytes, bytes], int] = {}
        for name, operator in _NAMED.findall(data):
            drawn[name, operator] = drawn.get((name, operator), 0) + 1
        paints = self._paints(data)
        counts = [(_named(name), count) for (name, operator), count in drawn.items() if operator == b"Do"]
        costs = [(self._form(forms.get(name), resources, depth), count) for name, count in counts]
        known = sum(count for _, count in counts)
        # The letters alone are counted first, which takes a hundredth of the time.
        other = _count(_DRAWS, data) - known if forms and data.count(b"Do") > known else 0
        if other > 0:
            # Whatever draws in a way we do not make out counts as drawing the dearest form.
            costs.append((max(self._form(value, resources, depth) for value in forms.values()), other))
        for cost, count in costs:
            size += cost.size * count
            paints += cost.paints * count
        shadings = objects.dictionary(resources.get("Shading"))
        size += sum(self._shading(shadings.get(_named(name))) for name, operator in drawn if operator == b"sh")
        again = self._repeated(drawn, patterns, states, resources, depth)
        return _Cost(size + again * paints + glyphs * len(data), paints)

    def _paints(self, data: bytes) -> int:
        """Return how many things some operators paint, or at most, as long as that is enough to know."""
        return (len(data) + 1) // 2 if self._is_rough else _count(_PAINTS, data)

    def _repeated(
        self,
        drawn: Iterable[tuple[bytes, bytes]],
        patterns: dict[str, Value],
        states: dict[str, Value],
        resources: dict[str, Value],
        depth: int,
    ) -> int:
        """Return what the patterns and soft masks in use take for each thing painted with them."""
        size = 0
        for name, operator in drawn:
            if operator == b"gs":
                state = self.objects.dictionary(states.get(_named(name)))
                mask = self.objects.dictionary(state.get("SMask"))
                size += self._form(mask.get("G"), resources, depth).size
                blend = self.objects.resolve(state.get("BM"))
                is_plain = (
                    self.objects.text(blend[0] if isinstance(blend, list) and blend else blend) in _PLAIN_BLENDS
                )
                size += 0 if is_plain else _BLENDED
            elif operator in (b"scn", b"SCN"):
                size += self._pattern(patterns.get(_named(name)), resources, depth)
        return size

    def _pattern(self, value: Value, around: dict[str, Value], depth: int) -> int:
        """Return what painting with a pattern takes (ISO 32000-2 8.7)."""
        objects = self.objects
        pattern = objects.resolve(value)
        if not isinstance(pattern, Stream):
            return self._shading(objects.dictionary(pattern).get("Shading"))
        entries = pattern.dictionary
        steps = objects.numbers([entries.get("XStep"), entries.get("YStep")])
        matrix = objects.numbers(entries.get("Matrix"))
        scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) if len(matrix) == 6 else 1.0
        if len(steps) == 2 and 0 < abs(steps[0] * steps[1]) * scale < _SMALLEST_TILE:
            return _ENDLESS.size
        return self._form(value, around, depth).size

    def _shading(self, value: Value) -> int:
        """Return what a shading takes: its function for each of its colours, or the triangles of its mesh."""
        objects = self.objects
        shading = objects.resolve(value)
        mesh = len(self._data(shading)) * _CORNER if isinstance(shading, Stream) else 0
        entries = shading.dictionary if isinstance(shading, Stream) else objects.dictionary(shading)
        function = self._size_of(entries.get("Function"))
        is_of_dots = objects.integer(entries.get("ShadingType")) == 1
        if is_of_dots and function > _LONGEST_PROGRAM:
            return _ENDLESS.size
        times = _DOTS if is_of_dots else _SAMPLES
        return mesh + function * times + self._size_of(entries.get("ColorSpace"))

    def _colours(self, resources: dict[str, Value]) -> int:
        """Return what the colours of some resources take, and the conditions of their layers."""
        objects = self.objects
        spaces = objects.dictionary(resources.get("ColorSpace")).values()
        layers = objects.dictionary(resources.get("Properties")).values()
        return sum(self._size_of(value) * _SAMPLES for value in spaces if type(value) is not Name) + sum(
            self._condition(value) for value in layers
        )

    def _layer(self, entries: dict[str, Value]) -> int:
        return self._condition(entries["OC"]) if "OC" in entries else 0

    def _condition(self, value: Value) -> int:
        """Return what telling takes whether a layer shows (ISO 32000-2 8.11.2.2)."""
        entries = self.objects.dictionary(value)
        return self._size_of(entries["VE"]) if "VE" in entries else 0

    def _size_of(self, value: Value, depth: int = 0) -> int:
        """Return how large a condition, colour space or function is, all that it names counted each time."""
        item = self.objects.resolve(value)
        if isinstance(item, Stream):
            is_program = self.objects.integer(item.dictionary.get("FunctionType")) == _PROGRAM
            return len(self._data(item)) if is_program else 1
        parts = item
        if isinstance(item, dict):
            parts = self.objects.resolve(item.get("Functions"))
        if not isinstance(parts, list):
            return 1
        if depth > _NESTING:
            return _ENDLESS.size
        if id(item) not in self._unrolled:
            self._unrolled[id(item)] = _ENDLESS.size
            total = 1 + sum(self._size_of(part, depth + 1) for part in parts)
            self._unrolled[id(item)] = min(total, _ENDLESS.size)
        return self._unrolled[id(item)]

    def _glyph(self, font: Value, around: dict[str, Value], depth: int) -> int:
        """Return what a drawn glyph of a font takes where it draws other things (ISO 32000-2 9.6.4)."""
        objects = self.objects
        entries = objects.dictionary(font)
        resources = objects.dictionary(entries["Resources"]) if "Resources" in entries else around
        if not any(objects.dictionary(resources.get(key)) for key in ("XObject", "Pattern", "ExtGState", "Font")):
            return 0
        most = 0
        for value in objects.dictionary(entries["CharProcs"]).values():
            stream = objects.resolve(value)
            if isinstance(stream, Stream):
                key = id(stream), id(resources)
                if key not in self._known:
                    self._known[key] = _ENDLESS
                    self._known[key] = self._cost(self._data(stream), resources, depth + 1)
                most = max(most, self._known[key].size - len(objects.raw(stream)))
        return most


def check_opening(data: bytes, written: Iterable[WrittenObject]) -> None:
    """Do nothing for a file that PDFium can open: it searches the end of all data, and unpacks some whole.

    Raises:
        LimitReachedError: it takes too much.
    """
    begun = 0
    for item in written:
        if item.stream_start is None or item.stream_end is None:
            continue
        begun += 1
        packed = _SQUEEZED.findall(data, item.body, item.stream_start)
        size = item.stream_end - item.stream_start
        if len(packed) > 1 or (
            packed and size > _MAY_GROW and b"/Image" not in data[item.body : item.stream_start]
        ):
            _check_growth(data[item.stream_start : item.stream_end], len(packed))
    ended = data.count(b"endstream")
    # The word alone is counted first, which takes a hundredth of the time.
    if (data.count(b"stream") - 2 * ended) * len(data) > _MOST_SEARCHED and (_count(_BEGUN, data) - ended) * len(
        data
    ) > _MOST_SEARCHED:
        raise LimitReachedError("too many data of the file have no end", code="limit-page-painting")


def _check_growth(held: bytes, times: int) -> None:
    """Raise LimitReachedError for deflated data that grow too large; others are passed over."""
    try:
        for left in range(times, 0, -1):
            stream, size, pieces = zlib.decompressobj(), 0, []
            while held and not stream.eof:
                piece = stream.decompress(held, _PIECE)
                held = stream.unconsumed_tail
                size += len(piece)
                if size > (_MOST_GROWN if left == 1 else _MOST_BETWEEN):
                    raise LimitReachedError("data of the file grow too large", code="limit-ratio")
                if left > 1:
                    pieces.append(piece)
            held = b"".join(pieces)
    except zlib.error:
        return


def check_unread(data: bytes, written: Iterable[WrittenObject]) -> None:
    """Do nothing for a file of whose pages we read none and whose forms cannot be drawn without end.

    Which form draws which is not known then: a drawing counts as one of the dearest form, as deep as forms nest.

    Raises:
        LimitReachedError: painting a page may take too much.
    """
    forms: list[tuple[int, int]] = []
    draws = size = 0
    has_masks = b"/Luminosity" in data or b"/Alpha" in data
    for item in written:
        if item.stream_start is None or item.stream_end is None:
            continue
        head, held = data[item.body : item.stream_start], data[item.stream_start : item.stream_end]
        if b"/Image" in head:
            continue
        content = inflated(held) if b"/Fl" in head else held
        if content is None:
            continue
        count = _count(_DRAWS, content)
        if _AGAIN.search(content) is not None and (has_masks or b"scn" in content.lower()):
            count += _count(_PAINTS, content)  # a pattern or a mask is painted for each
        if b"/Form" in head or b"/PatternType" in head:
            forms.append((len(content) + _FORM, count))
        else:
            draws, size = draws + count, size + len(content)
    dearest = 0
    for _ in range(_NESTING if forms else 0):
        dearest = max(own + count * dearest for own, count in forms)
        if size + draws * dearest > _MOST:
            raise LimitReachedError("a page may take too much to be painted", code="limit-page-painting")


def _named(name: bytes) -> str:
    return _HASH.sub(lambda found: bytes([int(found[1], 16)]), name).decode("utf-8", "replace")


def _count(pattern: "re.Pattern[bytes]", data: bytes) -> int:
    return sum(1 for _ in pattern.finditer(data))


def _check_nesting(pattern: "re.Pattern[bytes]", data: bytes, most: int) -> None:
    """Raise LimitReachedError where more things than *most* are begun in one another; group 1 begins one."""
    depth = 0
    for found in pattern.finditer(data):
        depth = depth + 1 if found[1] is not None else max(0, depth - 1)
        if depth > most:
            raise LimitReachedError("a page is nested too deeply to be painted", code="limit-page-painting")
