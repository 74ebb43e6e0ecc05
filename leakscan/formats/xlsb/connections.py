"""Connections to data elsewhere ([MS-XLSB] 2.1.7.24)."""

from typing import ClassVar

from leakscan.errors import MalformedFileError
from leakscan.formats.parsed.values import number_text
from leakscan.formats.xlsb import cubes
from leakscan.formats.xlsb.numbers import flag
from leakscan.formats.xlsb.records import Reader
from leakscan.formats.xlsb.telling import RecordReader, Teller

_CREDENTIALS = ("integrated", "none", "stored")
_HAS_FILE, _HAS_SAVED_FILE, _HAS_DESCRIPTION, _HAS_NAME, _HAS_SIGN_ON = 0x01, 0x02, 0x04, 0x08, 0x10
_HAS_SERVER_COMMAND, _HAS_COMMAND = 0x01, 0x02
_HAS_POST, _HAS_PAGE, _HAS_ADDRESS = 0x02, 0x04, 0x08
_PROMPTS, _IS_VALUE = 0, 1
_NUMBER, _TEXT, _BOOLEAN = 1, 2, 4


class ConnectionsTeller(Teller):
    """Tells the connections."""

    root = "connections"

    def _connection(self, reader: Reader) -> None:
        reader.take(2)
        password = reader.byte()
        reader.take(1)
        reader.take(2)
        flags, present = reader.short(), reader.short()
        kind, method, number = reader.long(), reader.long(), reader.long()
        credentials = reader.byte()
        file = reader.text() if present & _HAS_FILE else None
        saved = reader.text() if present & _HAS_SAVED_FILE else None
        description = reader.text() if present & _HAS_DESCRIPTION else None
        name = reader.text() if present & _HAS_NAME else None
        sign_on = reader.text() if present & _HAS_SIGN_ON else None
        self.start(
            "connection",
            id=str(number),
            sourceFile=file,
            odcFile=saved,
            name=name,
            description=description,
            type=str(kind),
            reconnectionMethod=str(method),
            savePassword="1" if password == 1 else None,
            deleted=flag(flags & 0x04),
            credentials=_CREDENTIALS[credentials] if 0 < credentials < len(_CREDENTIALS) else None,
            singleSignOnId=sign_on,
        )

    def _database(self, reader: Reader) -> None:
        kind, present = reader.long(), reader.byte()
        connection = reader.text()
        command = reader.text() if present & _HAS_COMMAND else None
        server = reader.text() if present & _HAS_SERVER_COMMAND else None
        self.start("dbPr", connection=connection, command=command, serverCommand=server, commandType=str(kind))

    def _cube(self, reader: Reader) -> None:
        reader.take(5)
        present = reader.byte()
        self.start("olapPr", localConnection=reader.text() if present & 0x01 else None)

    def _web(self, reader: Reader) -> None:
        kind, flags, present = reader.byte(), reader.byte(), reader.short()
        address = reader.text() if present & _HAS_ADDRESS else None
        post = reader.text() if present & _HAS_POST else None
        page = reader.text() if present & _HAS_PAGE else None
        self.start("webPr", xml=flag(flags & 0x01), url=address, post=post, editPage=page, htmlFormat=str(kind))

    def _parameter(self, reader: Reader) -> None:
        flags = reader.short()
        reader.take(2)
        way = flags & 0x07
        kind = reader.short() if way != _PROMPTS else 0
        name, prompt = reader.text(), reader.text()
        value: dict[str, str] = {}
        try:
            if way == _IS_VALUE and kind == _NUMBER:
                value["double"] = number_text(reader.double())
            elif way == _IS_VALUE and kind == _TEXT:
                value["string"] = reader.text()
            elif way == _IS_VALUE and kind == _BOOLEAN:
                value["boolean"] = str(reader.long())
        except MalformedFileError as error:
            self.damage[error.code] = error
        self.element("parameter", name=name or None, prompt=prompt or None, **value)

    def _member(self, reader: Reader) -> None:
        """Tell a calculated member of a cube that no pivot cache is made of ([MS-XLSB] 2.4.128)."""
        reader.take(4)
        cubes.calculated_member(self, reader)

    readers: ClassVar[dict[int, RecordReader]] = {
        201: _connection,
        203: _database,
        205: _cube,
        261: _web,
        267: _parameter,
        1038: cubes.long_query,
        1137: _member,
    }
    groups: ClassVar[dict[int, str]] = {263: "tables", 265: "parameters", 1139: "calculatedMembers"}
    ends: ClassVar[dict[int, str]] = {
        202: "connection",
        204: "dbPr",
        206: "olapPr",
        262: "webPr",
        264: "tables",
        266: "parameters",
        430: "connections",
        1138: "calculatedMember",
        1140: "calculatedMembers",
    }
    quiet: ClassVar[frozenset[int]] = frozenset((268, 429, 1039))
