"""XML read by a full parser, as a stream: depth and memory stay bounded, whatever the file says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from xml.parsers import expat

from ofrecord.errors import ReadError
from ofrecord.read.xml_text import decode_part

MAX_DEPTH = 64
"""Elements are not nested deeper than this in a workbook's parts."""
MAX_ELEMENTS = 100_000
"""A part that only describes the workbook holds no more elements than this that are asked for."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Characters = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name and attributes without namespaces, and the text directly in it."""

    name: str
    attributes: dict[str, str]
    text: str


def parse_events(
    text: str, part: str, start: Start, end: End | None = None, characters: Characters | None = None
) -> None:
    """Calls the handlers for each element; names are ``namespace name``, as expat joins them.

    Raises ``ReadError`` for what is not well-formed, is nested too deeply or has a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ReadError(f"{part} nests elements deeper than {MAX_DEPTH}", reason="malformed")
        start(name, attributes)

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    def refuse(*_: object) -> None:
        raise ReadError(f"{part} declares a document type or entities", reason="entities")

    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.StartDoctypeDeclHandler = refuse
    if characters is not None:
        parser.CharacterDataHandler = characters
    try:
        parser.Parse(text, True)  # noqa: FBT003  (it takes no name; as a str, in any encoding)
    except expat.ExpatError as error:
        raise ReadError(f"{part} is not well-formed XML: {error}", reason="malformed") from None


def read_elements(data: bytes, part: str, names: Iterable[str]) -> list[Element]:
    """The elements of the given names, in any namespace, in the order in which they end.

    >>> read_elements(b'<a><b k="1">x &amp; y</b></a>', "part.xml", ["b"])
    [Element(name='b', attributes={'k': '1'}, text='x & y')]
    """
    wanted = frozenset(names)
    found: list[Element] = []
    open_elements: list[tuple[str, dict[str, str], list[str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {_local(key): value for key, value in attributes.items()}
        open_elements.append((_local(name), plain, []))

    def end(_: str) -> None:
        name, attributes, texts = open_elements.pop()
        if name in wanted:
            if len(found) >= MAX_ELEMENTS:
                raise ReadError(f"{part} has more than {MAX_ELEMENTS:,} entries", reason="bomb")
            found.append(Element(name, attributes, "".join(texts)))

    def characters(text: str) -> None:
        open_elements[-1][2].append(text)

    parse_events(decode_part(data, part), part, start, end, characters)
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
