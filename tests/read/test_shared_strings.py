"""The table of shared strings is read in its order, however it is written."""

from itertools import pairwise
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import ReadError
from ofrecord.read.shared_strings import read_shared_strings

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXT = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff_")
    | st.sampled_from("\t\n ")
)


def table(items: str, root: str = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1">') -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}{items}</sst>'.encode()


def written(text: str, runs: int) -> str:
    """A string as one text, or as so many formatted runs."""
    if not runs:
        return f'<si><t xml:space="preserve">{escape(text)}</t></si>'
    cuts = [len(text) * at // runs for at in range(runs + 1)]
    return "<si>{}</si>".format(
        "".join(
            f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(text[a:b])}</t></r>'
            for a, b in pairwise(cuts)
        )
    )


@given(st.lists(st.tuples(TEXT, st.integers(0, 3)), max_size=20))
def test_strings_come_back_in_their_order(strings):
    data = table("".join(written(text, runs) for text, runs in strings))
    assert read_shared_strings(data) == [text for text, _ in strings]


ITEMS = {
    "<si><t>a</t></si>": "a",
    "<si><t></t></si>": "",
    "<si><t/></si>": "",
    "<si/>": "",
    "<si></si>": "",
    "<si><t>a &amp; b</t></si>": "a & b",
    "<si><t xml:space='preserve'> a </t></si>": " a ",
    '<si><t xml:space="preserve">\n a\r\nb_x000D_</t></si>': "\n a\nb\r",
    "<si><r><t>a</t></r><r><rPr><u/></rPr><t>b</t></r></si>": "ab",
    "<si><t>a</t><r><t>b</t></r></si>": "ab",
    '<si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/></si>': "漢字",
    "<si><t><![CDATA[a < b]]></t></si>": "a < b",
    "<si><!-- not this --><t>a</t></si>": "a",
    "<si><t>a<!-- not this -->b</t></si>": "ab",
    "<si ><t >a</t ></si >": "a",
}


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_read_however_it_is_written(item):
    first, last = "<si><t>first</t></si>", "<si><t>last</t></si>"
    assert read_shared_strings(table(first + item + last)) == ["first", ITEMS[item], "last"]


@pytest.mark.parametrize(
    "root",
    [
        "<sst>",
        f'<sst xmlns="{MAIN}">',
        f"<sst xmlns='{MAIN}'>",
        f'<sst count="9" xmlns="{MAIN}">',
        f'<sst xmlns="{MAIN}" xmlns:x="y" x:z="w">',
        '<sst xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main">',
    ],
)
def test_a_table_is_read_however_it_begins(root):
    assert read_shared_strings(table("<si><t>a</t></si>\n<si><t>b</t></si>", root)) == ["a", "b"]


def test_a_table_with_a_prefix_is_read():
    data = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>a</x:t></x:si><x:si/></x:sst>'.encode()
    assert read_shared_strings(data) == ["a", ""]


def test_very_many_strings_in_runs_are_read_once():
    data = table("<si><r><t>a</t></r></si>" * 5_000)
    assert read_shared_strings(data) == ["a"] * 5_000


@pytest.mark.parametrize(
    "data",
    [
        table("<si><t>a</t></si><si>"),
        table("<si><t>a</si>"),
        table("<si><t>\x1f</t></si>"),
        table("<si><t>&#31;</t></si>"),
        table("<si><t>a]]></t></si>"),
        table("")[:-6],
        b"<worksheet/>",
        table("<!DOCTYPE a><si/>"),
    ],
)
def test_a_table_that_is_not_sound_is_refused(data):
    with pytest.raises(ReadError):
        read_shared_strings(data)


def test_items_that_never_end_take_no_time():
    with pytest.raises(ReadError, match="nests elements deeper"):
        read_shared_strings(table("<si>" * 200_000))
