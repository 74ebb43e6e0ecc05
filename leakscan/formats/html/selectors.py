"""Selectors of style sheets: which elements a rule is for (Selectors Level 3)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""\s*(?P<joint>[>+~])\s* | (?P<space>\s+)
    | (?P<tag>(?:\\.|[\w-])+|\*) | \#(?P<id>(?:\\.|[\w-])+) | \.(?P<class>(?:\\.|[\w-])+)
    | \[\s*(?P<name>[\w:-]+)\s*(?:(?P<test>[~|^$*]?=)\s*(?P<value>"[^"]*"|'[^']*'|[^\]\s]*)[^\]]*)?\]
    | (?P<pseudo>::?[\w-]+)(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,5})\s?|\\(.)")
"""A sign by its number, or as it is (CSS 2.2 §4.1.3)."""
_LISTED = re.compile(r"(?:[^,()]+|\([^()]*\))+")
_ALWAYS = frozenset({":link", ":any-link", ":enabled", ":scope"})
_MAYBE = frozenset(
    {
        ":empty", ":first-child", ":first-of-type", ":has", ":is", ":lang", ":last-child", ":last-of-type",
        ":matches", ":not", ":nth-child", ":nth-last-child", ":nth-last-of-type", ":nth-of-type", ":only-child",
        ":only-of-type", ":where",
    }
)  # fmt: skip
"""What an element must be among its siblings, or not be. Everything else asks for a state that a page opens
without, or is for something that stands in no markup, such as `::marker`."""
_BESIDE = frozenset({":before", "::before", ":after", "::after"})
_LONGEST = 50


@dataclass(frozen=True, slots=True)
class Element:
    """An element as selectors see it."""

    tag: str
    attributes: Mapping[str, str]
    id: str
    classes: frozenset[str]


def element_of(tag: str, attributes: Mapping[str, str]) -> Element:
    """Return an element as selectors see it."""
    return Element(tag, attributes, attributes.get("id", ""), frozenset(attributes.get("class", "").split()))


@dataclass(slots=True)
class _Compound:
    """What one element must be; `is_child` tells how it stands to the one before."""

    tag: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    tests: tuple[tuple[str, str, str], ...] = ()
    is_child: bool = False

    def holds(self, element: Element) -> bool:
        return (
            (not self.tag or self.tag == element.tag)
            and (not self.id or self.id == element.id)
            and all(name in element.classes for name in self.classes)
            and all(_test(element.attributes.get(name), test, value) for name, test, value in self.tests)
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector of a rule.

    Attributes:
        specificity: ids, classes and tests, elements (CSS 2.2 §6.4.3).
        is_certain: nothing in it was left out.
        is_beside: it is for the box that it makes before or after the content of an element.
    """

    compounds: tuple[_Compound, ...]
    specificity: tuple[int, int, int]
    is_certain: bool
    is_beside: bool = False

    @property
    def key(self) -> str:
        """What elements are looked up by: an id, a class, a name, or nothing."""
        last = self.compounds[-1]
        if last.id:
            return f"#{last.id}"
        return f".{last.classes[0]}" if last.classes else last.tag

    @property
    def stands_alone(self) -> bool:
        """Whether name, id and classes of an element decide alone."""
        return len(self.compounds) == 1 and not self.compounds[0].tests

    def holds(self, path: Sequence[Element]) -> bool:
        """Return whether it is for the last element of a path from the root."""
        *before, last = self.compounds
        if not path or not last.holds(path[-1]):
            return False
        at, is_child = len(path) - 2, last.is_child
        for compound in reversed(before):
            if is_child:
                if at < 0 or not compound.holds(path[at]):
                    return False
            else:
                while at >= 0 and not compound.holds(path[at]):
                    at -= 1
                if at < 0:
                    return False
            at, is_child = at - 1, compound.is_child
        return True


def read_selectors(text: str) -> Iterator[Selector]:
    """Yield the selectors of a list that can be for an element of a page as it opens."""
    for piece in _LISTED.findall(text) if "(" in text else text.split(","):
        found = _read(piece.strip())
        if found is not None:
            yield found


def _read(text: str) -> Selector | None:
    compounds = [_Compound()]
    is_certain, is_beside = True, False
    ids = classes = tags = at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or len(compounds) > _LONGEST:
            return None
        at = found.end()
        last = compounds[-1]
        match found.lastgroup:
            case "space":
                compounds.append(_Compound())
            case "joint":
                compounds.append(_Compound(is_child=found["joint"] == ">"))
                if found["joint"] != ">":  # siblings are not kept: what came before is left open
                    is_certain = False
                    compounds = [_Compound()]
            case "tag":
                last.tag = "" if found["tag"] == "*" else unescaped(found["tag"]).lower()
                tags += found["tag"] != "*"
            case "id":
                last.id = unescaped(found["id"])
                ids += 1
            case "class":
                last.classes = (*last.classes, unescaped(found["class"]))
                classes += 1
            case "pseudo":
                word = found["pseudo"].lower()
                if word == ":root":
                    last.tag = "html"
                elif word in _MAYBE or word in _BESIDE:
                    is_certain = False
                    is_beside = is_beside or word in _BESIDE
                elif word not in _ALWAYS:
                    return None
                classes += 1
            case _:
                value = (found["value"] or "").strip("\"'")
                last.tests = (*last.tests, (found["name"].lower(), found["test"] or "", value))
                classes += 1
    return Selector(tuple(compounds), (ids, classes, tags), is_certain, is_beside) if text else None


def unescaped(text: str) -> str:
    """Return a word of a style sheet with its escapes as the signs that they stand for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)


def _test(held: str | None, test: str, value: str) -> bool:
    if held is None:
        return False
    match test:
        case "=":
            return held == value
        case "~=":
            return value in held.split()
        case "|=":
            return held == value or held.startswith(f"{value}-")
        case "^=":
            return bool(value) and held.startswith(value)
        case "$=":
            return bool(value) and held.endswith(value)
        case "*=":
            return bool(value) and value in held
    return True
