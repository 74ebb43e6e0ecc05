"""Paths of other workbooks, encoded in characters that stand for drives and folders ([MS-XLS] 2.5.277)."""

_DRIVE, _ROOT, _FOLDER, _PARENT = "\x01", "\x02", "\x03", "\x04"


def book_and_sheet(text: str) -> tuple[str, str]:
    """Return the path and the sheet of an encoded reference to another workbook."""
    path = path_text(text)
    folder, bracket, rest = path.partition("[")
    file, _, sheet = rest.partition("]")
    return (folder + file, sheet) if bracket else (path, "")


def path_text(path: str) -> str:
    """Return an encoded path as the application would show it ([MS-XLS] 2.5.277)."""
    if not path.startswith(_DRIVE):
        return path
    text: list[str] = []
    characters = iter(path[1:])
    for character in characters:
        if character == _DRIVE:
            drive = next(characters, "")
            text.append("\\\\" if drive == "@" else f"{drive}:\\")
        elif character in (_ROOT, _FOLDER):
            text.append("\\")
        elif character == _PARENT:
            text.append("..\\")
        elif character == "\x05":
            next(characters, "")
        elif character in ("\x06", "\x07", "\x08"):
            text.append("(start-up folder)\\")
        else:
            text.append(character)
    return "".join(text)
