"""XML that nobody vouches for: no declarations, no entities, bounded depth; names without their prefixes."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from ansinh.imports.files import refusals
from ansinh.imports.files.bounds import DEEPEST
from ansinh.imports.files.received import WorkbookFile

Attributes = Mapping[str, str]


def _ignore(_name: str) -> None:
    pass


def read_xml(
    file: WorkbookFile,
    chunks: Iterable[bytes],
    begin: Callable[[str, Attributes], None],
    end: Callable[[str], None] = _ignore,
    text: Callable[[str], None] = _ignore,
) -> None:
    """Calls ``begin``, ``text`` and ``end`` in the order of the document. Raises WorkbookError."""
    local: dict[str, str] = {}
    depth = 0

    def bare(name: str) -> str:
        if name not in local:
            local[name] = name.rpartition(":")[2]
        return local[name]

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise refusals.broken(file)
        begin(bare(name), {bare(key): value for key, value in attributes.items()})

    def stop(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(bare(name))

    def declared(*_about: object) -> None:
        raise refusals.with_entities(file)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = stop
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = declared
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):  # LookupError: an encoding that nobody knows
        raise refusals.broken(file) from None
