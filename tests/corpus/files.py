"""The corpus: real files beside this project, and the facts known of each."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
"""Where the corpus lies, if it is there at all."""

OOXML_WORKBOOKS = ("xlsx", "xlsm", "xltx", "xltm", "xlam")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One real file.

    Attributes:
        path: where it is.
        name: its path within the corpus.
        size: its size in bytes.
        facts: what is known to be in it; the facts of what an encrypted file holds are among them.
    """

    path: Path
    name: str
    size: int
    facts: dict[str, Any]

    @property
    def is_damaged(self) -> bool:
        """True when the facts may be incomplete, so that finding more is no disagreement."""
        return any(self.facts.get(key) for key in ("errors", "part_errors", "objects_error", "xref_chain_problem"))


def corpus_files(corpus: Path, extensions: Collection[str] = ()) -> Iterator[CorpusFile]:
    """Yield the files with one of the extensions, or all when none is given, in the order of the facts."""
    with (corpus / "facts.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            name = entry["path"]
            if extensions and name.rpartition(".")[2].lower() not in extensions:
                continue
            facts = entry["facts"]
            outer = {key: facts[key] for key in ("format", "container") if key in facts}
            yield CorpusFile(corpus / name, name, entry["size"], {**facts, **facts.get("decrypted", {}), **outer})
