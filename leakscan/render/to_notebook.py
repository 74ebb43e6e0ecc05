"""A report as a small HTML table for notebooks: masked, every word escaped."""

from html import escape

from leakscan.findings import Report
from leakscan.render.to_text import counts_text


def to_notebook(report: Report) -> str:
    """Return the report as HTML."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in cells) + "</tr>"
        for cells in (
            (str(item.severity), item.rule.title, str(item.place), counts_text(item.counts), str(item.access))
            for item in report.findings
        )
    )
    head = "".join(f"<th>{word}</th>" for word in ("Severity", "What", "Where", "How much", "Reach"))
    state = "complete" if report.complete else "<strong>not everything was examined</strong>"
    return f"<p>{escape(report.source.name)}: {state}</p><table><tr>{head}</tr>{rows}</table>"
