"""Where the parts of a package use its pictures, and how much of each they show (ECMA-376-1 §20.1.8.55)."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError, LimitReachedError
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.patterns import late_pattern
from leakscan.views.pictures import PictureUse

_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 512
_CROP = late_pattern(rb"<(?:[\w.-]+:)?(?:srcRect|fillRect)\b|\bcrop(?:left|top|right|bottom)\s*=")
_HIDDEN_SLIDE = late_pattern(rb"<(?:[\w.-]+:)?sld\s[^>]*\bshow\s*=\s*[\"'](?:0|false|off)[\"']")
_HEAD_BYTES = 8192
_NO_PAGE = frozenset({"thumbnail"})
_REFERENCES = ("embed", "link", "id", "relid", "pict", "href")
_NOTHING = (0.0, 0.0, 0.0, 0.0)


class PictureUses:
    """The uses of every picture of one package.

    Attributes:
        thumbnails: the parts that are the small picture of the first page.
        shown: the parts that show.
    """

    def __init__(self, package: Package, hidden: frozenset[str]) -> None:
        self.thumbnails: set[str] = set()
        self._package = package
        self._uses: dict[str, list[PictureUse]] = defaultdict(list)
        self._related: set[str] = set()
        self.shown = frozenset(_shown_parts(package, hidden))

    def read(self, parts: list[str]) -> None:
        """Find the uses of some pictures."""
        package, wanted = self._package, set(parts)
        for owner in ("", *sorted(package.entries)):
            if owner.casefold().endswith(".rels"):
                continue
            targets: dict[str, str] = {}
            for relationship in package.relationships(owner):
                part = None if relationship.is_external else package.name(relationship.target)
                if part is None or part not in wanted:
                    continue
                if relationship.kind in _NO_PAGE:
                    self.thumbnails.add(part)
                elif owner:
                    targets[relationship.id] = part
                    self._related.add(part)
            if targets:
                self._read_owner(owner, targets)

    def of(self, part: str) -> list[PictureUse]:
        """Return the uses of a picture."""
        return self._uses.get(part, [])

    def is_related(self, part: str) -> bool:
        """Return whether a relationship of a part leads to a picture."""
        return part in self._related

    def _read_owner(self, owner: str, targets: dict[str, str]) -> None:
        is_shown = owner in self.shown
        try:
            quoted, has_crops = self._quoted(owner, targets)
            found = list(self._crops(owner, targets)) if has_crops else []
        except LimitReachedError as error:
            if error.ends_scan:
                raise
            quoted, found = set(targets), []
        except FileError:  # its own reader tells of the damage
            quoted, found = set(targets), []
        for number, use in found:
            self._uses[targets[number]].append(use._replace(is_shown=use.is_shown and is_shown))
        for number in quoted - {number for number, _ in found}:
            self._uses[targets[number]].append(PictureUse(Place(part=owner), is_shown=is_shown))

    def _quoted(self, owner: str, targets: dict[str, str]) -> tuple[set[str], bool]:
        """Return which relationships a part mentions, and whether anything in it is cropped."""
        alternatives = b"|".join(re.escape(number.encode()) for number in targets)
        pattern = re.compile(rb"[\"'](" + alternatives + rb")[\"']")
        quoted: set[str] = set()
        has_crops = False
        with self._package.open(owner) as stream:
            pending = b""
            while block := stream.read(_CHUNK_BYTES):
                text = pending + block
                if b"\0" in text[:4]:
                    return set(targets), True  # written in two bytes a character
                quoted.update(found[1].decode() for found in pattern.finditer(text))
                has_crops = has_crops or _CROP.search(text) is not None
                pending = text[-_OVERLAP_BYTES:]
        return quoted, has_crops

    def _crops(self, owner: str, targets: dict[str, str]) -> Iterator[tuple[str, PictureUse]]:
        reader = _CropReader(owner, targets)
        with self._package.open(owner) as stream:
            xmlsafe.stream(stream, reader)
        straight = {number for number, _, is_fallback in reader.found if not is_fallback}
        for number, use, is_fallback in reader.found:
            if not is_fallback or number not in straight:
                yield number, use


class _CropReader(xmlsafe.Handler):
    """Gathers the uses of pictures in one part, with what is cut off."""

    def __init__(self, owner: str, targets: dict[str, str]) -> None:
        self.found: list[tuple[str, PictureUse, bool]] = []
        self._owner = owner
        self._targets = targets
        self._name, self._is_hidden = "", False
        self._fallbacks = 0
        self._fills: list[tuple[list[str], list[tuple[float, ...]]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if name == "Fallback":
            self._fallbacks += 1
        elif name in ("cNvPr", "docPr"):
            self._name = attributes.get("name", "")
            self._is_hidden = xmlsafe.is_true(attributes.get("hidden"))
        elif name == "blipFill":
            self._fills.append(([], []))
        elif name == "srcRect" and self._fills:
            self._fills[-1][1].append(_edges(attributes))
        elif name == "fillRect" and self._fills:
            self._fills[-1][1].append(_overhang(_edges(attributes)))
        else:
            numbers = [text for key in _REFERENCES if (text := attributes.get(key)) in self._targets]
            if numbers and self._fills:
                self._fills[-1][0].extend(str(number) for number in numbers)
            elif numbers:
                self._add([str(number) for number in numbers], _vml_crop(attributes))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "Fallback":
            self._fallbacks -= 1
        elif name == "blipFill" and self._fills:
            numbers, crops = self._fills.pop()
            crop = _NOTHING
            for edges in crops:
                left, top, right, bottom = (max(old, new) for old, new in zip(crop, edges, strict=True))
                crop = (left, top, right, bottom)
            self._add(numbers, crop)

    def _add(self, numbers: list[str], crop: tuple[float, float, float, float]) -> None:
        use = PictureUse(Place(part=self._owner, name=self._name), crop, is_shown=not self._is_hidden)
        self.found.extend((number, use, self._fallbacks > 0) for number in numbers)


def _edges(attributes: dict[str, str]) -> tuple[float, ...]:
    """Return what a relative rectangle takes from each edge (ECMA-376-1 §20.1.10.41; strict files write %)."""
    return tuple(_percentage(attributes.get(key)) for key in ("l", "t", "r", "b"))


def _percentage(text: str | None) -> float:
    text = (text or "").strip()
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 100_000)
    except ValueError:
        return 0.0
    return min(1.0, max(-100.0, share)) if share == share else 0.0  # NaN is not itself


def _overhang(edges: tuple[float, ...]) -> tuple[float, ...]:
    """Return what a picture stretched beyond its shape loses (ECMA-376-1 §20.1.8.30)."""
    left, top, right, bottom = (max(0.0, -edge) for edge in edges)
    width, height = 1 + left + right, 1 + top + bottom
    return left / width, top / height, right / width, bottom / height


def _vml_crop(attributes: dict[str, str]) -> tuple[float, float, float, float]:
    """Return what a VML picture loses: shares, percentages or 65536ths (ECMA-376-4 §19.1.2.11)."""
    left, top, right, bottom = (
        _fraction(attributes.get(key)) for key in ("cropleft", "croptop", "cropright", "cropbottom")
    )
    return left, top, right, bottom


def _fraction(text: str | None) -> float:
    text = (text or "").strip()
    try:
        if text.endswith("f"):
            share = float(text[:-1]) / 65536
        else:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 0.0
    return share if 0 <= share <= 1 else 0.0


def _shown_parts(package: Package, hidden: frozenset[str]) -> set[str]:
    """Return the parts that are reached without passing a part that does not show."""
    seen = {""}
    pending = deque([""])
    while pending:
        for relationship in package.relationships(pending.popleft()):
            part = None if relationship.is_external else package.name(relationship.target)
            if part is None or part in seen or part in hidden or _is_hidden_slide(package, part):
                continue
            seen.add(part)
            pending.append(part)
    return seen


def _is_hidden_slide(package: Package, part: str) -> bool:
    """Return whether a part is a slide that is skipped in the show (ECMA-376-1 §19.3.1.38)."""
    if not package.content_type(part).casefold().endswith("presentationml.slide+xml"):
        return False
    try:
        with package.open(part) as stream:
            return _HIDDEN_SLIDE.search(stream.read(_HEAD_BYTES)) is not None
    except LimitReachedError as error:
        if error.ends_scan:
            raise
    except FileError:
        pass  # its own reader tells of the damage
    return False
