"""Rule, the detector() decorator that ties a function to it, and the catalogue of all rules."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from leakscan.errors import UnknownRuleError

if TYPE_CHECKING:
    from leakscan.findings import Hit, Severity

View = TypeVar("View")


class Rule(NamedTuple):
    """All that is said of a rule, in the only place where it is said.

    No dataclass, whose module takes longer to load than all else that `import leakscan` needs.

    Attributes:
        id: a noun phrase for the thing found, in kebab case; never used again for another thing.
        title: the same for people.
        severity: what harm release does when the thing holds data (judging.py adjusts it).
        finds: what it looks for.
        why: why that matters.
        see: how to see the thing, by kind of file where that differs.
        remedy: how to remove it.
        references: sections of specifications.
        since: first version with the rule.
    """

    id: str
    title: str
    severity: "Severity"
    finds: str
    why: str
    see: str
    remedy: str
    references: tuple[str, ...]
    since: str

    @property
    def module_name(self) -> str:
        """The id as a Python name: the detector's function and its module."""
        return self.id.replace("-", "_")


class Detector(NamedTuple):
    """A function that looks at views of one type for the sake of one rule."""

    rule: Rule
    on: type
    look: "Callable[..., Iterator[Hit]]"


_ATTRIBUTE = "__leakscan_detectors__"


def detector(
    rule: Rule, *, on: type[View]
) -> "Callable[[Callable[[View], Iterator[Hit]]], Callable[[View], Iterator[Hit]]]":
    """Return a decorator that makes a function the detector of `rule` for views of type `on`."""

    def decorate(function: "Callable[[View], Iterator[Hit]]") -> "Callable[[View], Iterator[Hit]]":
        setattr(function, _ATTRIBUTE, Detector(rule, on, function))
        return function

    return decorate


@cache
def detectors() -> tuple[Detector, ...]:
    """Return every detector of the package, by rule id."""
    import importlib
    import pkgutil

    from leakscan import detectors as package

    found: list[Detector] = []
    for module_info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module_info.ispkg:
            continue
        module = importlib.import_module(module_info.name)
        for value in vars(module).values():
            made = getattr(value, _ATTRIBUTE, None)
            if isinstance(made, Detector) and made.look.__module__ == module.__name__:
                found.append(made)
    return tuple(sorted(found, key=lambda item: (item.rule.id, item.on.__name__)))


def rules() -> tuple[Rule, ...]:
    """Return every rule, by id."""
    return tuple(dict.fromkeys(item.rule for item in detectors()))


def rule(rule_id: str) -> Rule:
    """Return the rule of that id.

    Raises:
        UnknownRuleError: there is none.
    """
    for known in rules():
        if known.id == rule_id:
            return known
    raise UnknownRuleError(f"there is no rule {rule_id!r}")


class Selection:
    """The detectors of some rules; which of them look at a view is asked once for each kind of view."""

    def __init__(self, running: Iterable[Detector]) -> None:
        self._running = tuple(running)
        self._by_kind: dict[type, tuple[Detector, ...]] = {}

    def looking_at(self, kind: type) -> tuple[Detector, ...]:
        """Return those that look at views of a kind."""
        if kind not in self._by_kind:
            self._by_kind[kind] = tuple(item for item in self._running if issubclass(kind, item.on))
        return self._by_kind[kind]


def selected(select: Iterable[str], ignore: Iterable[str]) -> Selection:
    """Return the detectors of the rules in `select` (all when empty) less those in `ignore`.

    Raises:
        UnknownRuleError: an id is not that of a rule.
    """
    return _selection(frozenset(select), frozenset(ignore))


@lru_cache(maxsize=64)
def _selection(chosen: frozenset[str], refused: frozenset[str]) -> Selection:
    for rule_id in sorted(chosen | refused):
        rule(rule_id)
    return Selection(
        item for item in detectors() if (not chosen or item.rule.id in chosen) and item.rule.id not in refused
    )
