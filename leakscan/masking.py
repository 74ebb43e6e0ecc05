"""Replaces the names of places by numbers, for reports whose very sheet names are secret."""

from collections.abc import Iterable
from dataclasses import replace

from leakscan.findings import Finding, Fingerprints, Place
from leakscan.parts import Part, Problem


class PlaceMask:
    """Numbers names; the same name gets the same number throughout one report.

    Numbers follow the alphabetical order of the names, so that the same file gives the same report. Fingerprints
    are made anew from the numbers: one made from a short name would let that name be guessed.
    """

    def __init__(self, findings: Iterable[Finding], problems: Iterable[Problem], parts: Iterable[Part]) -> None:
        names: dict[str, set[str]] = {"part": set(), "sheet": set(), "name": set()}
        located: list[Finding | Problem] = [*findings, *problems]
        for item in located:
            names["part"].update(item.trail[1:])
            for kind, known in names.items():
                known.add(getattr(item.place, kind))
        for part in parts:
            names["part"].update((part.name, *part.trail[1:]))
        self._numbers = {
            (kind, name): f"{kind} {number}"
            for kind, known in names.items()
            for number, name in enumerate(sorted(known - {""}), start=1)
        }
        self._fingerprints = Fingerprints()

    def place(self, place: Place) -> Place:
        """Return a place with numbers for names."""
        return place._replace(
            part=self._number("part", place.part),
            sheet=self._number("sheet", place.sheet),
            name=self._number("name", place.name),
        )

    def trail(self, trail: tuple[str, ...]) -> tuple[str, ...]:
        """Return a trail with numbers for all names but the outermost."""
        return (*trail[:1], *(self._number("part", name) for name in trail[1:]))

    def part(self, part: Part) -> Part:
        """Return a line of the ledger with numbers for names."""
        return part._replace(trail=self.trail(part.trail), name=self._number("part", part.name))

    def finding(self, finding: Finding) -> Finding:
        """Return a finding with numbers for names."""
        trail, place = self.trail(finding.trail), self.place(finding.place)
        made = self._fingerprints.make(finding.rule.id, trail[1:], place, finding.message)
        return replace(finding, trail=trail, place=place, fingerprint=made)

    def problem(self, problem: Problem) -> Problem:
        """Return a problem with numbers for names."""
        return replace(problem, trail=self.trail(problem.trail), place=self.place(problem.place))

    def _number(self, kind: str, name: str) -> str:
        return self._numbers.get((kind, name), "") if name else ""
