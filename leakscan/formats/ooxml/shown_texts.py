"""Which words of a picture stand in no paragraph of the pages of a package."""

from collections.abc import Iterator

from leakscan import xmlsafe
from leakscan.errors import FileError, LimitReachedError
from leakscan.formats.ooxml.package import Package
from leakscan.views.words import pieces

_PAGES = ("wordprocessingml.", "presentationml.slide", "drawingml.chart", "drawingml.diagramdata")
_UNSEEN = frozenset({"delText", "instrText", "delInstrText"})
"""Elements with text of tracked deletions and codes of fields."""
_MOST_CHARACTERS = 1 << 20


def telling_words(texts: list[str]) -> set[str]:
    """Return the words of some texts, without numbers, which show in many formats, and names of columns."""
    return {word for text in texts for word in pieces(text) if _is_telling(word)}


def _is_telling(word: str) -> bool:
    return len(word) > 2 and sum(character.isalpha() for character in word) * 2 > len(word)


def words_on_no_page(package: Package, parts: frozenset[str], texts: list[str]) -> list[str] | None:
    """Return the words that stand in no paragraph of some parts; None when one of these cannot be read."""
    wanted = telling_words(texts)
    try:
        for part in sorted(parts):
            if wanted and _is_page(package.content_type(part).casefold()):
                for text in _paragraphs(package, part):
                    wanted.difference_update(pieces(text))
    except LimitReachedError as error:
        if error.ends_scan:
            raise
        return None
    except FileError:
        return None
    return sorted(wanted)


def _is_page(content_type: str) -> bool:
    return "comments" not in content_type and any(kind in content_type for kind in _PAGES)


def _paragraphs(package: Package, part: str) -> Iterator[str]:
    reader = _Paragraphs()
    with package.open(part) as stream:
        yield from xmlsafe.collected(stream, reader, reader.ready)


class _Paragraphs(xmlsafe.Handler):
    """Gathers text paragraph by paragraph, however its runs divide it."""

    def __init__(self) -> None:
        self.ready: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._is_unseen = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the handler's signature
        """Take the start of an element."""
        self._is_unseen = name in _UNSEEN

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._is_unseen:
            return
        self._pieces.append(data)
        self._length += len(data)
        if self._length > _MOST_CHARACTERS:
            self._flush()

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._is_unseen = False
        if name in ("p", "v", "tab", "br"):
            if name in ("tab", "br"):
                self._pieces.append(" ")
            else:
                self._flush()

    def _flush(self) -> None:
        self.ready.append("".join(self._pieces))
        self._pieces.clear()
        self._length = 0
