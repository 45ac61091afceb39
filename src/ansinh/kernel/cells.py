"""Cells as a spreadsheet names them; rows and columns count from zero."""


def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """(11, 3) → D12."""
    return f"{column_letters(column)}{row + 1}"
