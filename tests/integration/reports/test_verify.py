"""What an officer changes in a document that Ansinh made is named, with the figure that it differs from."""

import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from django.utils import timezone
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ansinh.documents.pdf import to_pdf
from ansinh.documents.word import to_docx
from ansinh.reports.claims.files import NotATextError, read_paragraphs
from ansinh.reports.models import Made
from ansinh.reports.numerals import Binding
from ansinh.reports.reading import FileKind, NotADocumentError, read_document
from ansinh.reports.recording import record_made
from ansinh.reports.records import Record
from ansinh.reports.references import new_reference
from ansinh.reports.tokens import tokens
from ansinh.reports.verifying import Verdict, Verification, Verified, aligned, verify
from tests.integration.reports.verify_documents import Composed, compose, recipe_of

BOUND_ALONE = {Verdict.BOUND, Verdict.OWN}
TABLE_OF_UNITS = 1  # of the file, after the letterhead
SAMPLE = 40  # of the numbers of a document, each retyped in Word

Edit = Callable[[Callable[[WordDocument], None]], Verification]


_MADE: list[tuple[Composed, dict[str, object]]] = []  # once: what is checked is the record, and not the ledger


@pytest.fixture
def made(db: None, request: pytest.FixtureRequest) -> Composed:
    if not _MADE:
        request.getfixturevalue("demonstration")
        composed = compose(recipe_of("cum-iv-2020", "2020-05"), timezone.localtime(), reference=new_reference())
        record_made(composed)
        _MADE.append((composed, Made.objects.values().get()))
    else:
        Made.objects.create(**_MADE[0][1])
    return _MADE[0][0]


@pytest.fixture
def word(made: Composed, tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(to_docx(made.document))
    return path


@pytest.fixture
def edited(word: Path) -> Edit:
    """The report after an officer opened it in Word, changed something and saved it."""

    def through(change: Callable[[WordDocument], None]) -> Verification:
        document = docx.Document(str(word))
        change(document)
        path = word.with_name("da-sua.docx")
        document.save(str(path))
        return verify(path)

    return through


def control(document: WordDocument, figure: str) -> BaseOxmlElement:
    """The first content control of the figure."""
    tags = document.element.body.iter(qn("w:tag"))
    return next(tag for tag in tags if tag.get(qn("w:val")) == figure).getparent().getparent()


def retype(document: WordDocument, figure: str, text: str) -> None:
    texts = list(control(document, figure).iter(qn("w:t")))
    texts[0].text = text
    for other in texts[1:]:
        other.text = ""


def paragraph_with(document: WordDocument, words: str) -> BaseOxmlElement:
    paragraphs = document.element.body.iter(qn("w:p"))
    return next(one for one in paragraphs if words in "".join(text.text or "" for text in one.iter(qn("w:t"))))


def without_controls(document: WordDocument) -> None:
    for found in [tag.getparent().getparent() for tag in document.element.body.iter(qn("w:tag"))]:
        for run in list(found.find(qn("w:sdtContent"))):
            found.addprevious(run)
        found.getparent().remove(found)


def only(verification: Verification, verdict: Verdict) -> Verified:
    assert {one.verdict for one in verification.numbers} - BOUND_ALONE == {verdict}
    (found,) = verification.of(verdict)
    return found


def test_what_ansinh_made_is_clean_in_word_and_pdf(made: Composed, word: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "bao-cao.pdf"
    pdf.write_bytes(to_pdf(made.document))
    bound = [one for one in tokens(made.document) if one.binding is not Binding.OWN]
    for path in (word, pdf):
        checked = verify(path)
        assert checked.clean
        assert checked.record
        assert checked.record.reference == made.document.reference
        assert [one.text for one in checked.of(Verdict.OWN)] == ["15"]
        assert checked.counts == {Verdict.BOUND: len(bound), Verdict.OWN: 1}


def test_a_number_retyped_in_its_control_is_named_with_its_figure(edited: Edit) -> None:
    checked = edited(lambda document: retype(document, "collections.vs_plan", "36,54%"))
    changed = only(checked, Verdict.CHANGED)
    assert not checked.clean
    assert (changed.text, changed.printed, changed.figure) == ("36,54%", "36,45%", "collections.vs_plan")
    assert "đạt [36,54%] kế hoạch" in changed.context
    figure = checked.figure(changed)
    assert figure
    assert figure.text == "36,45%"


def test_a_number_retyped_in_a_cell_is_named_with_its_row_and_column(edited: Edit) -> None:
    changed = only(edited(lambda document: retype(document, "units.46.participants_bhxh", "107.808")), Verdict.CHANGED)
    assert changed.figure == "units.46.participants_bhxh"
    assert changed.where.startswith("Bảng 1 · tỉnh Thừa Thiên Huế · ")


def test_a_number_is_named_when_its_control_was_deleted_with_it(edited: Edit) -> None:
    def delete(document: WordDocument) -> None:
        found = control(document, "collections.vs_plan")
        run = deepcopy(next(found.iter(qn("w:r"))))
        next(run.iter(qn("w:t"))).text = "36,54%"
        found.addprevious(run)
        found.getparent().remove(found)

    assert only(edited(delete), Verdict.CHANGED).figure == "collections.vs_plan"


def test_a_number_without_its_control_stays_bound_as_long_as_it_is_the_same(edited: Edit) -> None:
    assert edited(without_controls).clean


def test_a_number_added_is_not_bound_and_a_date_added_is(edited: Edit) -> None:
    def add(document: WordDocument) -> None:
        paragraph = paragraph_with(document, "đã mở")
        paragraph.addnext(docx.Document().add_paragraph("Đến ngày 15/6/2020 đã vận động 1.234 hộ.")._p)

    added = only(edited(add), Verdict.ADDED)
    assert added.text == "1.234"
    assert "vận động [1.234] hộ" in added.context


def test_a_sentence_deleted_with_its_figures_is_a_fault_and_leaves_the_rest_bound(edited: Edit) -> None:
    def delete(document: WordDocument) -> None:
        found = paragraph_with(document, "tương ứng tăng")
        found.getparent().remove(found)

    checked = edited(delete)
    assert not checked.clean
    assert {one.verdict for one in checked.numbers} == {*BOUND_ALONE, Verdict.REMOVED}
    removed = {one.figure for one in checked.of(Verdict.REMOVED)}
    assert removed == {f"collections{part}" for part in ("", ".vs_plan", ".change", ".change_percent")}


def test_a_sentence_moved_is_still_bound(edited: Edit) -> None:
    def move(document: WordDocument) -> None:
        paragraph_with(document, "đã mở").addnext(paragraph_with(document, "tương ứng tăng"))

    assert {one.verdict for one in edited(move).numbers} == BOUND_ALONE


def test_two_numbers_that_changed_places_are_both_named(edited: Edit) -> None:
    def swap(document: WordDocument) -> None:
        retype(document, "collections.vs_plan", "6,07%")
        retype(document, "collections.change_percent", "36,45%")

    changed = edited(swap).of(Verdict.CHANGED)
    assert {one.figure for one in changed} == {"collections.vs_plan", "collections.change_percent"}


def test_runs_that_word_splits_do_not_matter(edited: Edit) -> None:
    def split(document: WordDocument) -> None:
        for text in list(document.element.body.iter(qn("w:t"))):
            run = text.getparent()
            letters = text.text or ""
            for letter in letters[1:]:
                piece = deepcopy(run)
                next(piece.iter(qn("w:t"))).text = letter
                run.getparent().append(piece) if run.getnext() is None else run.addnext(piece)
                run = piece
            text.text = letters[:1]

    assert edited(split).clean


def test_a_change_that_is_tracked_counts_as_accepted(edited: Edit) -> None:
    def track(document: WordDocument) -> None:
        run = next(control(document, "collections.vs_plan").iter(qn("w:r")))
        deleted, inserted = (run.makeelement(qn(tag), {qn("w:id"): "1"}) for tag in ("w:del", "w:ins"))
        run.addprevious(deleted)
        run.addprevious(inserted)
        again = deepcopy(run)
        next(again.iter(qn("w:t"))).text = "37%"
        inserted.append(again)
        next(run.iter(qn("w:t"))).tag = qn("w:delText")
        deleted.append(run)

    assert only(edited(track), Verdict.CHANGED).text == "37%"


def replacing(paragraph: str, old: str, new: str) -> Callable[[WordDocument], None]:
    """In the paragraph with these words, outside and inside of its controls."""

    def change(document: WordDocument) -> None:
        texts = list(paragraph_with(document, paragraph).iter(qn("w:t")))
        assert any(old in (text.text or "") for text in texts)
        for text in texts:
            text.text = (text.text or "").replace(old, new)

    return change


@pytest.mark.parametrize(
    ("paragraph", "old", "new", "told"),
    [("Nghị quyết", "21-NQ/TW", "28-NQ/TW", "28"), ("cùng kỳ năm", "năm 2019", "năm 2018", "2018")],
)
def test_a_date_or_a_documents_number_rewritten_is_a_fault(
    edited: Edit, paragraph: str, old: str, new: str, told: str
) -> None:
    checked = edited(replacing(paragraph, old, new))
    assert not checked.clean
    assert only(checked, Verdict.REWRITTEN).text == told


def test_a_figure_spelled_out_is_a_fault(edited: Edit) -> None:
    checked = edited(lambda document: retype(document, "collections.vs_plan", "hơn một phần ba"))
    assert not checked.clean
    assert only(checked, Verdict.REMOVED).figure == "collections.vs_plan"


@pytest.mark.parametrize(
    ("old", "new", "text", "printed"),
    [
        ("10.101,8 tỷ đồng", "10.101,8 triệu đồng", "10.101,8 triệu đồng", "10.101,8 tỷ đồng"),
        ("10.101,8 tỷ đồng", "hơn 10.101,8 tỷ đồng", "hơn 10.101,8 tỷ đồng", "10.101,8 tỷ đồng"),
        ("10.101,8 tỷ đồng", "10.101,8", "10.101,8", "10.101,8 tỷ đồng"),
        ("10.101,8 tỷ đồng", "10.101,8 tỷ đồng của cả nước", "10.101,8 tỷ đồng của cả nước", "10.101,8 tỷ đồng"),
        ("(tương ứng tăng ", "(tương ứng giảm ", "giảm +6,07%", "tăng +6,07%"),
    ],
)
def test_words_that_make_another_claim_of_the_same_number_are_named(
    edited: Edit, old: str, new: str, text: str, printed: str
) -> None:
    changed = only(edited(replacing("tương ứng tăng", old, new)), Verdict.CHANGED)
    assert (changed.text, changed.printed) == (text, printed)
    assert changed.figure.startswith("collections")


@pytest.mark.parametrize(("old", "new"), [("tỷ đồng", "triệu đồng"), ("thu ", "thu hơn "), ("ứng tăng ", "ứng giảm ")])
def test_words_that_make_another_claim_are_named_without_controls(edited: Edit, old: str, new: str) -> None:
    def change(document: WordDocument) -> None:
        without_controls(document)
        replacing("tương ứng tăng", old, new)(document)

    checked = edited(change)
    assert {one.verdict for one in checked.numbers} == {*BOUND_ALONE, Verdict.CHANGED}


@pytest.mark.parametrize(
    ("old", "new"), [(", đạt ", ", bằng "), (" kế hoạch, tăng ", " kế hoạch giao, cao hơn "), ("thu ", "tổng thu ")]
)
def test_words_that_claim_the_same_are_the_officers_to_choose(edited: Edit, old: str, new: str) -> None:
    assert edited(replacing("tương ứng tăng", old, new)).clean


def test_units_that_changed_rows_are_named_with_all_their_figures(edited: Edit) -> None:
    names: list[str] = []
    figures: set[str] = set()

    def swap(document: WordDocument) -> None:
        rows = document.tables[TABLE_OF_UNITS].rows[-2:]
        first, second = (row.cells[1].paragraphs[0].runs[0] for row in rows)
        names.extend((first.text, second.text))
        figures.update(tag.get(qn("w:val")) for row in rows for tag in row._tr.iter(qn("w:tag")))
        first.text, second.text = second.text, first.text

    checked = edited(swap)
    assert {one.verdict for one in checked.numbers} == {*BOUND_ALONE, Verdict.CHANGED}
    changed = checked.of(Verdict.CHANGED)
    assert {one.figure for one in changed} == figures - {"constant"}
    assert changed[0].text.endswith(f"({names[1]})")
    assert f" · {names[0]} · " in changed[0].printed


PAGE_FIELD = (
    '<w:r {w}><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r {w}><w:instrText> PAGE </w:instrText></w:r>',
    '<w:r {w}><w:fldChar w:fldCharType="separate"/></w:r>', "<w:r {w}><w:t>7</w:t></w:r>",
    '<w:r {w}><w:fldChar w:fldCharType="end"/></w:r>',
)  # fmt: skip


def test_numbers_of_page_heads_and_feet_are_read_but_not_the_pages_own(edited: Edit) -> None:
    def write(document: WordDocument) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].add_run("Đã thu 11.222 tỷ đồng")
        foot = section.footer.paragraphs[0]
        foot.add_run("Trang ")
        for piece in PAGE_FIELD:
            foot._p.append(parse_xml(piece.format(w=nsdecls("w"))))

    assert only(edited(write), Verdict.ADDED).text == "11.222"


def nested_boxes(path: Path, depth: int) -> Path:
    """A paragraph in a text box in a paragraph in a text box …"""
    paragraph = "<w:p><w:r><w:t>Đã thu 11.222 tỷ đồng</w:t></w:r></w:p>"
    for _level in range(depth):
        paragraph = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph}</w:txbxContent></w:pict></w:r></w:p>"
    xml = f"<w:document {nsdecls('w')}><w:body>{paragraph}</w:body></w:document>"
    with zipfile.ZipFile(path, "w") as word:
        word.writestr("word/document.xml", xml)
    return path


def test_a_number_in_nested_text_boxes_is_found_once(tmp_path: Path) -> None:
    path = nested_boxes(tmp_path / "hop.docx", 25)
    assert [one.text for one in read_document(path, FileKind.DOCX).found] == ["11.222"]
    assert [text for text in read_paragraphs(path, {}) if text] == ["Đã thu 11.222 tỷ đồng"]


def test_text_boxes_nested_too_deeply_are_refused(tmp_path: Path) -> None:
    path = nested_boxes(tmp_path / "hop.docx", 500)
    with pytest.raises(NotADocumentError):
        read_document(path, FileKind.DOCX)
    with pytest.raises(NotATextError):
        read_paragraphs(path, {})


def test_an_own_number_is_the_officers_to_change(edited: Edit) -> None:
    checked = edited(lambda document: retype(document, "own", "16"))
    assert checked.clean
    assert [(one.text, one.printed) for one in checked.of(Verdict.OWN)] == [("16", "15")]


def test_any_digit_of_any_bound_number_of_a_word_file_is_missed_when_it_changes(word: Path) -> None:
    """Retyped one by one in the file itself."""
    chance = random.Random(5)  # noqa: S311
    count = len(_texts_with_digits(docx.Document(str(word))))
    for place in chance.sample(range(count), SAMPLE):
        document = docx.Document(str(word))
        text = _texts_with_digits(document)[place]
        before = text.text or ""
        text.text = _other_digit(before, chance)
        document.save(str(word.with_name("mot-chu-so.docx")))
        checked = verify(word.with_name("mot-chu-so.docx"))
        told = checked.of(Verdict.CHANGED, Verdict.ADDED, Verdict.REWRITTEN)
        assert told or "15" in before, f"{before} → {text.text}"


def test_any_digit_of_any_number_is_missed_when_it_changes_with_or_without_controls(word: Path) -> None:
    """All of them, in the order of the file; a change of one number is told as exactly that one."""
    chance = random.Random(7)  # noqa: S311
    file, record = verify(word).file, _record(word)
    printed = record.kept.tokens
    for place, one in enumerate(file.found):
        typed = replace(one, text=_other_digit(one.text, chance), tag=chance.choice((one.tag, "")))
        retyped = replace(file, found=(*file.found[:place], typed, *file.found[place + 1 :]))
        (pair,) = [pair for pair in aligned(retyped, record) if pair.found is typed]
        assert pair.kept is printed[place]


def test_a_pdf_with_another_number_is_told(made: Composed, tmp_path: Path) -> None:
    """As a PDF comes back from a program that edits PDFs: its properties kept, a number exchanged."""
    path = tmp_path / "sua.pdf"
    texts = {"36,45%": "36,54%"}
    blocks = tuple(_exchanged(block, texts) for block in made.document.blocks)
    path.write_bytes(to_pdf(replace(made.document, blocks=blocks)))
    changed = only(verify(path), Verdict.CHANGED)
    assert (changed.text, changed.printed, changed.figure, changed.page) == (
        "36,54%", "36,45%", "collections.vs_plan", 1,
    )  # fmt: skip


def test_a_file_nobody_knows_is_looked_at_number_by_number(made: Composed, word: Path) -> None:
    document = docx.Document(str(word))
    document.core_properties.identifier = document.core_properties.keywords = ""
    document.save(str(word))
    checked = verify(word)
    assert checked.record is None
    added = {one.text for one in checked.of(Verdict.ADDED)}
    assert {"10.101,8", "36,45%", "15"} <= added
    assert not {"2020", "21"} & added
    assert verify(word, known_as=Record(Made.objects.get())).clean


def test_the_reference_of_another_ledger_is_not_known(made: Composed, word: Path) -> None:
    document = docx.Document(str(word))
    document.core_properties.identifier = document.core_properties.keywords = new_reference()
    document.save(str(word))
    assert verify(word).record is None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_what_libreoffice_saved_again_is_still_known_and_checked(word: Path, tmp_path: Path) -> None:
    document = docx.Document(str(word))
    retype(document, "collections.vs_plan", "36,54%")
    document.save(str(word))
    saved = tmp_path / "lo"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", saved, word],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert only(verify(saved / word.name), Verdict.CHANGED).figure == "collections.vs_plan"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04nothing", b"text"])
@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt"])
def test_what_is_no_document_is_refused(content: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(content)
    with pytest.raises(NotADocumentError):
        verify(path)


def _record(path: Path) -> Record:
    record = verify(path).record
    assert record
    return record


def _texts_with_digits(document: WordDocument) -> list[BaseOxmlElement]:
    return [one for one in document.element.body.iter(qn("w:t")) if re.search(r"\d", one.text or "")]


def _other_digit(text: str, chance: random.Random) -> str:
    place = chance.choice([match.start() for match in re.finditer(r"\d", text)])
    digit = chance.choice([digit for digit in "0123456789" if digit != text[place]])
    return text[:place] + digit + text[place + 1 :]


def _exchanged(block: object, texts: dict[str, str]) -> object:
    inlines = getattr(block, "inlines", None)
    if inlines is None:
        return block
    changed = tuple(replace(one, text=texts.get(one.text, one.text)) for one in inlines)
    return replace(block, inlines=changed)  # type: ignore[type-var]
