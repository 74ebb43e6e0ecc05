"""Regions of a sheet while its rows and columns come by."""

from dataclasses import dataclass, field

from leakscan.views.spreadsheet import Region

MOST_EXAMPLES = 5
MOST_SPANS = 20


@dataclass(slots=True, eq=False, repr=False)
class Gathering:
    """A region while it is gathered."""

    region: Region
    last_line: int = -1
    last_number: int = -1
    columns: set[int] = field(default_factory=set)

    def extend(self, number: int) -> None:
        """Take a row or column that does not show."""
        region = self.region
        if number != self.last_number:
            region.count += 1
            if region.spans_left_out == 0 and region.spans and region.spans[-1][1] == number - 1:
                region.spans[-1] = (region.spans[-1][0], number)
            elif self.last_number != number - 1:
                if len(region.spans) < MOST_SPANS:
                    region.spans.append((number, number))
                else:
                    region.spans_left_out += 1
        self.last_number = number

    def extend_to(self, first: int, last: int) -> None:
        """Take rows or columns that do not show, behind all that were taken before."""
        self.extend(first)
        region = self.region
        region.count += last - first
        if region.spans_left_out == 0 and region.spans:
            region.spans[-1] = (region.spans[-1][0], last)
        self.last_number = last


def merge_regions(region: Region, other: Region) -> None:
    """Add what another region of the same sheet and reason holds."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted([*region.spans, *other.spans]):
        if spans and spans[-1][1] >= first - 1:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    region.spans_left_out += other.spans_left_out + max(0, len(spans) - MOST_SPANS)
    region.spans = spans[:MOST_SPANS]
    region.count += other.count
    region.rows += other.rows
    region.lines += other.lines
    region.cells += other.cells
    region.values.merge(other.values)
    region.examples = [*region.examples, *other.examples][:MOST_EXAMPLES]
