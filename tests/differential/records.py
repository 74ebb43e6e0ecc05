"""A records part through the exact reader and through the fast one, and all that came of it."""

import io

from leakscan import xmlsafe
from leakscan.errors import FileError
from leakscan.formats.xlsx.cutting import BLOCK_BYTES
from leakscan.formats.xlsx.kept_records import KeptRecords
from leakscan.formats.xlsx.pivot_rows import RecordRows
from leakscan.formats.xlsx.pivots import Definition, RecordsPass
from leakscan.formats.xlsx.record_blocks import RecordBlocks, feed_records
from leakscan.formats.xlsx.record_columns import record_blocks
from leakscan.limits import Budget, Limits
from tests.differential.sheets import DATES, keys_of, rows_of, told_rows


class CountingRecords(RecordBlocks):
    """Counts what went which way."""

    taken = 0
    refused = 0

    def take(self, data: bytes) -> bool:
        is_taken = super().take(data)
        self.taken += is_taken
        self.refused += not is_taken
        return is_taken


class BothRecords:
    """What came of one part, read both ways (see `sheets.Both`)."""

    def __init__(self, part: bytes, definition: Definition, *, block_bytes: int = BLOCK_BYTES) -> None:
        kept = KeptRecords(definition, Budget(Limits()))
        exact, fast = RecordsPass(definition, is_1904=True), CountingRecords(definition, is_1904=True, kept=kept)
        self.is_damaged = False
        codes = ["", ""]
        try:
            xmlsafe.stream(io.BytesIO(part), exact)
        except FileError as error:
            self.is_damaged, codes[0] = True, error.code
        try:
            feed_records(io.BytesIO(part), fast, block_bytes)
        except FileError as error:
            codes[1] = error.code
        self.exact, self.fast = _told(exact, codes[0]), _told(fast, codes[1])
        self.taken, self.refused = fast.taken, fast.refused
        self.is_kept = kept.height == fast.count
        for width in (1, 3, 5):
            rows = RecordRows(definition, DATES, width)
            self.exact[f"rows of {width}"] = told_rows(xmlsafe.collected(io.BytesIO(part), rows, rows.ready))
            blocks = record_blocks(io.BytesIO(part), definition, width, block_bytes)
            self.fast[f"rows of {width}"] = told_rows(rows_of(blocks, width))
            if self.is_kept and not self.is_damaged:
                again = record_blocks(io.BytesIO(part), definition, width, block_bytes)
                lent = kept.blocks(again, width=width, block_rows=width)
                self.exact[f"lent rows of {width}"] = self.exact[f"rows of {width}"]
                self.fast[f"lent rows of {width}"] = told_rows(rows_of(lent, width))
                again = record_blocks(io.BytesIO(part), definition, width, block_bytes)
                if width == 3:
                    kept._first_rows = 0  # as if they were none of the first
                for number, block in enumerate(kept.blocks(again, width=width, block_rows=width + 3)):
                    places = [*range(block.height % 2, block.height, 2)]
                    picked = block.picked(places).rows(width, len(places))
                    whole, name = block.rows(width, block.height), f"picked rows {number} of {width}"
                    self.exact[name] = told_rows(whole[place] for place in places)
                    self.fast[name] = told_rows(iter(picked))

    @property
    def different(self) -> list[str]:
        """Names of what the two tell differently."""
        return [name for name in self.exact if self.exact[name] != self.fast[name]]


def _told(records: RecordsPass, damage: str) -> dict[str, object]:
    return {
        "damage": damage,
        "counts": (records.count, records.width),
        "used": bytes(records.used),
        "examples": records.finish(),
        "values": keys_of(records.values),
        "strays": records.walker and list(records.walker.strays.texts),
    }
