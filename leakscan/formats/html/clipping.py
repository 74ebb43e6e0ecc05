"""What clipping paths and masks leave of an element (CSS Masking Level 1, CSS Shapes Level 1)."""

import re

_NUMBER = re.compile(r"(-?\d*\.?\d+)(%?)")
_FUNCTION = re.compile(r"(inset|circle|ellipse|polygon|rect|xywh)\(([^()]*)\)")
_CLEAR = re.compile(r"transparent|rgba?\([^()]*[,/]\s*0?\.?0+%?\s*\)|#[0-9a-f]{3}0\b|#[0-9a-f]{6}00\b")
_STOPS = re.compile(r"gradient\(((?:[^()]|\([^()]*\))*)\)")
_DIRECTION = re.compile(r"\s*(?:to\b|-?[\d.]+(?:deg|turn|rad|grad)|circle|ellipse|closest|farthest|at\b|from\b)")
_WHOLE = 100.0


def is_clipped_away(path: str) -> bool:
    """Return whether a clipping path leaves nothing."""
    found = _FUNCTION.search(path)
    if found is None:
        return False
    kind, inside = found[1], found[2].partition("round")[0]
    pairs = [(float(number), unit) for number, unit in _NUMBER.findall(inside)]
    numbers = [number for number, _ in pairs]
    if kind == "inset" and pairs:
        top, right, bottom, left = (pairs * 4)[:4] if len(pairs) in (1, 2) else (*pairs, *pairs[1:2])[:4]
        return any(
            first[1] == last[1] == "%" and first[0] + last[0] >= _WHOLE
            for first, last in ((top, bottom), (right, left))
        ) or any(unit == "%" and number >= _WHOLE for number, unit in (top, right, bottom, left))
    if kind in ("circle", "ellipse"):
        sizes = [float(number) for number, _ in _NUMBER.findall(inside.partition("at")[0])]
        return bool(sizes) and 0 in sizes
    if kind == "rect" and len(numbers) == 4 and "auto" not in inside:
        return numbers[2] <= numbers[0] or numbers[1] <= numbers[3]
    if kind == "xywh" and len(numbers) >= 4:
        return 0 in numbers[2:4]
    points = list(zip(numbers[0::2], numbers[1::2], strict=False))
    return kind == "polygon" and bool(points) and _area(points) == 0


def _area(points: list[tuple[float, float]]) -> float:
    turned = [*points[1:], points[0]]
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(points, turned, strict=True))


def is_masked_away(mask: str) -> bool:
    """Return whether a mask is clear throughout: all the colours of its gradient are."""
    stops = _STOPS.search(mask)
    if stops is None:
        return False
    colours = [part for part in re.split(r",(?![^()]*\))", stops[1]) if not _DIRECTION.match(part)]
    return bool(colours) and all(_CLEAR.search(part) for part in colours)


def is_unclear(path: str, mask: str) -> bool:
    """Return whether what a path or mask leaves is not known."""
    return any(word in path for word in ("path(", "url(", "shape(", "calc(")) or "url(" in mask
