"""Documents of running text, made by hand."""

from leakscan.findings import Place
from leakscan.views.prose import Passage, PassageKind, Prose, Setting, SettingKind

DOCUMENT = Place(part="word/document.xml", name="paragraph 1")


def prose_with(*passages: Passage, shown: tuple[str, ...] = ()) -> Prose:
    """Return a document with these passages that shows some paragraphs."""
    prose = Prose(passages=list(passages))
    for text in shown:
        prose.show(text)
    return prose


def passage(kind: PassageKind, text: str, *, why: str = "", author: str = "", place: Place = DOCUMENT) -> Passage:
    """Return a passage of the body."""
    return Passage(kind, why or kind.value, text, place, author)


def settings_with(kind: SettingKind, *texts: str, name: str = "x", is_own: bool = False) -> Prose:
    """Return a document with named texts of one kind."""
    return Prose(settings=[Setting(kind, name, text, Place(part="word/settings.xml"), is_own) for text in texts])
