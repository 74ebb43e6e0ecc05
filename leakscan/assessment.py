"""assess(): what several reports together expose, in the order in which a regulator asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leakscan.errors import UsageError
from leakscan.report import Report

if TYPE_CHECKING:
    from leakscan.pii.exposed import Exposure

_MOMENTS = ("created", "last refreshed", "last saved")
_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Place:
    """One place where people are exposed.

    Attributes:
        where: the files that lead to it, and the place in the innermost.
        what: what was found there.
        severity: how bad it is.
        reach: how a stranger reaches it.
        who: who is exposed there, in words.
        remedy: how to remove it.
    """

    where: str
    what: str
    severity: str
    reach: str
    who: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FileMoments:
    """When one file was made, refreshed and saved, each with its source or "not known"."""

    name: str
    sha256: str
    moments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Who is exposed by several files, each person once.

    Attributes:
        exposure: people, roles, records and kinds of data, across all files.
        places: where, the worst first.
        files: when each file was made, refreshed and saved.
        not_examined: what was not examined, one line each.
        not_counted: what the numbers leave out.
    """

    exposure: "Exposure"
    places: tuple[Place, ...]
    files: tuple[FileMoments, ...]
    not_examined: tuple[str, ...]
    not_counted: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """False when anything in the files was not examined."""
        return not self.not_examined

    def __str__(self) -> str:
        from leakscan.render.assessment import to_text

        return to_text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the assessment as plain values; counts and names of columns, never a value of a cell."""
        return {
            "complete": self.complete,
            "exposure": self.exposure.to_dict(),
            "places": [
                {
                    "where": place.where,
                    "what": place.what,
                    "severity": place.severity,
                    "reach": place.reach,
                    "who": place.who,
                    "remedy": place.remedy,
                }
                for place in self.places
            ],
            "files": [{"name": file.name, "sha256": file.sha256, **dict(file.moments)} for file in self.files],
            "not_examined": list(self.not_examined),
            "not_counted": list(self.not_counted),
        }


def assess(reports: Iterable[Report]) -> Assessment:
    """Return who is exposed by the files of several reports; a person of two files is one.

    The reports are taken one at a time and may be closed afterwards.

    Raises:
        UsageError: a report was made without its people, or in a process with another secret of the run.
    """
    from leakscan.pii.exposed import together

    exposures: list[Exposure] = []
    places: list[tuple[int, Place]] = []
    files: list[FileMoments] = []
    not_examined: list[str] = []
    pictures = 0
    for report in reports:
        if report.exposure is None and report.origin is not None:
            raise UsageError("a report was made without its people; scan with Options(people=True)")
        if report.exposure is not None:
            exposures.append(report.exposure)
        places += [(finding.severity.rank, place) for finding, place in _places(report)]
        files.append(_file_moments(report))
        not_examined += _not_examined(report)
        pictures += report.pixels_not_read
    try:
        exposure = together(exposures)
    except ValueError as error:
        raise UsageError(str(error)) from error
    not_counted = [*exposure.not_counted]
    if pictures:
        not_counted.append(f"what {pictures:,} picture{'s show' if pictures > 1 else ' shows'}")
    if not_examined:
        not_counted.append("what was not examined, listed above")
    not_counted.append("names and words in languages and scripts outside the lists of docs/people.md")
    return Assessment(
        exposure=exposure,
        places=tuple(place for _, place in sorted(places, key=lambda item: -item[0])),
        files=tuple(files),
        not_examined=tuple(not_examined),
        not_counted=tuple(not_counted),
    )


def _places(report: Report) -> Iterable[tuple[Any, Place]]:
    for finding in report.findings:
        if finding.exposure is None or finding.redundant:
            continue
        found = "; search engines find it" if finding.indexed else ""
        yield (
            finding,
            Place(
                where=" > ".join((report.source.name, *finding.trail[1:], str(finding.place))),
                what=finding.message,
                severity=finding.severity.value,
                reach=f"{finding.access}{found}",
                who=str(finding.exposure),
                remedy=finding.rule.remedy,
            ),
        )


def _file_moments(report: Report) -> FileMoments:
    told = []
    for what in _MOMENTS:
        found = dict.fromkeys(f"{item.when} ({item.source})" for item in report.moments if item.what == what)
        told.append((what, ", ".join(found) or _NOT_KNOWN))
    return FileMoments(report.source.name, report.source.sha256, tuple(told))


def _not_examined(report: Report) -> list[str]:
    lines = [
        f"{' > '.join((report.source.name, *problem.trail[1:]))}: {problem.message} (lost: {problem.lost})"
        for problem in report.problems
    ]
    if not lines and not report.complete:
        lines.append(f"{report.source.name}: not everything was examined")
    return list(dict.fromkeys(lines))
