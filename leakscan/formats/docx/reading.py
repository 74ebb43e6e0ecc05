"""Reads every story of a document into one view: body, headers, notes, comments, building blocks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.errors import LimitReachedError
from leakscan.findings import Place
from leakscan.formats.colours import WHITE, read_rgb
from leakscan.formats.docx.elements import Where
from leakscan.formats.docx.fields import field_paths, field_settings
from leakscan.formats.docx.layout import Numbering, Pages, read_pages
from leakscan.formats.docx.markup import markup_texts
from leakscan.formats.docx.numbers import level_passages
from leakscan.formats.docx.remarks import read_remarks
from leakscan.formats.docx.settings import Choices, read_settings
from leakscan.formats.docx.story import Story
from leakscan.formats.docx.styles import Styles
from leakscan.formats.docx.tints import Tint, Tints
from leakscan.formats.mentions import gather_mentions
from leakscan.formats.ooxml.beside import custom_xml_identifiers, thumbnail_texts, web_extension_texts
from leakscan.formats.ooxml.given_names import named_formats
from leakscan.formats.ooxml.package import Package
from leakscan.formats.ooxml.signatures import signature_texts
from leakscan.formats.ooxml.text_parts import read_text_parts
from leakscan.formats.rereading import side_text_table
from leakscan.formats.xlsx.charts import read_page_charts
from leakscan.formats.xlsx.palette import theme_colours
from leakscan.formats.xlsx.roots import parts_of
from leakscan.views.people import PersonMention, Role
from leakscan.views.prose import Passage, PassageKind, Prose, Setting, SettingKind
from leakscan.views.side_texts import SideKind, SideText, grouped

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_OWN_BLOCKS = frozenset({"bbPlcHdr", "placeholder"})
"""Types and galleries of building blocks that only hold the prompts of content controls (ECMA-376-1 §17.18.12)."""
_OWN_BOOKMARKS = ("_", "OLE_LINK", "DDE_LINK")


class Reading:
    """One document while it is read."""

    def __init__(self, package: Package, main: str, prose: Prose) -> None:
        self._package = package
        self._budget = package.container.source.budget
        self._main = main
        self._prose = prose
        self._texts: list[SideText] = []
        self._stories: list[Story] = []
        self._shown_parts: set[str] = set()
        self._trees: dict[str, list[_Element]] = {}
        self._pages = Pages()
        self._reachable = package.reachable()

    def run(self) -> None:
        """Read everything."""
        package, prose = self._package, self._prose
        choices = read_settings(package, self._main, prose, self._texts)
        tints = Tints(theme_colours(package, self._main))
        numbering = self._numbering()
        page: Tint = WHITE
        styles = Styles(self._styles(self._main), tints, numbering)
        root = self._tree(self._main, "document", lost="the text of the document")
        notes: set[tuple[str, str]] = set()
        if root is not None:
            page = _page(root, choices)
            self._pages = read_pages(root)
            body = Story(self._main, styles, self._budget, page, self._pages)
            try:
                body.read_whole(root, Where(ground=page))
            except LimitReachedError:
                prose.passages.extend(body.passages)  # what was found is told of before the scan ends
                raise
            headers = list(self._headers(root, choices, styles, page))
            is_backed = any(story.has_floating for story in headers)
            for story in (body, *headers):
                story.doubt_colours(everywhere=is_backed)
            self._show(body)
            notes = body.notes
        for kind, name in _NOTES:
            self._notes(kind, name, notes, styles)
        anchored = {number for story in self._stories for number in story.remarks}
        remarks: list[Story] = []
        read_remarks(package, styles, prose, anchored, remarks, self._trees)
        for story in remarks:
            self._beside(story)
        if root is not None:
            part = next((package.name(item.target) for item in package.related(self._main, "numbering")), None)
            prose.passages.extend(level_passages(numbering, part or "", tints, page))
        self._glossary(tints)
        self._diagrams()
        read_page_charts(package, prose, self._shown_parts)
        self._finish()

    def _tree(self, part: str, kind: str, *, lost: str) -> "_Element | None":
        """Return a part whose texts are taken as they are read, so that what nobody reads is left."""
        root = self._package.tree(part, kind, lost=lost, is_changed=True)
        if root is not None:
            self._trees.setdefault(self._package.name(part) or part, []).append(root)
        return root

    def _numbering(self) -> Numbering:
        """Return the numberings of the document; others are read for what else is in them."""
        package = self._package
        own = {package.name(item.target) for item in package.related(self._main, "numbering")}
        found = Numbering(None)
        for part in parts_of(package, root="numbering"):
            if part in self._reachable:
                root = package.tree(part, "numbering", lost="where numbered paragraphs lie")
                found = Numbering(root) if part in own else found
        return found

    def _styles(self, owner: str) -> "_Element | None":
        for kind in ("styles", "stylesWithEffects"):
            for relationship in self._package.related(owner, kind):
                root = self._package.tree(relationship.target, "styles", lost="what styles hide")
                if root is not None and kind == "styles":
                    return root
        return None

    # Stories

    def _show(self, story: Story) -> None:
        """Take a story that a reader sees."""
        self._prose.passages.extend(story.passages)
        for text in story.shown:
            self._budget.check_time()
            self._prose.show(text)
        self._beside(story)

    def _beside(self, story: Story) -> None:
        """Take what a story holds beside its text."""
        prose = self._prose
        self._stories.append(story)
        self._texts.extend(story.side_texts)
        prose.settings.extend(field_settings(story.fields.codes))
        prose.paths.extend(field_paths(story.fields.codes))
        for name in story.bookmarks:
            is_own = not name or name.startswith(_OWN_BOOKMARKS)
            prose.settings.append(Setting(SettingKind.BOOKMARK, "bookmark", name, Place(part=story.part), is_own))
        targets = {item.id: item for item in self._package.relationships(story.part)}
        for number in story.charts:
            related = targets.get(number)
            if related is not None and not related.is_external:
                self._shown_parts.add(self._package.name(related.target) or "")

    def _headers(self, root: "_Element", choices: Choices, styles: Styles, page: Tint) -> Iterator[Story]:
        """Yield the stories of headers and footers, taken already (ECMA-376-1 §17.10)."""
        shown = _shown_headers(root, choices)
        for kind in ("header", "footer"):
            for relationship in self._package.related(self._main, kind):
                part = self._package.name(relationship.target)
                tree = None if part is None else self._tree(part, kind, lost=f"the text of a {kind}")
                if part is None or tree is None:
                    continue
                story = Story(part, styles, self._budget, page, self._pages)
                story.read_whole(tree, Where(ground=page), on_every_page=True)
                if relationship.id in shown:
                    yield story
                    self._show(story)
                    continue
                self._beside(story)
                self._prose.passages.extend(story.passages)
                for text in story.shown:
                    place = Place(part=part)
                    is_own = not any(letter.isalpha() for letter in text)
                    what = f"unused {kind}"
                    self._texts.append(SideText(SideKind.HEADER_FOOTER, what, text.strip(), place, is_own))

    def _notes(self, kind: str, name: str, referred: set[tuple[str, str]], styles: Styles) -> None:
        """Read footnotes or endnotes; those that nothing refers to show nowhere (ECMA-376-1 §17.11)."""
        for relationship in self._package.related(self._main, kind):
            part = self._package.name(relationship.target)
            root = None if part is None else self._tree(part, kind, lost=f"the text of {kind}")
            if part is None or root is None:
                continue
            has_some = any(kind_of_mark == name for kind_of_mark, _ in referred)
            for note in xmlsafe.children(root, name):
                story = Story(part, styles, self._budget, WHITE, self._pages)
                story.read_whole(note, Where(ground=WHITE))
                number = xmlsafe.attribute(note, "id") or ""
                kind_of_note = xmlsafe.attribute(note, "type") or "normal"
                if (name, number) in referred or (kind_of_note == "separator" and has_some):
                    self._show(story)
                    continue
                self._beside(story)
                self._prose.passages.extend(story.passages)
                place = Place(part=part, name=f"{name} {number}")
                why = f"{name} that nothing refers to"
                self._prose.passages.extend(Passage(PassageKind.HIDDEN, why, text, place) for text in story.shown)

    def _glossary(self, tints: Tints) -> None:
        """Read the building blocks that the document brings along (ECMA-376-1 §17.12)."""
        for relationship in self._package.related(self._main, "glossaryDocument"):
            part = self._package.name(relationship.target)
            root = None if part is None else self._tree(part, "building blocks", lost="building blocks")
            if part is None or root is None:
                continue
            styles = Styles(self._styles(part), tints)
            for block in xmlsafe.descendants(root, "docPart"):
                self._block(block, part, styles)
            for kind in ("header", "footer", "footnotes", "endnotes", "comments"):
                for inner in self._package.related(part, kind):
                    name = self._package.name(inner.target)
                    tree = None if name is None else self._tree(name, kind, lost="building blocks")
                    if name is not None and tree is not None:
                        story = Story(name, styles, self._budget)
                        story.read_whole(tree, Where())
                        self._take_block(story, kind, Place(part=name), is_own=False)

    def _block(self, block: "_Element", part: str, styles: Styles) -> None:
        story = Story(part, styles, self._budget)
        name, is_own = "", False
        for properties in xmlsafe.children(block, "docPartPr"):
            for element in properties.iter("*"):
                local, value = xmlsafe.local_name(element), xmlsafe.attribute(element, "val") or ""
                if local == "name" and not name:
                    name = value
                elif local in ("type", "gallery") and value in _OWN_BLOCKS:
                    is_own = True
                elif local == "description" and value.strip():
                    place = Place(part=part, name=name)
                    self._prose.settings.append(Setting(SettingKind.BLOCK, name, value, place))
        for body in xmlsafe.children(block, "docPartBody"):
            story.read_whole(body, Where())
        self._take_block(story, name, Place(part=part, name=name), is_own=is_own)

    def _take_block(self, story: Story, name: str, place: Place, *, is_own: bool) -> None:
        texts = [*story.shown, *(item.text for item in story.passages if item.text)]
        for text in texts:
            self._prose.settings.append(Setting(SettingKind.BLOCK, name, text.strip(), place, is_own))
        if not is_own:
            self._beside(story)

    def _diagrams(self) -> None:
        """Read the texts of diagrams: what they draw, and what of their data they do not (ECMA-376-1 §21.4)."""
        for owner in dict.fromkeys(story.part for story in self._stories):
            drawn = [text for _, text in self._diagram_texts(owner, "diagramDrawing")]
            data = list(self._diagram_texts(owner, "diagramData"))
            for text in drawn or [text for _, text in data]:
                self._prose.show(text)
            for part, text in data:
                if drawn and not self._prose.shows(text):
                    what = "text of a diagram that it does not draw"
                    self._texts.append(SideText(SideKind.HIDDEN_SHAPE, what, text.strip(), Place(part=part)))

    def _diagram_texts(self, owner: str, kind: str) -> Iterator[tuple[str, str]]:
        for relationship in self._package.related(owner, kind):
            part = self._package.name(relationship.target) or ""
            root = self._package.tree(part, "diagram", lost="texts of a diagram")
            for paragraph in () if root is None else xmlsafe.descendants(root, "p"):
                text = "".join(item.text or "" for item in xmlsafe.descendants(paragraph, "t"))
                if text.strip():
                    yield part, text

    def _finish(self) -> None:
        prose, package = self._prose, self._package
        told = {item.text.strip() for item in prose.passages}
        for story in self._stories:
            for text in dict.fromkeys(story.fallbacks):
                if not prose.shows(text) and text not in told:
                    why = "text for older programs that newer ones do not show"
                    prose.passages.append(Passage(PassageKind.HIDDEN, why, text, Place(part=story.part)))
        for item in prose.passages:
            if item.author:
                prose.mentions.append(PersonMention(item.author, Role.REVISER, item.place))
        texts = self._texts
        texts.extend(custom_xml_identifiers(package))
        texts.extend(web_extension_texts(package))
        texts.extend(thumbnail_texts(package))
        texts.extend(signature_texts(package))
        texts.extend(named_formats(package, styles="styles"))
        prose.text_parts.extend(read_text_parts(package))
        texts.extend(markup_texts(package, self._trees, {item.place.part for item in prose.text_parts}))
        editors = [item for item in texts if item.kind is SideKind.PROTECTION and not item.is_own]
        prose.mentions.extend(PersonMention(item.text, Role.PERMITTED, item.place) for item in editors)
        prose.side_texts.extend(grouped(texts))
        for group in prose.side_texts:
            group.table = side_text_table(group)
        gather_mentions(texts, prose)


def _page(root: "_Element", choices: Choices) -> Tint:
    """Return the colour of the page (ECMA-376-1 §17.2.1)."""
    for ground in xmlsafe.children(root, "background"):
        if choices.shows_ground:
            has_picture = any(True for _ in ground)
            return None if has_picture else read_rgb(xmlsafe.attribute(ground, "color"))
    return WHITE


def _shown_headers(root: "_Element", choices: Choices) -> set[str]:
    """Return the relationship ids of the headers and footers that some page may show."""
    shown: set[str] = set()
    current: dict[tuple[str, str], str] = {}
    for section in xmlsafe.descendants(root, "sectPr"):
        parent = section.getparent()
        if parent is not None and xmlsafe.local_name(parent) == "sectPrChange":
            continue
        has_first = False
        for child in section:
            name = xmlsafe.local_name(child)
            if name in ("headerReference", "footerReference"):
                kind = xmlsafe.attribute(child, "type") or "default"
                current[name, kind] = xmlsafe.attribute(child, "id") or ""
            elif name == "titlePg":
                has_first = xmlsafe.is_true(xmlsafe.attribute(child, "val"), default=True)
        for (_, kind), number in current.items():
            if kind == "default" or (kind == "first" and has_first) or (kind == "even" and choices.even_headers):
                shown.add(number)
    return shown
