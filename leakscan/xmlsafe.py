"""The only door through which XML enters: no entities, no network, no document type.

Neither reader expands entities or loads anything; a document type declaration is refused, since the Open
Packaging Conventions forbid it (ECMA-376-2 §8.2.5.2) and it serves attacks alone. What this module does not
promise: validity against a schema.
"""

import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from leakscan.errors import FileError, LimitReachedError, MalformedFileError

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

    from lxml.etree import ParserTarget, _Element

_CHUNK_BYTES = 1 << 16
_LONGEST_TOKEN_BYTES = 32 << 20
"""A tag is held in memory until it ends; text is not. No application writes attributes anywhere near as long."""
_DEPTH, _MOST_DEPTH = "Excessive depth", 256
_LENGTHS = (
    "Resource limit exceeded",
    "XML_PARSE_HUGE",
    "huge text node",
    "too big found",
    "AttValue length too long",
    "Huge input lookup",
)
"""What libxml2 says where a document reaches one of the limits that it keeps by itself."""
_MOST_NAMES = 10_000
_END = object()

Item = TypeVar("Item")


class Readable(Protocol):
    """What a document is read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""


def parse(data: bytes) -> "_Element":
    """Return the root element of a whole document.

    Raises:
        MalformedFileError: it is not well-formed, or has a document type declaration.
        LimitReachedError: its elements stand in one another too deeply, or a text in it is too long.
    """
    from lxml import etree

    try:
        root = _tree(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        if _DEPTH in str(error):
            raise _too_deep() from error
        if not any(words in str(error) for words in _LENGTHS):
            raise MalformedFileError("the XML is not well-formed", code="malformed-xml") from error
        root = _long_tree(data)
    if root.getroottree().docinfo.internalDTD is not None:
        raise MalformedFileError("the XML has a document type declaration", code="xml-doctype")
    return root


def _tree(data: bytes, *, is_long: bool = False) -> "_Element":
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=is_long, remove_comments=False
    )
    return etree.fromstring(data, parser)


def _long_tree(data: bytes) -> "_Element":
    """Return the root of a document with a text longer than libxml2 takes unless all its limits are off.

    What they guard against is looked for first: a document type, and depth.
    """
    from lxml import etree

    if len(data) > _LONGEST_TOKEN_BYTES:
        raise LimitReachedError("the XML has a text of unlimited length", code="limit-xml-token")
    stream(io.BytesIO(data), _DepthGuard())
    try:
        return _tree(data, is_long=True)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedFileError("the XML is not well-formed", code="malformed-xml") from error


def _too_deep() -> LimitReachedError:
    message = f"elements stand in one another more than {_MOST_DEPTH} deep"
    return LimitReachedError(message, code="limit-xml-depth")


def serialised(element: "_Element") -> bytes:
    """Return an element as the bytes of a document of its own, without what follows it."""
    from lxml import etree

    return etree.tostring(element, encoding="UTF-8", with_tail=False)


def local_name(element: "_Element") -> str:
    """Return an element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if type(tag) is str else ""


def is_remark(element: "_Element") -> bool:
    """Return whether a node of a tree is a remark in the markup, whose text shows nowhere."""
    from lxml import etree

    return isinstance(element, etree._Comment)  # noqa: SLF001  # lxml has no public name for the class


def remarks(root: "_Element") -> Iterator[tuple[str, str]]:
    """Yield the remarks and instructions of a document: the target of an instruction, and the text."""
    found = cast("list[_Element]", root.xpath("//comment() | //processing-instruction()"))
    for node in found:
        yield "" if is_remark(node) else str(getattr(node, "target", "")), str(node.text or "")


def name_spaces(root: "_Element") -> Iterator[str]:
    """Yield the name spaces that the elements of a document declare."""
    from lxml import etree

    for _, (_, space) in etree.iterwalk(root, events=("start-ns",)):
        yield str(space)


def children(element: "_Element", name: str) -> "Iterator[_Element]":
    """Yield the child elements of that local name, whatever their namespace (strict or transitional)."""
    return element.iterchildren("{*}" + name)


def descendants(element: "_Element", name: str) -> "Iterator[_Element]":
    """Yield the elements below of that local name, whatever their namespace."""
    return element.iterdescendants("{*}" + name)


def attribute(element: "_Element", name: str) -> str | None:
    """Return an attribute by its local name, whatever its namespace; the unqualified one wins."""
    plain = element.get(name)
    if plain is not None:
        return plain
    for key, value in cast("list[tuple[str, str]]", element.items()):
        if key.endswith(name) and key.rpartition("}")[2] == name:
            return value
    return None


def text_of(element: "_Element") -> str:
    """Return all text inside an element."""
    return "".join(str(piece) for piece in element.itertext("*"))


def is_true(value: str | None, *, default: bool = False) -> bool:
    """Return an xsd:boolean as a bool; `default` when it is missing or neither."""
    if value is None:
        return default
    word = value.strip().lower()
    if word in ("1", "true", "on", "t"):
        return True
    if word in ("0", "false", "off", "f"):
        return False
    return default


class Watcher(Protocol):
    """What is told of a streamed document beside its handler, as it is written: names with their prefixes."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """Take the start of an element."""

    def end(self) -> None:
        """Take the end of an element."""

    def text(self, data: str, /) -> None:
        """Take a piece of text."""

    def comment(self, data: str, /) -> None:
        """Take a remark in the markup."""

    def instruction(self, target: str, data: str, /) -> None:
        """Take a processing instruction."""


class Handler:
    """What a streamed document is told to; names come without their namespace.

    Attributes:
        takes_qualified: attributes with a prefix come under their local name; when false they come as written,
            which saves a look at each attribute of each element.
        takes_prefixes: elements and attributes come as written, prefix and declarations included.
    """

    takes_qualified = True
    takes_prefixes = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element; attributes of a namespace appear under their local name."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take a piece of text."""

    def comment(self, data: str) -> None:
        """Take a remark in the markup."""

    def instruction(self, target: str, data: str) -> None:
        """Take a processing instruction."""

    def watcher(self) -> Watcher | None:
        """Return what is told of the document as well; None for nothing."""
        return None


class Told(ABC):
    """A stream of XML that can as well tell a handler what it says, without being written and read in between."""

    @abstractmethod
    def steps(self, handler: Handler) -> Iterator[None]:
        """Do what `steps` does."""

    def written(self) -> Readable | None:
        """Return its bytes, which raise its damage once they have come; None where being told is faster."""
        return None


def fastest(source: Readable) -> Readable:
    """Return a stream as it is read fastest: written, or told."""
    return (source.written() or source) if isinstance(source, Told) else source


class _DepthGuard(Handler):
    """Stops where elements stand in one another too deeply."""

    def __init__(self) -> None:
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # as it is told
        """Take the start of an element."""
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise _too_deep()

    def end(self, name: str) -> None:  # noqa: ARG002  # as it is told
        """Take the end of an element."""
        self._depth -= 1


class _LocalAttributes(Handler):
    """Passes on what it is told, attributes under their local names."""

    def __init__(self, handler: Handler) -> None:
        self._start = handler.start
        self.end = handler.end  # type: ignore[method-assign]  # passed on as it is
        self.text = handler.text  # type: ignore[method-assign]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        for key in attributes:
            if ":" in key:
                attributes = without_prefixes(attributes)
                break
        self._start(name, attributes)


def stream(source: Readable, handler: Handler) -> None:
    """Read a document piece by piece, in constant memory, and tell `handler` what comes by.

    Raises:
        MalformedFileError: it is not well-formed, or has a document type declaration.
    """
    for _ in steps(source, handler):
        pass


class Feeding:
    """A document that is given piece by piece to a handler; `done` frees the handler again."""

    def __init__(self, handler: Handler) -> None:
        from xml.parsers import expat

        parser = expat.ParserCreate()
        parser.buffer_text = True
        # From 2.6 on Expat keeps what ends a piece for later; readers of blocks have to know where it stands. What
        # that protects from, a long token in small pieces, `wanted_bytes` does.
        if hasattr(parser, "SetReparseDeferralEnabled"):
            parser.SetReparseDeferralEnabled(False)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = _refuse_doctype
        if handler.takes_prefixes:
            parser.StartElementHandler = handler.start
            parser.EndElementHandler = handler.end
        else:
            parser.StartElementHandler = _starting(handler.start, takes_qualified=handler.takes_qualified)
            parser.EndElementHandler = _ending(handler.end)
        parser.CharacterDataHandler = handler.text
        if type(handler).comment is not Handler.comment:
            parser.CommentHandler = handler.comment
        if type(handler).instruction is not Handler.instruction:
            parser.ProcessingInstructionHandler = handler.instruction
        watcher = handler.watcher()
        if watcher is not None:
            _watch(parser, watcher, handler)
        self._parser = parser
        self._error = expat.ExpatError
        self._given = 0
        self._pending = 0

    @property
    def wanted_bytes(self) -> int:
        """How long the next piece should be.

        An unfinished tag is read from its start again with each piece: pieces as long as it keep that linear.
        """
        return max(_CHUNK_BYTES, min(self._pending, _LONGEST_TOKEN_BYTES - self._pending))

    def feed(self, block: bytes, *, is_last: bool = False) -> None:
        """Take the next piece.

        Raises:
            MalformedFileError: the document is not well-formed, or has a document type declaration.
        """
        try:
            self._parser.Parse(block, is_last)
        except self._error as error:
            raise MalformedFileError("the XML is not well-formed", code="malformed-xml") from error
        except (LookupError, ValueError) as error:
            if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
                raise  # a handler's own mistake, which must not pass for the file's
            raise MalformedFileError("the XML has an unknown encoding", code="malformed-xml") from error
        self._given += len(block)
        self._pending = self._given - self._parser.CurrentByteIndex
        if self._pending > _LONGEST_TOKEN_BYTES:
            raise LimitReachedError("the XML has a tag of unlimited length", code="limit-xml-token")

    def done(self) -> None:
        """Let the handler go."""
        parser = self._parser
        parser.StartElementHandler = None
        parser.EndElementHandler = None
        parser.CharacterDataHandler = None
        parser.CommentHandler = None
        parser.ProcessingInstructionHandler = None


def steps(source: Readable, handler: Handler) -> Iterator[None]:
    """Do what `stream` does, yielding after each block, so that a caller can take what has come so far.

    Raises:
        MalformedFileError: it is not well-formed, or has a document type declaration.
    """
    if isinstance(source, Told):
        yield from source.steps(_LocalAttributes(handler) if handler.takes_qualified else handler)
        return
    feeding = Feeding(handler)
    try:
        while block := source.read(feeding.wanted_bytes):
            feeding.feed(block)
            yield
        feeding.feed(b"", is_last=True)
        yield
    finally:
        feeding.done()


def collected(source: Readable, handler: Handler, ready: list[Item]) -> Iterator[Item]:
    """Read a document piece by piece and yield what `handler` puts into `ready` meanwhile.

    Raises:
        MalformedFileError: the document breaks off; raised after what came before that.
    """

    def taken() -> Iterator[Item]:
        yield from ready
        ready.clear()

    yield from drained(steps(source, handler), taken)


def drained(reading: Iterator[None], taken: Callable[[], Iterator[Item]]) -> Iterator[Item]:
    """Go on with a reading, and yield what has been taken after each step.

    Raises:
        MalformedFileError: the document breaks off; raised after what came before that.
    """
    is_read = False
    while not is_read:
        failure = None
        try:
            is_read = next(reading, _END) is _END
        except FileError as error:
            failure = error
        yield from taken()
        if failure is not None:
            raise failure


def _refuse_doctype(*_: object) -> None:
    raise MalformedFileError("the XML has a document type declaration", code="xml-doctype")


class _LocalNames(dict[str, str]):
    """Names without their prefix, by the name as written."""

    def __missing__(self, name: str) -> str:
        if len(self) >= _MOST_NAMES:
            self.clear()
        local = self[name] = name.rpartition(":")[2]
        return local


def _watch(parser: "XMLParserType", watcher: Watcher, handler: Handler) -> None:
    """Have a parser tell a watcher before its handler."""
    start, end, text = handler.start, handler.end, handler.text
    watch_start, watch_end, watch_text = watcher.start, watcher.end, watcher.text
    takes_qualified = handler.takes_qualified
    names = _LocalNames()

    def starting(name: str, attributes: dict[str, str]) -> None:
        watch_start(name, attributes)
        if takes_qualified:
            for key in attributes:
                if ":" in key:
                    attributes = without_prefixes(attributes)
                    break
        start(names[name], attributes)

    def ending(name: str) -> None:
        watch_end()
        end(names[name])

    def telling(data: str) -> None:
        watch_text(data)
        text(data)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = starting, ending, telling
    parser.CommentHandler = watcher.comment
    parser.ProcessingInstructionHandler = watcher.instruction


def _starting(
    start: Callable[[str, dict[str, str]], None], *, takes_qualified: bool
) -> Callable[[str, dict[str, str]], None]:
    names = _LocalNames()

    def starting(name: str, attributes: dict[str, str]) -> None:
        start(names[name], attributes)

    def starting_with_attributes(name: str, attributes: dict[str, str]) -> None:
        for key in attributes:
            if ":" in key:
                attributes = without_prefixes(attributes)
                break
        start(names[name], attributes)

    return starting_with_attributes if takes_qualified else starting


def _ending(end: Callable[[str], None]) -> Callable[[str], None]:
    names = _LocalNames()

    def ending(name: str) -> None:
        end(names[name])

    return ending


def without_prefixes(attributes: dict[str, str]) -> dict[str, str]:
    """Return attributes under their local names; those without a prefix win."""
    plain = {key: value for key, value in attributes.items() if ":" not in key}
    for key, value in attributes.items():
        if not key.startswith("xmlns:"):
            plain.setdefault(key.rpartition(":")[2], value)
    return plain


_DEEPEST_HTML = 512
"""Where browsers stop nesting (Chromium, `kMaximumHTMLParserDOMTreeDepth`); endless depth takes quadratic time."""


class _HtmlTarget:
    """Passes the events of lxml's HTML parser on."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST_HTML:
            raise LimitReachedError("the page nests its elements too deep", code="limit-depth")
        self._handler.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(tag)

    def data(self, data: str) -> None:
        self._handler.text(data)

    def comment(self, text: str) -> None:
        self._handler.comment(text)

    def pi(self, target: str, data: str | None = None) -> None:
        self._handler.instruction(target, data or "")

    def close(self) -> None:
        pass


def stream_html(text: str, handler: Handler, check: Callable[[], None] = lambda: None) -> None:
    """Tell `handler` what a web page says, element by element; names are in lower case, prefixes stay.

    Markup that is wrong is repaired as far as it goes, for there is hardly any other. No tree is built: the tree
    that lxml builds takes time that grows with the square of an element's attributes.

    Args:
        text: the page.
        handler: what is told.
        check: called again and again, to raise where the time of the scan is over.

    Raises:
        LimitReachedError: elements are nested too deep; what came before that has been told.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        target=cast("ParserTarget", _HtmlTarget(handler)),  # the stubs think of Python 2, where text may be bytes
        encoding="utf-8",
        no_network=True,
        remove_comments=False,
    )
    data = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    for start in range(0, len(data), _CHUNK_BYTES):
        check()
        parser.feed(data[start : start + _CHUNK_BYTES])
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        if data.strip():
            raise MalformedFileError("the markup cannot be read", code="malformed-html") from error
