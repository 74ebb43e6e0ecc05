"""A report as a small HTML table for notebooks: masked, every word escaped."""

from collections.abc import Iterable
from html import escape

from leakscan.render.plain import plain
from leakscan.render.to_text import counts_text, says_something
from leakscan.report import Report

_MOST_ROWS = 200


def to_notebook(report: Report) -> str:
    """Return the report as HTML."""
    shown = report.findings[:_MOST_ROWS]
    rows = [
        (
            str(finding.severity),
            finding.rule.title,
            " > ".join((*finding.trail[1:], str(finding.place))),
            counts_text(finding.counts),
            str(finding.access),
        )
        for finding in shown
    ]
    state = "everything was examined" if report.complete else "<strong>not everything was examined</strong>"
    who = ""
    if report.exposure is not None and says_something(report.exposure):
        who = f"<p><strong>{_escaped(str(report.exposure))}</strong></p>"
    count = len(report.findings)
    more = count - len(shown)
    return (
        f"<p>{_escaped(report.source.name)}: {count:,} finding{'' if count == 1 else 's'}; {state}</p>{who}"
        f"<table><thead>{_row(('Severity', 'What', 'Where', 'How much', 'Reach'), 'th')}</thead>"
        f"<tbody>{''.join(_row(cells, 'td') for cells in rows)}</tbody></table>"
        + (f"<p>… and {more:,} more</p>" if more else "")
    )


def _row(cells: Iterable[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_escaped(cell)}</{tag}>" for cell in cells) + "</tr>"


def _escaped(text: str) -> str:
    return escape(plain(text))
