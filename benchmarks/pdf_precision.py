"""Ordinary PDF files by many producers, none of which may give a finding above `info`.

`python -m benchmarks.pdf_precision [--each 50]` makes reports with tables, forms, highlights, shadows, watermarks
and scans by every producer that is installed, scans them, and prints what is found above `info`, by producer.
"""

import argparse
import importlib.util
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import leakscan
from benchmarks.pdf_pages import draw_pages, page_html, write_letter

WORDS = [
    "the",
    "council",
    "received",
    "seventeen",
    "requests",
    "about",
    "roads",
    "and",
    "schools",
    "in",
    "spring",
    "of",
    "which",
    "twelve",
    "were",
    "answered",
    "within",
    "twenty",
    "working",
    "days",
    "while",
    "others",
    "needed",
    "an",
    "extension",
    "because",
    "records",
    "were",
    "kept",
    "on",
    "paper",
]
HEADINGS = ("Summary", "Requests received", "Time taken", "Exemptions applied", "Costs", "Next steps")


class Text:
    """Words of a report, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def sentence(self, count: int = 14) -> str:
        """Return words that make no sense."""
        return " ".join(self.dice.choice(WORDS) for _ in range(count)).capitalize() + "."

    def headings(self) -> list[str]:
        """Return four headings."""
        return self.dice.sample(HEADINGS, 4)

    def rows(self) -> list[list[str]]:
        """Return the rows of a table."""
        return [
            [self.dice.choice(WORDS).capitalize(), str(self.dice.randint(1, 900)), f"{self.dice.randint(1, 99)}%"]
            for _ in range(self.dice.randint(3, 9))
        ]


def by_reportlab(path: Path, text: Text) -> None:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path), pagesize=A4)
    for heading in text.headings():
        page.bookmarkPage(heading)
        page.addOutlineEntry(heading, heading)
        page.saveState()
        page.setFillGray(0.9)
        page.setFont("Helvetica-Bold", 60)
        page.translate(200, 300)
        page.rotate(40)
        page.drawString(0, 0, "DRAFT")
        page.restoreState()
        page.setFillGray(0.7)
        page.setFont("Helvetica-Bold", 18)
        page.drawString(61, 759, heading)
        page.setFillGray(0)
        page.drawString(60, 760, heading)
        page.setFont("Helvetica", 10)
        y = 730
        for number in range(6):
            sentence = text.sentence()
            if number == 2:
                page.setFillColor(colors.yellow)
                page.rect(58, y - 3, 400, 13, stroke=0, fill=1)
                page.setFillGray(0)
            page.drawString(60, y, sentence)
            if number == 3:
                page.setFillColor(colors.yellow, alpha=0.4)
                page.rect(58, y - 3, 400, 13, stroke=0, fill=1)
                page.setFillColor(colors.black, alpha=1)
            if number == 4:
                page.line(60, y - 1.5, 300, y - 1.5)
            if number == 5:
                page.drawString(60.3, y, sentence)
            y -= 16
        page.setFillColor(colors.darkblue)
        page.rect(60, y - 4, 400, 16, stroke=0, fill=1)
        page.setFillGray(1)
        page.drawString(64, y, "Subject")
        page.drawString(264, y, "Number")
        y -= 18
        for index, row in enumerate(text.rows()):
            page.setFillGray(0.9 if index % 2 else 1)
            page.rect(60, y - 4, 400, 16, stroke=1, fill=1)
            page.setFillGray(0)
            for x, cell in zip((64, 264, 364), row, strict=True):
                page.drawString(x, y, cell)
            y -= 16
        page.drawString(60, y - 20, "Name:")
        page.setFillGray(1)
        page.rect(100, y - 25, 200, 18, stroke=1, fill=1)
        page.setFillGray(0)
        form = page.acroForm
        place = {"x": 100, "y": y - 60, "width": 200, "height": 20}
        name = text.rows()[0][0]
        form.textfield(name=f"name{heading}", value=name, fillColor=colors.white, tooltip="Your name", **place)
        form.checkbox(name=f"sent{heading}", checked=True, x=320, y=y - 60)
        form.choice(
            name=f"size{heading}", value="two", options=["one", "two"], x=360, y=y - 60, width=80, height=20
        )
        page.linkURL("https://example.org/", (60, 40, 200, 60))
        page.showPage()
    page.save()


def by_reportlab_pages(path: Path, text: Text) -> None:
    draw_pages(path, text)


def by_fpdf(path: Path, text: Text) -> None:
    from fpdf import FPDF

    page = FPDF()
    for heading in text.headings():
        page.add_page()
        page.set_font("Helvetica", "B", 16)
        page.start_section(heading)
        page.cell(0, 12, heading, new_x="LMARGIN", new_y="NEXT")
        page.set_font("Helvetica", "", 11)
        for _ in range(5):
            page.multi_cell(0, 6, text.sentence(), new_x="LMARGIN", new_y="NEXT")
        with page.unbreakable() as held:
            held.set_fill_color(40, 40, 90)
            held.set_text_color(255, 255, 255)
            held.cell(80, 8, "Subject", fill=True, border=1)
            held.cell(40, 8, "Number", fill=True, border=1, new_x="LMARGIN", new_y="NEXT")
        page.set_text_color(0, 0, 0)
        for row in text.rows():
            for cell in row:
                page.cell(40, 8, cell, border=1)
            page.ln()
    page.output(str(path))


def by_weasyprint(path: Path, text: Text) -> None:
    from weasyprint import HTML

    HTML(string=page_html(text)).write_pdf(str(path))


def by_wkhtmltopdf(path: Path, text: Text) -> None:
    source = path.with_suffix(".html")
    source.write_text(page_html(text), encoding="utf-8")
    run(["xvfb-run", "-a"] * bool(shutil.which("xvfb-run")) + ["wkhtmltopdf", "-q", str(source), str(path)])


def by_libreoffice(path: Path, text: Text) -> None:
    source = path.with_suffix(".html")
    source.write_text(page_html(text), encoding="utf-8")
    profile = path.parent / "profile"
    run(
        [
            "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
            "pdf:writer_web_pdf_Export", "--outdir", str(path.parent), str(source),
        ]
    )  # fmt: skip


def by_impress(path: Path, text: Text) -> None:
    """Slides with charts, tables, shadows, gradients, see-through shapes and a picture beneath words."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn
    from pptx.util import Inches

    deck = Presentation()
    kinds = (XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.PIE, XL_CHART_TYPE.LINE_MARKERS, XL_CHART_TYPE.AREA)
    for number, heading in enumerate(text.headings()):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = heading
        if number % 2:
            data = CategoryChartData()
            data.categories = [row[0] for row in text.rows()]
            data.add_series("Received", [text.dice.randint(1, 90) for _ in data.categories])
            frame = slide.shapes.add_chart(
                text.dice.choice(kinds), Inches(1), Inches(1.8), Inches(7), Inches(4), data
            )
            frame.chart.plots[0].has_data_labels = True
            frame.chart.has_legend = True
            continue
        rows = text.rows()
        table = slide.shapes.add_table(len(rows), 3, Inches(0.5), Inches(1.6), Inches(5), Inches(2)).table
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.cell(line, column).text = cell
        for index, kind in enumerate((MSO_SHAPE.ROUNDED_RECTANGLE, MSO_SHAPE.OVAL, MSO_SHAPE.CLOUD)):
            shape = slide.shapes.add_shape(kind, Inches(6), Inches(1.5 + 1.6 * index), Inches(3), Inches(1.4))
            shape.text_frame.text = text.sentence(3)
            if index == 1:
                shape.fill.gradient()
            if index == 2:
                shape.fill.solid()
                shape.fill.fore_color.rgb = RGBColor(20, 40, 200)
                colour = shape.element.spPr.find(f".//{qn('a:srgbClr')}")
                colour.append(colour.makeelement(qn("a:alpha"), {"val": "40000"}))
        slide.notes_slide.notes_text_frame.text = text.sentence()
        slide.element.append(parse_xml(f"<p:transition {nsdecls('p')}><p:fade/></p:transition>"))
    source = path.with_suffix(".pptx")
    deck.save(str(source))
    converted(source, path)


def by_calc(path: Path, text: Text) -> None:
    """Sheets with filled headers, charts that reach over the edge of a page, notes in boxes and colour scales."""
    from xlsxwriter import Workbook

    source = path.with_suffix(".xlsx")
    book = Workbook(str(source))
    header = book.add_format({"bg_color": "#203864", "font_color": "white", "bold": True, "border": 1})
    for heading in text.headings()[:2]:
        sheet = book.add_worksheet(heading)
        rows = text.rows()
        for column, title in enumerate(("Subject", "Number", "Share")):
            sheet.write(0, column, title, header)
        for line, row in enumerate(rows, start=1):
            sheet.write(line, 0, row[0])
            sheet.write(line, 1, int(row[1]))
            sheet.write(line, 2, row[2])
        chart = book.add_chart({"type": text.dice.choice(("column", "pie", "line", "area", "radar"))})
        chart.add_series(
            {
                "categories": [heading, 1, 0, len(rows), 0],
                "values": [heading, 1, 1, len(rows), 1],
                "data_labels": {"value": True},
            }
        )
        chart.set_title({"name": text.sentence(4)})
        sheet.insert_chart("E2", chart)
        sheet.insert_textbox("A14", text.sentence(6), {"fill": {"color": "#ffffcc"}})
        sheet.conditional_format(1, 1, len(rows), 1, {"type": text.dice.choice(("data_bar", "2_color_scale"))})
    book.close()
    converted(source, path)


def by_writer(path: Path, text: Text) -> None:
    """Letters as plain PDF, for archiving (PDF/A-2) and for everybody (PDF/UA)."""
    source = path.with_suffix(".docx")
    write_letter(source, text)
    options = text.dice.choice(
        (
            "",
            ':writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}',
            ':writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}',
        )
    )
    converted(source, path, options)


def converted(source: Path, path: Path, options: str = "") -> None:
    profile = path.parent / "profile"
    run(
        [
            "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", f"pdf{options}",
            "--outdir", str(path.parent), str(source),
        ]
    )  # fmt: skip


def by_chromium(path: Path, text: Text) -> None:
    source = path.with_suffix(".html")
    source.write_text(page_html(text), encoding="utf-8")
    run(
        [
            shutil.which("chromium") or "google-chrome", "--headless", "--no-sandbox", "--disable-gpu",
            f"--user-data-dir={path.parent / 'chromium'}", f"--print-to-pdf={path}", str(source),
        ]
    )  # fmt: skip


def by_ghostscript(path: Path, text: Text) -> None:
    source = path.with_name(f"source-{path.name}")
    by_reportlab(source, text)
    run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-sOutputFile={path}", str(source)])
    source.unlink()


def by_ghostscript_pages(path: Path, text: Text) -> None:
    source = path.with_name(f"source-{path.name}")
    draw_pages(source, text)
    run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-sOutputFile={path}", str(source)])
    source.unlink()


def by_cairo(path: Path, text: Text) -> None:
    import cairocffi

    surface = cairocffi.PDFSurface(str(path), 595, 842)
    for heading in text.headings():
        context = cairocffi.Context(surface)
        context.set_source_rgb(1, 1, 1)
        context.paint()
        context.select_font_face("sans")
        for grey, x in ((0.7, 61), (0, 60)):
            context.set_source_rgb(grey, grey, grey)
            context.set_font_size(18)
            context.move_to(x, 60 + (x - 60))
            context.show_text(heading)
        context.set_font_size(10)
        y = 90
        for number in range(8):
            if number == 3:
                context.set_source_rgb(1, 1, 0)
                context.rectangle(58, y - 10, 400, 13)
                context.fill()
            if number == 5:
                context.set_source_rgb(0.1, 0.1, 0.3)
                context.rectangle(58, y - 10, 520, 13)
                context.fill()
            grey = 1 if number == 5 else 0
            context.set_source_rgb(grey, grey, grey)
            context.move_to(60, y)
            context.show_text(text.sentence(10))
            if number == 6:
                context.set_source_rgba(1, 0.9, 0, 0.4)
                context.rectangle(58, y - 10, 300, 13)
                context.fill()
            y += 16
        surface.show_page()
    surface.finish()


def by_latex(path: Path, text: Text) -> None:
    source = path.with_suffix(".tex")
    body = "".join(
        rf"\section{{{heading}}}{text.sentence()} \colorbox{{yellow}}{{{text.sentence(4)}}} "
        r"\begin{tabular}{lll}"
        rf"\colorbox{{black}}{{\textcolor{{white}}{{Subject}}}}&Number&Share\\ "
        + "".join(" & ".join(row).replace("%", r"\%") + r"\\ " for row in text.rows())
        + r"\end{tabular}\par\underline{"
        + text.sentence(4)
        + "}"
        for heading in text.headings()
    )
    source.write_text(
        rf"\documentclass{{article}}\usepackage{{color}}\usepackage{{hyperref}}\begin{{document}}{body}"
        r"\end{document}",
        encoding="utf-8",
    )
    command = ["pdflatex", "-interaction=batchmode", "-output-directory", str(path.parent), str(source)]
    run(command)
    run(command)


def by_scanner(path: Path, text: Text) -> None:
    """A page as a picture, with the recognised words behind it."""
    from PIL import Image, ImageDraw
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path), pagesize=(595, 842))
    for heading in text.headings():
        lines = [heading, *(text.sentence(9) for _ in range(20))]
        picture = Image.new("L", (1190, 1684), 250)
        draw = ImageDraw.Draw(picture)
        for index, line in enumerate(lines):
            draw.text((120, 120 + index * 40), line, fill=30, font_size=20)
        page.drawInlineImage(picture, 0, 0, 595, 842)
        for index, line in enumerate(lines):
            words = page.beginText(60, 842 - 70 - index * 20)
            words.setFont("Helvetica", 10)
            words.setTextRenderMode(3)
            words.textOut(line)
            page.drawText(words)
        page.showPage()
    page.save()


def run(command: list[str]) -> None:
    subprocess.run(command, check=False, capture_output=True, timeout=120)


PRODUCERS: dict[str, tuple[Callable[[Path, Text], None], str]] = {
    "reportlab": (by_reportlab, "reportlab"),
    "reportlab, odd pages": (by_reportlab_pages, "reportlab"),
    "scanner": (by_scanner, "reportlab"),
    "fpdf2": (by_fpdf, "fpdf"),
    "WeasyPrint": (by_weasyprint, "weasyprint"),
    "cairo": (by_cairo, "cairocffi"),
    "Ghostscript": (by_ghostscript, "gs"),
    "Ghostscript, odd pages": (by_ghostscript_pages, "gs"),
    "LibreOffice Writer": (by_writer, "docx"),
    "LibreOffice": (by_libreoffice, "soffice"),
    "LibreOffice Impress": (by_impress, "pptx"),
    "LibreOffice Calc": (by_calc, "xlsxwriter"),
    "Chromium": (by_chromium, "chromium"),
    "wkhtmltopdf": (by_wkhtmltopdf, "wkhtmltopdf"),
    "LaTeX": (by_latex, "pdflatex"),
}


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf_precision", description=__doc__)
    parser.add_argument("--each", type=int, default=50, help="files by each producer")
    parser.add_argument("--only", default="", help="one producer")
    each, only = (lambda found: (found.each, found.only))(parser.parse_args())
    loud: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, needed) in PRODUCERS.items():
            if only and name != only:
                continue
            if importlib.util.find_spec(needed) is None and shutil.which(needed) is None:
                print(f"{name}: not installed")
                continue
            made, kinds = produced(name, make, each, Path(folder))
            print(f"{name}: {made} files, above info: {dict(kinds) or 'none'}", flush=True)
            loud += kinds
    return int(bool(loud))


def produced(name: str, make: Callable[[Path, Text], Any], each: int, folder: Path) -> tuple[int, Counter[str]]:
    """Make and scan the files of one producer; return how many there are, and what is found above info."""
    made, kinds = 0, Counter[str]()
    for seed in range(each):
        path = folder / f"{name}-{seed}.pdf"
        make(path, Text(seed))
        if not path.exists():
            continue
        made += 1
        report = leakscan.scan(path)
        kinds.update(
            f"{finding.rule.id} {finding.severity}"
            for finding in report.findings
            if finding.severity > leakscan.Severity.INFO
        )
        kinds.update(f"problem {problem.code}" for problem in report.problems)
        path.unlink()
    return made, kinds


if __name__ == "__main__":
    sys.exit(main())
