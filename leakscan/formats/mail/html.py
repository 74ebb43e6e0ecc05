"""The text of HTML as a mail program shows it, and what it does not show."""

import re
from html.parser import HTMLParser

_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    }
)  # fmt: skip
_NO_TEXT = frozenset({"style", "script", "head", "title", "template"})
_LINES = frozenset(
    {
        "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre", "table", "td", "th",
        "tr",
    }
)  # fmt: skip
_MOST_DEPTH = 2000


class HtmlText(HTMLParser):
    """Gathers lines that show, and texts that do not: hidden elements and remarks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self._pieces: list[str] = []
        self._stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the start of an element."""
        if tag in _LINES:
            self._flush()
        if tag in _VOID:
            return
        values = dict(attrs)
        is_hidden = "hidden" in values or _UNSEEN.search(values.get("style") or "") is not None
        if len(self._stack) < _MOST_DEPTH:
            if is_hidden != self._is_hidden():
                self._flush()
            self._stack.append((tag, is_hidden or self._is_hidden()))

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element; one that was never begun is left out."""
        if tag in _LINES:
            self._flush()
        for index in range(len(self._stack) - 1, max(-1, len(self._stack) - 50), -1):
            if self._stack[index][0] == tag:
                if self._stack[index][1]:
                    self._flush()
                del self._stack[index:]
                return

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not any(tag in _NO_TEXT for tag, _ in self._stack[-3:]):
            self._pieces.append(data)

    def handle_comment(self, data: str) -> None:
        """Take a remark; the conditions that Office writes for its own programs are none."""
        text = data.strip()
        if text and not text.startswith(("[if", "<![", "/*", "StartFragment", "EndFragment")) and "{" not in text:
            self.hidden.append(text)

    def close(self) -> None:
        """Take the end of the text."""
        super().close()
        self._flush()

    def _is_hidden(self) -> bool:
        return bool(self._stack) and self._stack[-1][1]

    def _flush(self) -> None:
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if text:
            (self.hidden if self._is_hidden() else self.shown).append(text)
