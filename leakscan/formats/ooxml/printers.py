"""Printer settings: the device and what its driver keeps (DEVMODE, or a property list on a Mac)."""

import re
import struct
from collections.abc import Iterator

from leakscan.errors import LimitReachedError
from leakscan.findings import Place
from leakscan.formats.ooxml.package import Package
from leakscan.parts import PartState
from leakscan.patterns import late_pattern
from leakscan.views.people import PersonMention, Role, emails_in

_DEVICE_BYTES = 64
"""`dmDeviceName`, the first field of DEVMODEW: 32 UTF-16 code units, cut short where the name is longer."""
_SIZES = 68
"""Where `dmSize` stands, and after it `dmDriverExtra`."""
_STATE_BYTES = range(148, 261)
"""What `dmSize` may be: newer systems have added fields, up to 220 bytes in all."""
_LIST_HEAD = 512
_MOST_BYTES = 4 << 20
_WIDE_RUN = late_pattern(rb"(?:[\x20-\x7e\xa0-\xff]\0){4,}")
_NARROW_RUN = late_pattern(rb"[\x20-\x7e]{4,}")
_QUEUE = late_pattern(r"\\\\[\w.-]{1,63}\\[^\\/:*?\"<>|]{1,80}")
_OF_SYSTEM = "com.apple."
"""How a Mac names its own software where a printer's name may stand (Excel 2011: `com.apple.jobticket`)."""
_LIST_PRINTER = late_pattern(r"<key>(?:com\.apple\.print\.ticket\.creator|PMPrinterName)</key>\s*<string>([^<]+)")


def read_printers(package: Package) -> Iterator[PersonMention]:
    """Yield printers, servers and addresses named by the printer settings of a package."""
    for part in _setting_parts(package):
        with package.recording(Place(part=part), lost="printer settings"):
            with package.open(part) as stream:
                data = stream.read(_MOST_BYTES + 1)
            if len(data) > _MOST_BYTES:
                raise LimitReachedError("the printer settings are too large", code="limit-tree-bytes")
            if is_printer_state(data):
                package.mark(part, PartState.EXAMINED, "printer settings")
            for name, role in printer_names(data):
                yield PersonMention(name, role, Place(part=part))


def _setting_parts(package: Package) -> list[str]:
    return [
        part
        for part in sorted(package.entries)
        if package.content_type(part).endswith(".printerSettings")
        or re.search(r"/printersettings\d*\.(?:bin|xlbin)$", part.casefold())
    ]


def is_printer_state(data: bytes) -> bool:
    """Return whether data are a DEVMODEW, as long as it says ([MS-RPRN] 2.2.2.1), or a property list.

    The beta of Excel 2007 put two bytes before it.
    """
    for start in (0, 2):
        sizes = data[start + _SIZES : start + _SIZES + 4]
        if len(sizes) == 4:
            own, driver = struct.unpack("<2H", sizes)
            if own in _STATE_BYTES and start + own + driver in (len(data), len(data) - start):
                return True
    return b"<plist" in data[:_LIST_HEAD]


def printer_names(data: bytes) -> Iterator[tuple[str, Role]]:
    """Yield the printers, servers and addresses that the settings of a printer name."""
    texts = [run.decode("utf-16-le") for run in _WIDE_RUN.findall(data)]
    texts += [run.decode("ascii") for run in _NARROW_RUN.findall(data)]
    if data.lstrip().startswith(b"<?xml"):
        for name in _LIST_PRINTER.findall(data.decode("utf-8", "replace")):
            if not name.startswith(_OF_SYSTEM):
                yield name, Role.PRINTER
    else:
        device = data[:_DEVICE_BYTES].decode("utf-16-le", "replace").partition("\0")[0]
        if device.strip() and device.isprintable():
            yield device, Role.PRINTER
    for text in dict.fromkeys(texts):
        for queue in _QUEUE.findall(text):
            yield queue, Role.PRINTER
        for address in emails_in(text):
            yield address, Role.ACCOUNT
