"""The few pieces of WordprocessingML that python-docx has no words for."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def element(tag: str, *children: BaseOxmlElement, **attributes: str | float) -> BaseOxmlElement:
    """``element("w:tag", val="x")`` is ``<w:tag w:val="x"/>``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def replace_children(parent: BaseOxmlElement, *children: BaseOxmlElement) -> None:
    """Put each child in the place of the one with its tag, or at the end."""
    for child in children:
        old = parent.find(child.tag)
        if old is None:
            parent.append(child)
        else:
            parent.replace(old, child)


def twips(millimetres: float) -> int:
    """Word's own unit, a twentieth of a point."""
    return round(millimetres * 1440 / 25.4)
