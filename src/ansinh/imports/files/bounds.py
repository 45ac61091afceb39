"""How much of a file is read at most. The reasons are in docs/adr/0012-bounds-of-the-import.md."""

MOST_BYTES = 30 * 2**20
MOST_UNPACKED_BYTES = 300 * 2**20  # of all parts together, whatever the file says of their sizes
MOST_KEPT_BYTES = 128 * 2**20  # of one sheet's XML, without its blank rows and cells
MOST_PART_BYTES = 32 * 2**20  # of a part with styles, links or the list of the sheets
MOST_TEXT_BYTES = 64 * 2**20  # of the texts of a workbook, each counted as often as a cell shows it
MOST_ROWS = 50_000
MOST_COLUMNS = 500
MOST_CELLS = 3_000_000  # of a sheet's rectangle from A1 to its last cell, and of all sheets together
MOST_SHEETS = 256
MOST_PARTS = 5_000  # files inside a workbook that is an archive
MOST_MERGED = 100_000
DEEPEST = 64  # elements inside elements
