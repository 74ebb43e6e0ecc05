"""Boxes and matrices on a page."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

Matrix = tuple[float, float, float, float, float, float]

IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def overlaps(box: Box, other: Box) -> bool:
    """Return whether two boxes share more than an edge."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def contains(outer: Box, box: Box, slack: float = 0.5) -> bool:
    """Return whether a box lies in another, nearly."""
    return (
        outer[0] <= box[0] + slack
        and outer[1] <= box[1] + slack
        and outer[2] >= box[2] - slack
        and outer[3] >= box[3] - slack
    )


def narrowed(clip: Box | None, other: Box | None) -> Box | None:
    """Return what two clips leave together; None when nothing clips."""
    if clip is None or other is None:
        return other if clip is None else clip
    return max(clip[0], other[0]), max(clip[1], other[1]), min(clip[2], other[2]), min(clip[3], other[3])


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does what `inner` does, then what `outer` does."""
    if outer is IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
    )  # fmt: skip


def moved(box: Box, matrix: Matrix) -> Box:
    """Return the bounds of a box after a matrix moved it."""
    if matrix is IDENTITY or matrix == IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(across), min(up), max(across), max(up)
