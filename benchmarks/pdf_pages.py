"""Pages on which all shows, odd as it looks: pale watermarks, dark bars, photographs, turned pages and scripts."""

import base64
import io
import random
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

SCRIPTS = (
    "דוח שנתי של המועצה",
    "تقرير المجلس السنوي",
    "委员会收到十七项请求",
    "Отчёт совета о дорогах",  # noqa: RUF001
    "Έκθεση του συμβουλίου",
)
"""A line each in letters written from the right, in Chinese, in Cyrillic and in Greek letters."""


class Words(Protocol):
    """Words of a report."""

    dice: random.Random

    def sentence(self, count: int = 14) -> str:
        """Return words that make no sense."""

    def headings(self) -> list[str]:
        """Return four headings."""

    def rows(self) -> list[list[str]]:
        """Return the rows of a table."""


def photograph(dice: random.Random) -> "Image.Image":
    """Return a picture of soft, dark colours, as a photograph is."""
    from PIL import Image

    small = Image.new("RGB", (12, 8))
    small.putdata([(dice.randint(0, 90), dice.randint(0, 90), dice.randint(30, 130)) for _ in range(96)])
    return small.resize((600, 400), Image.Resampling.BICUBIC)


def draw_pages(path: Path, text: Words) -> None:
    """Draw four pages with reportlab, each of a kind of its own."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page = canvas.Canvas(str(path), pagesize=(595, 842), pageCompression=1)
    for number, heading in enumerate(text.headings()):
        opacity = text.dice.choice((0.05, 0.06, 0.1))
        if number % 2:
            _watermark(page, opacity, is_grey=True)
        page.setPageSize((842, 595) if number == 2 else (595, 842))  # reportlab turns what it says of turned pages
        page.setPageRotation(90 if number == 2 else 0)
        _photograph(page, text, heading)
        _body(page, text)
        _chart(page, text)
        page.setFillGray(0)
        page.setFont("STSong-Light", 12)
        page.drawString(60, 150, SCRIPTS[2])
        if not number % 2:
            _watermark(page, opacity, is_grey=False)
        page.setFillColorRGB(0.1, 0.1, 0.3)
        page.rect(0, 0, 595, 30, stroke=0, fill=1)
        page.setFillGray(1)
        page.setFont("Helvetica-Bold", 9)
        page.drawRightString(575, 11, f"Page {number + 1}")
        page.showPage()
    page.save()


def _watermark(page: "Canvas", opacity: float, *, is_grey: bool) -> None:
    page.saveState()
    page.translate(130, 250)
    page.rotate(45)
    page.setFont("Helvetica-Bold", 80)
    if is_grey:
        page.setFillGray(1 - opacity)
    else:
        page.setFillGray(0, alpha=opacity)
    page.drawString(0, 0, "DRAFT COPY")
    page.restoreState()


def _photograph(page: "Canvas", text: Words, heading: str) -> None:
    """Draw a heading upon a photograph, and one upon a gradient."""
    from reportlab.lib import colors
    from reportlab.lib.utils import ImageReader

    page.drawImage(ImageReader(photograph(text.dice)), 60, 640, 475, 160)
    page.setFillGray(1)
    page.setFont("Helvetica-Bold", 24)
    page.drawString(80, 660, heading)
    page.saveState()
    path = page.beginPath()
    path.rect(60, 600, 475, 30)
    page.clipPath(path, stroke=0)
    page.linearGradient(60, 600, 535, 600, (colors.navy, colors.darkred))
    page.restoreState()
    page.setFillGray(1)
    page.setFont("Helvetica", 11)
    page.drawString(70, 610, text.sentence(6))


def _body(page: "Canvas", text: Words) -> None:
    """Draw text with signs of footnotes, a stamp in a frame, and footnotes."""
    page.setFillGray(0)
    for index in range(8):
        page.setFont("Helvetica", 10)
        line = text.sentence(11)
        page.drawString(60, 570 - 16 * index, line)
        page.setFont("Helvetica", 5)
        page.drawString(62 + page.stringWidth(line, "Helvetica", 10), 574 - 16 * index, str(index + 1))
    page.setFont("Helvetica", 6)
    page.line(60, 130, 200, 130)
    for index in range(4):
        page.drawString(60, 120 - 9 * index, f"{index + 1} {text.sentence(10)}")
    page.saveState()
    page.setStrokeColorRGB(0.8, 0, 0)
    page.setFillColorRGB(0.8, 0, 0, alpha=0.7)
    page.translate(400, 480)
    page.rotate(20)
    page.roundRect(0, 0, 120, 34, 6, stroke=1, fill=0)
    page.setFont("Helvetica-Bold", 18)
    page.drawString(14, 10, "RECEIVED")
    page.restoreState()


def _chart(page: "Canvas", text: Words) -> None:
    """Draw bars with white numbers within them."""
    page.setFont("Helvetica-Bold", 8)
    for index in range(8):
        height = text.dice.randint(30, 200)
        page.setFillColorRGB(0.1, 0.3, 0.6, alpha=0.9)
        page.rect(80 + 50 * index, 190, 40, height, stroke=0, fill=1)
        page.setFillColorRGB(1, 1, 1, alpha=1)
        page.drawCentredString(100 + 50 * index, 180 + height, str(height))


def _odd_section(text: Words) -> str:
    """Return a section of a web page: a bar that sticks, a pale watermark, a photograph, scripts, columns."""
    stored = io.BytesIO()
    photograph(text.dice).save(stored, "JPEG")
    source = "data:image/jpeg;base64," + base64.b64encode(stored.getvalue()).decode()
    lines = "".join(f"<p lang=x dir=auto>{line}</p>" for line in SCRIPTS)
    return (
        "<div style='position:sticky;top:0;background:#fff;border-bottom:1px solid #999'>"
        f"{text.sentence(4)}</div>"
        "<div style='height:130px;margin-bottom:-120px;break-inside:avoid;font-size:90px;font-weight:bold;"
        "opacity:.05;transform:rotate(-5deg)'>DRAFT</div>"
        "<div style='font-size:70px;font-weight:bold;color:#f2f2f2'>INTERNAL</div>"
        f"<div style='background:#234 url({source});color:#fff;padding:40px'>"
        f"<h2 class=plain>{text.sentence(4)}</h2>"
        f"</div>{lines}<div style='columns:2'>{text.sentence(40)} {text.sentence(40)}</div>"
        f"<div style='background:rgba(255,230,0,.4)'>{text.sentence(9)}</div>"
        f"<p>{text.sentence(5)}<sup style='font-size:5pt'>1</sup></p><small>1 {text.sentence(7)}</small>"
        "<div style='background:#123;color:#fff;text-align:right'>Page 1</div>"
    )


def page_html(text: Words) -> str:
    """Return a web page with tables, shadows, gradients and outlines on letters."""
    style = (
        "<html><head><title>Report</title><style>body{font-family:sans-serif;font-size:11pt}"
        "th{background:#234;color:#fff}tr:nth-child(even){background:#eee}mark{background:#ff0}"
        "h1{text-shadow:1px 1px 2px #999}.note{background:#fff;border:1px solid #000;padding:4pt}"
        ".dark{background:#000;color:#fff;padding:6pt}"
        "h2:not(.plain){background:linear-gradient(90deg,#c00,#00c);-webkit-background-clip:text;"
        "-webkit-text-fill-color:transparent}"
        ".cut{text-shadow:0 1px 0 #fff}.raised{color:#bbb;text-shadow:-1px -1px 0 #fff,1px 1px 0 #777}"
        ".glow{background:#222;color:#eee;text-shadow:0 0 3px #fff}"
        ".line{-webkit-text-stroke:1px #000;-webkit-text-fill-color:#fff}"
        "s{text-decoration:line-through 3px}</style></head><body>"
    )
    parts = [style]
    for heading in text.headings():
        rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in text.rows())
        parts.append(
            f"<h1>{heading}</h1><p>{text.sentence()} <mark>{text.sentence(6)}</mark> {text.sentence()}</p>"
            f"<table><tr><th>Subject</th><th>Number</th><th>Share</th></tr>{rows}</table>"
            f"<div class=note>{text.sentence()}</div><div class=dark>{text.sentence()}</div>"
            f"<p><u>{text.sentence(5)}</u> <a href='https://example.org/'>{text.sentence(3)}</a></p>"
            f"<h2>{text.sentence(5)}</h2><p class=cut>{text.sentence(7)}</p>"
            f"<h3 class=raised>{text.sentence(4)}</h3><p class=glow>{text.sentence(6)}</p>"
            f"<h3 class=line>{text.sentence(3)}</h3><p><s>{text.sentence(4)}</s></p>"
            f"<form>Name: <input type=text></form>{_odd_section(text)}"
        )
    return "".join(parts) + "</body></html>"


def write_letter(path: Path, text: Words) -> None:
    """Write a letter: letterhead, footer, dark heads of tables, highlights, scripts, a picture."""
    from docx import Document
    from docx.enum.text import WD_COLOR_INDEX
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Inches, Pt, RGBColor

    letter = Document()
    section = letter.sections[0]
    section.header.paragraphs[0].text = "Example Council, 1 High Street"
    section.footer.paragraphs[0].add_run("Page ").font.size = Pt(8)
    for heading in text.headings():
        letter.add_heading(heading)
        paragraph = letter.add_paragraph(text.sentence(30))
        paragraph.add_run(text.sentence(5)).font.highlight_color = WD_COLOR_INDEX.YELLOW
        rows = text.rows()
        table = letter.add_table(rows=1, cols=3)
        table.style = "Table Grid"
        for cell, title in zip(table.rows[0].cells, ("Subject", "Number", "Share"), strict=True):
            run = cell.paragraphs[0].add_run(title)
            run.font.color.rgb = RGBColor(255, 255, 255)
            cell._element.get_or_add_tcPr().append(  # noqa: SLF001 - python-docx has no shades of cells
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>')
            )
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = value
        letter.add_paragraph(SCRIPTS[text.dice.randrange(len(SCRIPTS))])
        stored = io.BytesIO()
        photograph(text.dice).save(stored, "PNG")
        letter.add_picture(io.BytesIO(stored.getvalue()), width=Inches(2))
    letter.save(str(path))
