"""What a PDF says, page by page."""

import pypdfium2

BANNER = "BẢN NHÁP: SỐ LIỆU CHƯA PHÊ DUYỆT"


def pages_of_pdf(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
