"""Reads the slides of a presentation, their notes, and what lies behind them, into one view."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.findings import Place
from leakscan.formats.colours import Colour
from leakscan.formats.mentions import gather_mentions
from leakscan.formats.ooxml.beside import custom_xml_identifiers, thumbnail_texts, vml_tree, web_extension_texts
from leakscan.formats.ooxml.drawings import alternative_texts
from leakscan.formats.ooxml.given_names import given_names, named_formats
from leakscan.formats.ooxml.markup import say_unknown, stray_texts, walked
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.signatures import signature_texts
from leakscan.formats.ooxml.text_parts import read_text_parts
from leakscan.formats.ooxml.vml import vml_texts
from leakscan.formats.pictures.opacity import is_opaque
from leakscan.formats.pptx.comments import read_comments
from leakscan.formats.pptx.fills import Fill, FillKind, Fills, fill_styles
from leakscan.formats.pptx.inheriting import Inheritance
from leakscan.formats.pptx.seeing import HIDDEN, MAYBE, Stage, covers_of, may_be_covered, seen_texts, why_hidden
from leakscan.formats.pptx.shapes import Shape, read_shapes, read_texts
from leakscan.formats.pptx.showing import left_out
from leakscan.formats.pptx.timing import taken_away, texts_taken
from leakscan.formats.rereading import side_text_table
from leakscan.formats.whole import read_whole
from leakscan.formats.xlsx.charts import read_page_charts
from leakscan.formats.xlsx.palette import theme_colours
from leakscan.formats.xlsx.roots import parts_of
from leakscan.views.prose import Passage, PassageKind, Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText, grouped, says_much
from leakscan.views.slides import Deck, Slide

if TYPE_CHECKING:
    from lxml.etree import _Element

_USUAL_WIDTH, _USUAL_HEIGHT = 9_144_000.0, 6_858_000.0
_LEAST_SIDE = 1_000
_OWN_PLACEHOLDERS = frozenset({"sldImg", "sldNum", "dt"})
_MARGIN_PLACEHOLDERS = frozenset({"hdr", "ftr"})
_FREE_PLACEHOLDERS = frozenset({"body", "obj", "ftr"})
_KINDS = {"pic": "picture", "graphicFrame": "chart, table or object", "cxnSp": "line", "contentPart": "ink"}


class Reading:
    """One presentation while it is read."""

    def __init__(self, package: Package, main: str, deck: Deck) -> None:
        self._package = package
        self._main = main
        self._deck = deck
        self._texts: list[SideText] = []
        self._numbers: dict[str, int] = {}
        self._left_out: frozenset[int] = frozenset()
        self._shown_parts: set[str] = set()
        self._size = (_USUAL_WIDTH, _USUAL_HEIGHT)
        self._presentation: _Element | None = None
        self._roots: dict[str, _Element | None] = {}
        self._opaque: dict[str, bool] = {}
        self._empty: dict[str, bool] = {}
        self._under_slides: dict[str, list[Shape]] = {}
        self._themes: dict[str, tuple[Mapping[str, Colour], dict[int, _Element]]] = {}
        self._backgrounds: set[str] = set()
        self._prompts: dict[str, list[tuple[Place, bool]]] = {}

    def run(self) -> None:
        """Read everything."""
        package, deck = self._package, self._deck
        root = self._presentation = package.tree(self._main, "presentation", lost="the list of slides")
        if root is not None:
            self._settings(root)
        listed = list(self._listed(root)) if root is not None else []
        if root is not None:
            self._left_out = left_out(package, self._main, root, self._numbers)
        every = parts_of(package, root="sld", content_type="slide")
        for part in (*listed, *(part for part in every if part not in self._numbers)):
            self._slide(part)
        for part in (*self._backgrounds, *(part for part in self._masters() if part not in self._backgrounds)):
            self._background(part)
        self._own_prompts()
        for part in parts_of(package, root="notes", content_type="notesSlide"):
            if part not in self._roots:
                self._notes(part, None, PassageKind.ORPHAN)
        self._diagrams()
        read_comments(package, deck, self._numbers)
        self._tags()
        read_page_charts(package, deck, self._shown_parts)
        self._finish()

    # The list of slides, and what stands beside it

    def _listed(self, root: "_Element") -> Iterator[str]:
        for group in xmlsafe.children(root, "sldIdLst"):
            for element in xmlsafe.descendants(group, "sldId"):
                found = self._package.relationship(self._main, _relationship_id(element))
                part = None if found is None else self._package.name(found.target)
                if part is None:
                    place = Place(part=self._main, name=element.get("id", ""))
                    self._package.problem("part-missing", place, "a slide's part does not exist", lost="a slide")
                elif part not in self._numbers:
                    self._numbers[part] = len(self._numbers) + 1
                    yield part

    def _settings(self, root: "_Element") -> None:
        for size in xmlsafe.children(root, "sldSz"):
            sides = [read_whole(size.get(name)) for name in ("cx", "cy")]
            if all(side is not None and side >= _LEAST_SIDE for side in sides):
                self._size = float(sides[0] or 0), float(sides[1] or 0)
        place = Place(part=self._main)
        for element in root.iter("{*}custShow", "{*}section"):
            name = element.get("name", "")
            what = "custom show" if xmlsafe.local_name(element) == "custShow" else "section"
            is_own = name.casefold() in ("default section", "untitled section", "summary section")
            if name.strip():
                self._deck.settings.append(Setting(SettingKind.TAG, what, name, place, is_own))

    # Slides

    def _slide(self, part: str) -> None:
        package, deck = self._package, self._deck
        root = self._roots[part] = package.tree(part, "slide", lost="the text of a slide")
        if root is None:
            return
        number = self._numbers.get(part)
        place = Place(part=part, page=number)
        kind, is_left_out = None, False
        if number is None:
            kind = PassageKind.ORPHAN
        elif not xmlsafe.is_true(root.get("show"), default=True):
            kind = PassageKind.SLIDE
        elif number in self._left_out:
            kind, is_left_out = PassageKind.SLIDE, True
        layout, master, fills = self._under(part)
        inheritance = Inheritance(fills, self._tree(layout), self._tree(master), self._presentation)
        trees = root.iter("{*}spTree")
        shapes = list(self._timed(shape for tree in trees for shape in read_shapes(tree, fills, inheritance)))
        stage = self._stage(root, layout, master, fills, part)._replace(covers=covers_of(shapes))
        gone, has_links = taken_away(root), _has_links(root)
        texts = pictures = 0
        for at, shape in enumerate(self._timed(shapes)):
            self._beside(shape, place, has_links=has_links)
            texts += len(shape.texts)
            pictures += shape.kind in ("pic", "graphicFrame")
            if kind is not None:
                deck.passages.extend(Passage(kind, kind.value, text, place) for text in shape.texts)
            else:
                self._shape(shapes, at, stage, place)
                self._animated(shape, texts_taken(shape, gone) if gone else None, place)
        for inner in xmlsafe.children(root, "cSld"):
            if inner.get("name", "").strip():
                deck.settings.append(Setting(SettingKind.TAG, "name of a slide", inner.get("name", ""), place))
        deck.slides.append(Slide(place, kind is None, texts, pictures, is_left_out))
        self._old_drawings(part, place)
        if kind is None:
            self._fallbacks(root, place)
            self._use(root, layout, master)
            for item in package.relationships(part):
                if item.kind in ("chart", "chartEx", "diagramData", "diagramDrawing") and not item.is_external:
                    self._shown_parts.add(package.name(item.target) or "")
        for item in package.related(part, "notesSlide"):
            name = package.name(item.target)
            if name is not None and name not in self._roots:
                self._notes(name, number, PassageKind.NOTES if number is not None else PassageKind.ORPHAN)

    def _use(self, root: "_Element", layout: str, master: str) -> None:
        """Keep which of its layout and master a slide shows."""
        tree = self._tree(layout)
        shown = [layout, *([master] if tree is None or _shows_master(tree) else [])]
        self._backgrounds.update(name for name in shown if name and _shows_master(root))

    def _timed(self, shapes: Iterable[Shape]) -> Iterator[Shape]:
        """Yield shapes as long as the scan has time."""
        for shape in shapes:
            self._package.container.source.budget.check_time()
            yield shape

    def _shape(self, shapes: list[Shape], at: int, stage: Stage, place: Place) -> None:
        """Take a shape of a slide that shows."""
        shape, deck = shapes[at], self._deck
        why = why_hidden(shapes, at, stage)
        if why:
            what = f"{_KINDS.get(shape.kind, 'shape')} {why}"
            place = place._replace(name=shape.name)
            for text in shape.texts:
                self._texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text, place))
            if not shape.texts and (shape.is_hidden or shape.kind in ("pic", "graphicFrame")):
                is_own = shape.kind not in ("pic", "graphicFrame")
                self._texts.append(SideText(SideKind.HIDDEN_SHAPE, what, shape.name, place, is_own))
            return
        for seen in seen_texts(shapes, at, stage):
            deck.passages.extend(Passage(PassageKind.UNSEEN, why, text, place) for why, text in seen.unseen)
            if seen.visible:
                deck.show(seen.visible)
        if may_be_covered(shapes, at, stage):
            deck.passages.append(Passage(PassageKind.UNSEEN, MAYBE, "\n".join(shape.texts), place))

    def _animated(self, shape: Shape, taken: list[str] | None, place: Place) -> None:
        """Take what an animation takes away: it stands on the slide, but is gone when the show goes on."""
        if taken is not None and not shape.is_hidden:
            what = f"{_KINDS.get(shape.kind, 'shape')} that an animation takes away"
            place = place._replace(name=shape.name)
            for text in taken or [shape.name]:
                self._texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text, place, is_own=not taken))

    def _beside(self, shape: Shape, place: Place, *, has_links: bool) -> None:
        """Take what a shape says beside its text."""
        if any(shape.properties.get(key) for key in ("name", "descr", "title")):
            place = Place(part=place.part, page=place.page, name=shape.name)
            self._texts.extend(alternative_texts(shape.properties, place))
            self._texts.extend(given_names(shape.properties, place))
        for link in shape.element.iter("{*}hlinkClick", "{*}hlinkHover") if has_links else ():
            tip = (link.get("tooltip") or "").strip()
            if tip:
                self._texts.append(SideText(SideKind.ALTERNATIVE_TEXT, "tip of a link", tip, place))

    def _old_drawings(self, part: str, place: Place) -> None:
        """Take the drawings that stand in for objects in old programs (ECMA-376-4 §19)."""
        for item in self._package.related(part, "vmlDrawing"):
            name = self._package.name(item.target)
            root = None if name is None else vml_tree(self._package, name)
            if name is not None and root is not None:
                self._texts.extend(vml_texts(root, place._replace(part=name), sheet_shows=True))

    def _fallbacks(self, root: "_Element", place: Place) -> None:
        """Take texts kept for older programs that differ from what shows (ECMA-376-3 §10.2)."""
        for branch in root.iter("{*}Fallback"):
            for paragraph in branch.iter("{*}p"):
                text = "".join(item.text or "" for item in xmlsafe.descendants(paragraph, "t")).strip()
                if text and not self._deck.shows(text):
                    why = "text for older programs that newer ones do not show"
                    self._deck.passages.append(Passage(PassageKind.HIDDEN, why, text, place))

    # What lies under the shapes of a slide

    def _under(self, part: str) -> tuple[str, str, Fills]:
        """Return the layout and the master of a slide, and what colours mean on it."""
        layout = self._first(part, "slideLayout")
        master = self._first(layout, "slideMaster") if layout else ""
        colours, styles = self._theme(master)
        mapping: dict[str, str] = {}
        root = self._tree(master)
        for element in () if root is None else xmlsafe.children(root, "clrMap"):
            mapping = {str(key): str(value) for key, value in element.attrib.items()}
        for name in (layout, part):
            own = self._tree(name)
            for element in () if own is None else own.iter("{*}overrideClrMapping"):
                mapping = {**mapping, **{str(key): str(value) for key, value in element.attrib.items()}}
        return layout, master, Fills(colours, mapping, styles)

    def _theme(self, master: str) -> "tuple[Mapping[str, Colour], dict[int, _Element]]":
        """Return the colours and the fills of the theme of a master."""
        if master and master not in self._themes:
            part = self._first(master, "theme")
            root = self._package.tree(part, "theme", lost="the fills of the theme") if part else None
            self._themes[master] = theme_colours(self._package, master), fill_styles(root)
        return self._themes.get(master, ({}, {}))

    def _first(self, part: str, kind: str) -> str:
        for item in self._package.related(part, kind):
            return self._package.name(item.target) or ""
        return ""

    def _tree(self, part: str) -> "_Element | None":
        if not part:
            return None
        if part not in self._roots:
            self._roots[part] = self._package.tree(part, "layout or master", lost="what lies under slides")
        return self._roots[part]

    def _stage(self, root: "_Element", layout: str, master: str, fills: Fills, part: str) -> Stage:
        ground: Fill | None = None
        is_bare = True
        for number, tree in enumerate((root, self._tree(layout), self._tree(master))):
            if tree is None:
                continue
            if ground is None:
                ground = _background(tree, fills)
            if number and not self._is_empty((part, layout, master)[number], tree):
                is_bare = False
            if not _shows_master(tree) and number < 2:
                break
        moving = frozenset(item.get("spid", "") for item in root.iter("{*}spTgt"))
        return Stage(*self._size, ground, is_bare, moving, lambda shape: self._is_opaque(part, shape))

    def _is_empty(self, part: str, tree: "_Element") -> bool:
        """Return whether a layout or master paints nothing itself; its placeholders paint nothing on slides."""
        if part not in self._empty:
            self._empty[part] = all(shape.placeholder is not None for shape in self._painted(part, tree))
        return self._empty[part]

    def _painted(self, part: str, tree: "_Element") -> list[Shape]:
        """Return the shapes of a layout or master."""
        if part not in self._under_slides:
            shapes = (shape for inner in tree.iter("{*}spTree") for shape in read_texts(inner))
            self._under_slides[part] = list(self._timed(shapes))
        return self._under_slides[part]

    def _is_opaque(self, part: str, shape: Shape) -> bool:
        found = self._package.relationship(part, shape.picture)
        name = None if found is None else self._package.name(found.target)
        if name is None:
            return False
        if name not in self._opaque:
            try:
                self._opaque[name] = is_opaque(self._package.read(name))
            except FileError:
                self._opaque[name] = False  # whoever examines the picture says what is wrong with it
        return self._opaque[name]

    def _masters(self) -> Iterator[str]:
        for root, kind in (("sldLayout", "slideLayout"), ("sldMaster", "slideMaster"),
                           ("notesMaster", "notesMaster"), ("handoutMaster", "handoutMaster")):  # fmt: skip
            yield from parts_of(self._package, root=root, content_type=kind)

    def _background(self, part: str) -> None:
        """Take the texts of a layout or master: slides that use it show those outside of placeholders."""
        root = self._tree(part)
        if root is None:
            return
        place, has_links = Place(part=part), _has_links(root)
        for shape in self._painted(part, root):
            self._beside(shape, place, has_links=has_links)
            texts = shape.texts
            if shape.is_hidden and not texts:
                what, inner = f"{_KINDS.get(shape.kind, 'shape')} {HIDDEN}", place._replace(name=shape.name)
                self._texts.append(SideText(SideKind.HIDDEN_SHAPE, what, shape.name, inner, is_own=True))
            for text in texts:
                is_beside = self._is_beside(shape)
                is_shown = part in self._backgrounds and not shape.is_hidden and not is_beside
                if is_shown and shape.placeholder is None:
                    self._deck.show(text)
                elif shape.placeholder is None:
                    inner = place._replace(name=shape.name)
                    what = f"text of {'a hidden' if shape.is_hidden else 'an unused'} layout"
                    if is_beside:  # where designers of templates write to those who use them
                        what = "text of a layout beside its slide"
                    self._deck.settings.append(Setting(SettingKind.TAG, what, text, inner))
                else:
                    is_free = root.tag.endswith("}sldLayout") and shape.placeholder in _FREE_PLACEHOLDERS
                    self._prompts.setdefault(text, []).append((place._replace(name=shape.name), is_free))
        self._old_drawings(part, place)

    def _is_beside(self, shape: Shape) -> bool:
        """Return whether a shape of a layout or master lies off every slide."""
        if shape.box is None:
            return False
        left, top, right, bottom = shape.box
        return right <= 0 or bottom <= 0 or left >= self._size[0] or top >= self._size[1]

    def _own_prompts(self) -> None:
        """Take texts that somebody wrote into a placeholder of a layout; what programs write there is repeated."""
        for text, found in self._prompts.items():
            place, is_free = found[0]
            if len(found) == 1 and is_free and not text.startswith("Click ") and not self._deck.shows(text):
                what = "text in a placeholder of a layout"
                self._deck.settings.append(Setting(SettingKind.TAG, what, text, place))

    # Notes, diagrams, tags

    def _notes(self, part: str, number: int | None, kind: PassageKind) -> None:
        root = self._roots[part] = self._package.tree(part, "notes", lost="the notes of a slide")
        if root is None:
            return
        place, has_links = Place(part=part, page=number), _has_links(root)
        why = "speaker notes" if kind is PassageKind.NOTES else "notes of a slide that nothing lists"
        for shape in self._timed(shape for tree in root.iter("{*}spTree") for shape in read_texts(tree)):
            self._beside(shape, place, has_links=has_links)
            if shape.placeholder in _OWN_PLACEHOLDERS and not any(map(says_much, shape.texts)):
                continue
            for text in shape.texts:
                if shape.placeholder in _MARGIN_PLACEHOLDERS:
                    what = "header of notes" if shape.placeholder == "hdr" else "footer of notes"
                    self._texts.append(SideText(SideKind.HEADER_FOOTER, what, text, place))
                else:
                    self._deck.passages.append(Passage(kind, why, text, place))

    def _diagrams(self) -> None:
        """Read the texts of diagrams, which their slides draw (ECMA-376-1 §21.4)."""
        package = self._package
        for root_name, content_type in (("dataModel", "diagramData"), ("drawing", "diagramDrawing")):
            for part in parts_of(package, root=root_name, content_type=content_type, kind=content_type):
                root = package.tree(part, "diagram", lost="the text of a diagram")
                for paragraph in () if root is None else root.iter("{*}p"):
                    text = "".join(item.text or "" for item in xmlsafe.descendants(paragraph, "t")).strip()
                    if not text:
                        continue
                    if part in self._shown_parts:
                        self._deck.show(text)
                    elif not self._deck.shows(text):
                        place = Place(part=part)
                        why = "diagram that no slide shows"
                        self._texts.append(SideText(SideKind.HIDDEN_SHAPE, why, text, place))

    def _tags(self) -> None:
        package = self._package
        for part in parts_of(package, root="tagLst", content_type="tags"):
            root = package.tree(part, "tags", lost="tags")
            for element in () if root is None else xmlsafe.descendants(root, "tag"):
                text = element.get("val", "")
                setting = Setting(SettingKind.TAG, element.get("name", ""), text, Place(part=part))
                self._deck.settings.append(setting)
        for part in parts_of(package, root="sldSyncPr", content_type="slideUpdateInfo"):
            root = package.tree(part, "library of slides", lost="where a slide came from")
            for key, value in () if root is None else root.attrib.items():
                what = f"library of slides: {str(key).rpartition('}')[2]}"
                self._deck.settings.append(Setting(SettingKind.TAG, what, str(value), Place(part=part)))

    def _markup(self) -> Iterator[SideText]:
        """Yield the texts in the markup of every part that show nowhere."""
        whole = {item.place.part for item in self._deck.text_parts}
        known = {(item.place.part, item.text) for item in self._texts}
        for part in sorted(self._package.entries):
            walker = None if part in whole else walked(self._package, part, "presentation")
            place = Place(part=part, page=self._numbers.get(part))
            if walker is not None and not walker.root:
                say_unknown(self._package, place)
            elif walker is not None:
                found = stray_texts(self._package, walker.strays, place)
                yield from (item for item in found if (part, item.text) not in known)

    def _finish(self) -> None:
        deck, package, texts = self._deck, self._package, self._texts
        texts.extend(custom_xml_identifiers(package))
        texts.extend(web_extension_texts(package))
        texts.extend(thumbnail_texts(package))
        texts.extend(signature_texts(package))
        texts.extend(named_formats(package, styles="tblStyleLst", content_type="tableStyles"))
        deck.text_parts.extend(read_text_parts(package))
        texts.extend(list(self._markup()))
        deck.side_texts.extend(grouped(texts))
        for group in deck.side_texts:
            group.table = side_text_table(group)
        gather_mentions(texts, deck)


def _background(tree: "_Element", fills: Fills) -> Fill | None:
    """Return how the background of a slide, layout or master is painted; None when it names none (§19.3.1.1)."""
    for background in tree.iter("{*}bg"):
        for properties in xmlsafe.children(background, "bgPr"):
            return fills.of(properties) or Fill(FillKind.OTHER)
        for reference in xmlsafe.children(background, "bgRef"):
            return fills.reference(reference)
    return None


def _has_links(root: "_Element") -> bool:
    return next(root.iter("{*}hlinkClick", "{*}hlinkHover"), None) is not None


def _relationship_id(element: "_Element") -> str:
    """Return the id of a relationship; the element has a number named `id` besides (§19.2.1.33)."""
    for key, value in element.attrib.items():
        if str(key).endswith("}id"):
            return str(value)
    return ""


def _shows_master(tree: "_Element") -> bool:
    """Return whether a slide shows the shapes of its layout, or a layout those of its master (§19.3.1.38)."""
    return xmlsafe.is_true(tree.get("showMasterSp"), default=True)
