"""Regular expressions that are compiled when they are first used: a scan asks for a fifth of those it loads."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    late_pattern = re.compile
else:

    def _of_compiled(name: str) -> cached_property:
        return cached_property(lambda self: getattr(self._compiled, name))

    class late_pattern:  # noqa: N801  # called in place of re.compile
        """What `re.compile` gives; a call takes 40 ns more, which is too much for what is asked of every cell."""

        def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
            self._arguments = (pattern, flags)

        @cached_property
        def _compiled(self) -> re.Pattern:
            return re.compile(*self._arguments)

        findall = _of_compiled("findall")
        finditer = _of_compiled("finditer")
        flags = _of_compiled("flags")
        fullmatch = _of_compiled("fullmatch")
        groupindex = _of_compiled("groupindex")
        groups = _of_compiled("groups")
        match = _of_compiled("match")
        pattern = _of_compiled("pattern")
        scanner = _of_compiled("scanner")
        search = _of_compiled("search")
        split = _of_compiled("split")
        sub = _of_compiled("sub")
        subn = _of_compiled("subn")
