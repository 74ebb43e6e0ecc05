"""Optional libraries, loaded where they are needed and named when they are missing."""

import importlib
from types import ModuleType

from leakscan.errors import MissingDependencyError


def load(name: str, *, extra: str) -> ModuleType:
    """Return the module `name`.

    Raises:
        MissingDependencyError: it is not installed; the message names the extra that brings it.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingDependencyError(
            f"{name} is not installed; install it with: pip install 'leakscan[{extra}]'"
        ) from error
