"""What can go wrong, and whose fault it is.

LeakscanError
  FileError                 the file is at fault: recorded, the scan goes on
    UnsupportedFormatError
    MalformedFileError
    EncryptedFileError
    LimitReachedError
  MissingDependencyError    recorded, with the extra to install
  UsageError                the caller is at fault: raised
    UnknownRuleError
    SourceChangedError      a table is asked for after its file changed
    SourceGoneError         … or is out of reach
"""


class LeakscanError(Exception):
    """Anything leakscan raises by itself."""


class FileError(LeakscanError):
    """The file is at fault.

    Attributes:
        code: a short, stable name of the problem, in kebab case.
    """

    code = "file-error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class UnsupportedFormatError(FileError):
    """The content is of no format leakscan reads."""

    code = "unsupported-format"


class MalformedFileError(FileError):
    """The content breaks the rules of its format."""

    code = "malformed"


class EncryptedFileError(FileError):
    """The content is encrypted and no password given opens it."""

    code = "encrypted"


class LimitReachedError(FileError):
    """A limit of this scan is reached.

    Attributes:
        ends_scan: true when the limit belongs to the whole file rather than to one part.
    """

    code = "limit-reached"

    def __init__(self, message: str, *, code: str, ends_scan: bool = False) -> None:
        super().__init__(message, code=code)
        self.ends_scan = ends_scan


class MissingDependencyError(LeakscanError):
    """An optional library is not installed."""


class UsageError(LeakscanError):
    """The caller is at fault."""


class UnknownRuleError(UsageError):
    """No rule bears the id asked for."""


class SourceChangedError(UsageError):
    """The file is no longer the one that was scanned."""


class SourceGoneError(UsageError):
    """The bytes that were scanned are out of reach."""
