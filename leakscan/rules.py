"""Rule, the detector() decorator that ties a function to it, and the catalogue of all rules."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib import import_module
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
    import pkgutil

    from leakscan import detectors as package

    walked = pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    return _made_in(info.name for info in walked if not info.ispkg)


def _made_in(names: Iterable[str]) -> tuple[Detector, ...]:
    found: list[Detector] = []
    for name in names:
        for value in vars(import_module(name)).values():
            made = getattr(value, _ATTRIBUTE, None)
            if isinstance(made, Detector) and made.look.__module__ == name:
                found.append(made)
    return tuple(sorted(found, key=lambda item: (item.rule.id, item.on.__name__)))


@cache
def _looking_at(kind: type) -> tuple[Detector, ...]:
    """Return the detectors of a kind of view, and load no other: one file has few of the kinds there are."""
    from leakscan.detectors.index import MODULES

    names = {name for base in kind.__mro__ for name in MODULES.get(f"{base.__module__}.{base.__name__}", ())}
    return tuple(item for item in _made_in(names) if issubclass(kind, item.on))


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
    """The detectors of some rules; which of them look at a view is asked once for each kind of view.

    Args:
        chosen: the ids of the rules; None for all but those refused.
        refused: ids of rules that are left out.
    """

    def __init__(self, chosen: frozenset[str] | None, refused: frozenset[str]) -> None:
        self._chosen = chosen
        self._refused = refused
        self._by_kind: dict[type, tuple[Detector, ...]] = {}

    def looking_at(self, kind: type) -> tuple[Detector, ...]:
        """Return those that look at views of a kind."""
        if kind not in self._by_kind:
            self._by_kind[kind] = tuple(item for item in _looking_at(kind) if self._has(item.rule.id))
        return self._by_kind[kind]

    def _has(self, rule_id: str) -> bool:
        return rule_id not in self._refused and (self._chosen is None or rule_id in self._chosen)


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
    return Selection(chosen or None, refused)
