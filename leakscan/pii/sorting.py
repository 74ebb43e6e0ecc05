"""What equal keys are found by: one plain sort, which is several times as fast as numpy's own `unique`."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from numpy import int64, uint64
    from numpy.typing import NDArray

    Keys = NDArray[uint64]
    Labels = NDArray[int64]

Values = TypeVar("Values", "Keys", "Labels")


def starts_of(ordered: "Keys | Labels") -> "Labels":
    """Return where each value begins among sorted ones."""
    from leakscan.arrays import numpy

    is_new = numpy.ones(len(ordered), dtype=numpy.bool_)
    numpy.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return numpy.flatnonzero(is_new)


def different(values: Values) -> Values:
    """Return the different values, sorted."""
    from leakscan.arrays import numpy

    ordered = numpy.sort(values)
    return ordered[starts_of(ordered)]


def counted(values: Values) -> "tuple[Values, Labels]":
    """Return the different values, sorted, and how often each occurs."""
    from leakscan.arrays import numpy

    ordered = numpy.sort(values)
    starts = starts_of(ordered)
    return ordered[starts], numpy.diff(starts, append=len(ordered))


def first_of_each(values: Values) -> "tuple[Values, Labels]":
    """Return the different values, sorted, and a place of each."""
    from leakscan.arrays import numpy

    order = numpy.argsort(values)
    starts = starts_of(values[order])
    places = order[starts]
    return values[places], places


def numbered(labels: "Labels") -> "tuple[int, Labels]":
    """Return how many different labels there are, none of them negative or large, and for each its number."""
    from leakscan.arrays import numpy

    if not len(labels):
        return 0, labels
    is_used = numpy.zeros(int(labels.max()) + 1, dtype=numpy.bool_)
    is_used[labels] = True
    numbers = numpy.cumsum(is_used) - 1
    return int(numbers[-1]) + 1, numbers[labels]
