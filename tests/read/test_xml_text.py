"""XML text stands for exactly the characters that the standard gives it, or is refused."""

from xml.etree import ElementTree as Tree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import ReadError
from ofrecord.read.xml_events import MAX_DEPTH, read_elements
from ofrecord.read.xml_text import (
    check_characters,
    decode_part,
    is_plain,
    is_simple,
    unescape,
    unescape_xml,
)

LEGAL = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r&<>'\"")
)


@given(LEGAL)
def test_escaped_text_is_read_back(text):
    assert unescape_xml(escape(text, {"\r": "&#13;"})) == text


@given(st.text(alphabet="&#x1AF;apmltgquo \r\n", max_size=40))
def test_text_is_read_as_a_full_parser_reads_it(text):
    try:
        expected = Tree.fromstring(f"<a>{text}</a>").text or ""  # noqa: S314
    except Tree.ParseError:
        with pytest.raises(ReadError):
            unescape_xml(text)
    else:
        assert unescape_xml(text) == expected


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a_x000D_b", "a\rb"),
        ("a_x000d__x000A_b", "a\r\nb"),
        ("_x0009_", "\t"),
        ("_x005F_x000D_", "_x000D_"),
        ("_x005f_x005F_", "_x005F_"),
        ("_x0041_", "_x0041_"),
        ("_x001F_", "_x001F_"),
        ("_x000D", "_x000D"),
        ("_xABCD_ _xyz_", "_xABCD_ _xyz_"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a&#13;&#xA;b", "a\r\nb"),
        ("&#x1F600;", "\N{GRINNING FACE}"),
    ],
)
def test_escapes_of_excel_stand_for_white_space_only(written, text):
    assert unescape(written) == text
    if is_plain(written):
        assert written == text


@pytest.mark.parametrize(
    "reference", ["&", "&nbsp;", "&#31;", "&#x0;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#;"]
)
def test_a_reference_to_no_character_is_refused(reference):
    with pytest.raises(ReadError, match="stands for no character"):
        unescape(f"a{reference}b")


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1c", "\x1f"])
def test_control_characters_are_refused(character):
    with pytest.raises(ReadError, match=rf"U\+{ord(character):04X}"):
        check_characters(f"link{character}", "sheet1.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("first", ['<?xml version="1.0"?>', ""])
def test_a_part_is_read_in_the_encodings_that_a_workbook_may_use(encoding, first):
    text = f"{first}<a>Do\N{LATIN SMALL LETTER N WITH TILDE}a Ana</a>"
    assert decode_part(text.encode(encoding), "x") == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "declaration", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', "<!ENTITY b 'c'>"]
)
def test_a_document_type_is_refused_in_every_encoding(encoding, declaration):
    with pytest.raises(ReadError) as caught:
        decode_part(f"<?xml version='1.0'?>{declaration}<a/>".encode(encoding), "sheet1.xml")
    assert caught.value.reason == "entities"


@pytest.mark.parametrize(
    "data",
    [b"\xff<a/>", b"<a>\xc3</a>", b"\xff\xfe<", "<a>\ud800</a>".encode("utf-8", "surrogatepass")],
)
def test_bytes_in_no_encoding_are_refused(data):
    with pytest.raises(ReadError, match="is not UTF-8 or UTF-16 text"):
        decode_part(data, "sheet1.xml")


def test_another_encoding_is_named():
    with pytest.raises(ReadError, match="is in the encoding 'ISO-8859-1', not UTF-8"):
        decode_part(b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>', "sheet1.xml")


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("<a>Why? Because!</a>", True),
        ('<?xml version="1.0"?><a>Why?</a>', True),
        ('<?xml version="1.0"?><?b?><a/>', False),
        ("<?b?><a/>", False),
        ("<a><!-- b --></a>", False),
        ("<a><![CDATA[b]]></a>", False),
    ],
)
def test_what_only_a_parser_may_read_is_told(text, simple):
    assert is_simple(text) == simple


def test_nesting_is_bounded():
    deep = b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1)
    with pytest.raises(ReadError, match="nests elements deeper"):
        read_elements(deep, "x.xml", [])
    with pytest.raises(ReadError, match="nests elements deeper"):
        read_elements(b"<a>" * 1_000_000, "x.xml", [])


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"<a/><a/>", b"text", b"<a b=c/>"])
def test_xml_that_is_not_well_formed_is_refused(data):
    with pytest.raises(ReadError, match="is not well-formed XML"):
        read_elements(data, "x.xml", [])
