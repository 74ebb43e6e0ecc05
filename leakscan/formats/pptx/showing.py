"""Which of the listed slides the show is set to leave out (ECMA-376-1 §19.2.1)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leakscan import xmlsafe
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_SLIDES = 32_767
"""A range may end at any number; PowerPoint counts no further than this."""


def left_out(package: Package, main: str, presentation: "_Element", numbers: Mapping[str, int]) -> frozenset[int]:
    """Return the numbers of the slides that the show never comes to, though none of them is marked as hidden.

    A show that is set to no slide there is runs over all.

    Args:
        package: the package.
        main: the main part.
        presentation: the main part's content, with the custom shows.
        numbers: the number of each slide that is listed, by its part.
    """
    every = frozenset(numbers.values())
    shown = every
    for item in package.related(main, "presProps"):
        part = package.name(item.target)
        if part is None:
            continue
        # What else the part says is left to those who account for parts.
        with package.recording(Place(part=part), lost="which slides the show leaves out"):
            for show in xmlsafe.children(package.parsed(part), "showPr"):
                for setting in show:
                    match xmlsafe.local_name(setting):
                        case "sldRg":
                            shown = every & _range(setting)
                        case "custShow":
                            parts = _custom(package, main, presentation, setting.get("id"))
                            shown = every & {numbers.get(name, 0) for name in parts}
    return every - shown if shown else frozenset()


def _range(setting: "_Element") -> frozenset[int]:
    try:
        first, last = int(setting.get("st", "")), int(setting.get("end", ""))
    except ValueError:
        return frozenset()
    return frozenset(range(max(first, 1), min(last, _MOST_SLIDES) + 1))


def _custom(package: Package, main: str, presentation: "_Element", wanted: str | None) -> set[str]:
    """Return the parts of the slides in the custom show of that number."""
    found = set()
    for show in xmlsafe.descendants(presentation, "custShow"):
        for entry in xmlsafe.descendants(show, "sld") if show.get("id") == wanted else ():
            slide = package.relationship(main, xmlsafe.attribute(entry, "id"))
            found.add("" if slide is None else package.name(slide.target) or "")
    return found
