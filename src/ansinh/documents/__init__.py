"""One typed document, written as Word and as PDF with the same words, its tables as a workbook."""
