"""The fixtures read by openpyxl, calamine, LibreOffice and zipfile, compared with what leakscan recovers."""

import argparse
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import fixtures
from tests.corpus.known import known_disagreements
from tests.peers import by_calamine, by_libreoffice, by_openpyxl, by_zipfile, ours
from tests.peers.reading import KINDS, Item, Reading

_KNOWN = Path(__file__).with_name("disagreements.toml")
_SHOWN_ITEMS = 3
_SHOWN_CHARACTERS = 140

PEERS: dict[str, Callable[[Path], Reading]] = {
    "openpyxl": lambda path: by_openpyxl.reading(path.read_bytes()),
    "calamine": by_calamine.reading,
    "zipfile": by_zipfile.reading,
}


@dataclass(slots=True)
class Comparison:
    """How leakscan and the others agree.

    Attributes:
        files: files in which either finds something, by peer and kind.
        agreed: those among them on which both agree.
        items: items both found.
        unread: files that a peer does not open.
        differing: peer and kind, and what only the one or the other found, by file.
    """

    files: Counter[tuple[str, str]] = field(default_factory=Counter)
    agreed: Counter[tuple[str, str]] = field(default_factory=Counter)
    items: Counter[tuple[str, str]] = field(default_factory=Counter)
    unread: list[tuple[str, str, str]] = field(default_factory=list)
    differing: dict[tuple[str, str], tuple[Counter[Item], Counter[Item]]] = field(default_factory=dict)

    def add(self, name: str, peer: str, theirs: Reading, mine: Reading) -> None:
        """Compare one file."""
        for kind, items in theirs.items():
            if items or mine[kind]:
                key = (peer, kind)
                self.files[key] += 1
                self.items[key] += (items & mine[kind]).total()
                if items == mine[kind]:
                    self.agreed[key] += 1
                else:
                    self.differing[name, f"{peer} {kind}"] = (items - mine[kind], mine[kind] - items)

    def lines(self) -> Iterator[str]:
        """Yield the comparison as lines of text."""
        yield f"{'kind':24} {'peer':12} {'files':>6} {'agree':>6} {'items':>8}"
        for kind in KINDS:
            peers = sorted(peer for peer, known in self.files if known == kind)
            for peer in peers:
                key = (peer, kind)
                yield f"{kind:24} {peer:12} {self.files[key]:6} {self.agreed[key]:6} {self.items[key]:8}"
            if not peers:
                yield f"{kind:24} nothing to compare"
        if self.unread:
            yield ""
            yield "Not opened by:"
            yield from (f"  {peer}: {name}: {why}" for peer, name, why in self.unread)


def main() -> int:
    """Run the command line; 0 when every difference is explained."""
    parser = argparse.ArgumentParser(prog="python -m tests.peers", description=__doc__)
    parser.add_argument("names", nargs="*", help="fixtures to read; all when none is named")
    parser.add_argument("--without-libreoffice", action="store_true", help="leave LibreOffice out")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # openpyxl's about what it leaves out
    files = dict(_files(arguments.names or fixtures.folders()))
    comparison = Comparison()
    mine = {name: ours.readings(path) for name, path in files.items()}
    for name, path in files.items():
        for peer, read in PEERS.items():
            if peer == "openpyxl" and path.suffix == ".xlsb":
                continue  # it reads XML alone
            try:
                comparison.add(name, peer, read(path), mine[name][peer == "openpyxl"])
            except Exception as error:  # noqa: BLE001 - what another program cannot open is told
                comparison.unread.append((peer, name, type(error).__name__))
    if arguments.without_libreoffice or not by_libreoffice.is_installed():
        print("LibreOffice is left out")
    else:
        # Of binary parts it leaves out the formulas of names, which openpyxl then fails on.
        shared = {name: path for name, path in files.items() if path.suffix != ".xlsb"}
        found = by_libreoffice.readings(list(shared.values()))
        for name, path in shared.items():
            if path in found:
                comparison.add(name, "LibreOffice", found[path], mine[name][0])
            else:
                comparison.unread.append(("LibreOffice", name, "not saved"))
    return _told(comparison, set(files), has_all_peers=not arguments.without_libreoffice)


def _files(names: list[str]) -> Iterator[tuple[str, Path]]:
    for name in names:
        for path in sorted(fixtures.built(name).glob("*.xls[xmb]")):
            yield f"{name}/{path.name}", path


def _told(comparison: Comparison, names: set[str], *, has_all_peers: bool) -> int:
    print("\n".join(comparison.lines()))
    known = {(item.path, item.kind): item for item in known_disagreements(_KNOWN)}
    unexplained = {key: both for key, both in comparison.differing.items() if key not in known}
    for (name, kind), (theirs, mine) in unexplained.items():
        print(f"\n{kind}: {name}")
        for who, items in (("only theirs", theirs), ("only ours", mine)):
            for item in list(items.elements())[:_SHOWN_ITEMS]:
                print(f"    {who}: {repr(item)[:_SHOWN_CHARACTERS]}")
            if items.total() > _SHOWN_ITEMS:
                print(f"    … and {items.total() - _SHOWN_ITEMS} more {who}")
    read = {key for key in known if key[0] in names and (has_all_peers or not key[1].startswith("LibreOffice"))}
    stale = sorted(read - comparison.differing.keys())
    for name, kind in stale:
        print(f"\nexplained, and no longer so: {kind}: {name}")
    print(
        f"\n{len(comparison.differing) - len(unexplained)} differences are explained, {len(unexplained)} are not"
    )
    return int(bool(unexplained or stale))


if __name__ == "__main__":
    sys.exit(main())
