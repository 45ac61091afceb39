"""One typed document, printed as Word and as PDF with the same words."""
