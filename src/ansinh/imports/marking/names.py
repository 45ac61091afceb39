"""Namespaces and kinds of part of an Office Open XML workbook (ECMA-376, transitional)."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships "
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types "
RELATION = OFFICE + " "
"""Before the name of an attribute, as ``markup.walk`` gives it."""

WORKBOOK, WORKSHEET, STYLES = OFFICE + "/officeDocument", OFFICE + "/worksheet", OFFICE + "/styles"
COMMENTS, DRAWING = OFFICE + "/comments", OFFICE + "/vmlDrawing"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
