"""What an office has for its reports: LibreOffice turning a Word file into a PDF, and a mail merge, a template whose
places are filled with figures that somebody has already worked out and written. No figure is found or checked here,
no sentence chosen, no chart drawn."""

import os
import re
import shutil
import subprocess
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.oxml import parse_xml
from docx.oxml.ns import qn

PLACE = re.compile(r"«(\d+)»")
WORD = re.compile(r"[^\s()]+")  # a bracket may stand on a line of its own: “tỷ lệ (%)”
FIGURE = re.compile(r"[a-z].*")  # the tag of a content control that holds a figure
NOT_FIGURES = ("own", "constant")
MOST_PAGES = 100


def find_soffice() -> str | None:
    return shutil.which("soffice")


def version(soffice: str) -> str:
    said = subprocess.run([soffice, "--version"], capture_output=True, text=True, check=True).stdout.split()
    return " ".join(said[:2])


class Converter:
    """LibreOffice without a window, with a profile of its own, which its first start makes."""

    def __init__(self, soffice: str, directory: Path) -> None:
        self._command = [soffice, f"-env:UserInstallation={(directory / 'profile').absolute().as_uri()}", "--headless"]
        self._output = directory / "pdf"
        self._empty = directory / "empty.docx"
        self.peak_mb = 0.0
        docx.Document().save(str(self._empty))
        self.convert([self._empty])

    def start(self) -> float:
        """Seconds of LibreOffice alone, converting nothing to speak of."""
        return self.convert([self._empty])

    def convert(self, files: Sequence[Path]) -> float:
        """Seconds of one process for all these; the PDFs are in ``pdf_of``."""
        command = [*self._command, "--convert-to", "pdf", "--outdir", str(self._output), *map(str, files)]
        started = time.perf_counter()
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _pid, status, used = os.wait4(running.pid, 0)
        lasted = time.perf_counter() - started
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode or not all(self.pdf_of(file).exists() for file in files):
            raise RuntimeError(f"LibreOffice could not convert {', '.join(file.name for file in files)}")
        self.peak_mb = max(self.peak_mb, used.ru_maxrss / 1024)
        return lasted

    def pdf_of(self, file: Path) -> Path:
        return self._output / f"{file.stem}.pdf"


def write_template(made: Path, template: Path) -> list[str]:
    """A template as an office would have it, from a finished report: a numbered place for each figure, no charts.
    Returns what stood in the places."""
    document = docx.Document(str(made))
    values: list[str] = []
    for control in list(document.element.body.iter(qn("w:sdt"))):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        if tag in NOT_FIGURES or not FIGURE.fullmatch(tag):
            continue
        first, *others = control.iter(qn("w:t"))
        values.append("".join(text.text or "" for text in (first, *others)))
        first.text = f"«{len(values) - 1}»"
        for text in others:
            text.text = ""
    for drawing in list(document.element.body.iter(qn("w:drawing"))):
        _leave_out(document, drawing)
    document.save(str(template))
    return values


def _leave_out(document: Any, drawing: Any) -> None:
    for blip in drawing.iter(qn("a:blip")):
        document.part.drop_rel(blip.get(qn("r:embed")))
    drawing.getparent().remove(drawing)


def merge(template: Path, values: Sequence[str], merged: Path) -> float:
    """The seconds of filling the places."""
    started = time.perf_counter()
    document = docx.Document(str(template))
    for text in document.element.body.iter(qn("w:t")):
        if text.text and "«" in text.text:
            text.text = PLACE.sub(lambda place: values[int(place[1])], text.text)
    document.save(str(merged))
    return time.perf_counter() - started


def words_of_docx(file: Path) -> list[str]:
    """In their order, from paragraph to paragraph."""
    with zipfile.ZipFile(file) as package, package.open("word/document.xml") as part:
        root = parse_xml(part.read())
    return [word for paragraph in root.iter(qn("w:p")) for word in _words(_text(paragraph))]


def _text(paragraph: Any) -> str:
    """With a blank for a line's end or a tab."""
    parts = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    return "".join(part.text or "" if part.tag == qn("w:t") else " " for part in parts)


def words_of_pdf(file: Path) -> tuple[list[str], int]:
    """And the number of pages."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [word for page in document for word in _words(page.get_textpage().get_text_bounded())], len(document)
    finally:
        document.close()


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text))


def lost(words: Sequence[str], pdf: Sequence[str]) -> list[str]:
    """Of the Word file's words, those that the PDF has not, or has fewer times."""
    return sorted((Counter(words) - Counter(pdf)).elements())


def added(words: Sequence[str], pdf: Sequence[str], charts: str) -> list[str]:
    """Of the PDF's words, those that neither the Word file has, nor its charts, nor the numbering of its pages. Header
    rows may come again on another page than in Word: how often a word stands there is not asked."""
    return sorted(set(pdf) - set(words) - set(_words(charts)) - {str(page) for page in range(1, MOST_PAGES)})
