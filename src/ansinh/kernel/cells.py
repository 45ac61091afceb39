"""Cells as a spreadsheet names them."""


def cell_name(row: int, column: int) -> str:
    """(11, 3) → D12; both count from zero."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
