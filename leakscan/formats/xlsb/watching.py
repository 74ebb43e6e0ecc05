"""What watches a document beside its handler, where the document is told and never written."""

from leakscan import xmlsafe


class Watched(xmlsafe.Handler):
    """Passes on what it is told, names and attributes as they would be written, to a watcher first."""

    def __init__(self, handler: xmlsafe.Handler, watcher: xmlsafe.Watcher) -> None:
        self._handler = handler
        self._watcher = watcher

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self._watcher.start(name, attributes)
        self._handler.start(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._watcher.end()
        self._handler.end(name)

    def text(self, data: str) -> None:
        """Take a piece of text."""
        self._watcher.text(data)
        self._handler.text(data)
