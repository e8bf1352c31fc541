"""JSON objects become rows and nothing is lost; what is wrong is named by line and column."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord.errors import ReadError
from ofrecord.read.cells import Kind, kind_of, text_of
from ofrecord.read.json_text import MAX_DEPTH, Number, parse_json
from ofrecord.read.objects import GIVEN, read_objects

KEY = re.compile(r"(?:[^\\.]|\\.)*", re.DOTALL)


def rows(text: str):
    (sheet,) = read_objects(text.encode()).sheets
    return sheet.rows


def refused(data: bytes | str) -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        read_objects(data if isinstance(data, bytes) else data.encode())
    assert str(caught.value).isprintable()
    return caught.value.reason, str(caught.value)


def test_each_path_of_keys_is_a_column_in_the_order_of_appearance():
    text = """[
      {"day": "2025-07-21", "verified": {"killed": 6, "children": {"killed": 2}}, "source": "un"},
      {"verified": {"injured": 3, "killed": 7}, "note": null, "day": "2025-07-22"}
    ]"""
    assert rows(text) == [
        (
            *("day", "verified.killed", "verified.children.killed", "source"),
            *("verified.injured", "note"),
        ),
        ("2025-07-21", "6\x1fn", "2\x1fn", "un"),
        ("2025-07-22", "7\x1fn", "", "", "3\x1fn", "\x1fz"),
    ]


@pytest.mark.parametrize(
    ("literal", "cell"),
    [
        *(("963", "963\x1fn"), ("-0", "-0\x1fn"), ("1.50", "1.50\x1fn"), ("1E+2", "1E+2\x1fn")),
        ("9" * 6_000, "9" * 6_000 + "\x1fn"),
        ("1e999", "1e999\x1fn"),
        *(("true", "TRUE\x1fb"), ("false", "FALSE\x1fb"), ("null", "\x1fz"), ('""', GIVEN)),
        *(('"963"', "963"), ('"a\\u2019\\n"', "a\u2019\n"), ('"\\ud83d\\ude00"', "\U0001f600")),
        ('[ 1.0, "a\\"", null, true, {"b" : [ ]} ]', '[1.0,"a\\"",null,true,{"b":[]}]\x1fj'),
        *(("{}", "{}\x1fj"), ("[]", "[]\x1fj")),
        ('"\\\\u001f"', "\\u001f"),
    ],
)
def test_a_value_is_read_as_written(literal, cell):
    assert rows(f'[{{"a": {literal}}}]') == [("a",), (cell,)]


def test_a_missing_key_null_and_an_empty_text_are_three_things():
    found = rows('[{"b": 1}, {"a": null, "b": 1}, {"a": "", "b": 1}, {}]')
    assert [row[1] if len(row) > 1 else "" for row in found[1:]] == ["", "\x1fz", GIVEN, ""]
    assert (text_of(GIVEN), kind_of(GIVEN), kind_of("\x1fz")) == ("", Kind.TEXT, Kind.NULL)
    assert len(found) == 5


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\n\n"])
def test_json_lines_are_rows_too(line_end):
    text = line_end.join(['{"a": 1}', ' {"b": 2} ', ""])
    assert rows(text) == [("a", "b"), ("1\x1fn",), ("", "2\x1fn")]


def test_an_object_around_the_array_names_the_sheet():
    found = read_objects(b'{"updated": "2025", "none": [], "rows": [{"a": 1}], "n": {"b": 2}}')
    assert [(sheet.name, sheet.rows) for sheet in found.sheets] == [
        ("rows", [("a",), ("1\x1fn",)]),
        ("", [("updated", "none", "n.b"), ("2025", "[]\x1fj", "2\x1fn")]),
    ]
    (sheet,) = read_objects(b'{"rows": []}').sheets
    assert (sheet.name, sheet.rows) == ("rows", [])
    assert rows("[]") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_are_those_of_every_text(encoding):
    data = '[{"name": "Sébastien"}]'.encode(encoding)
    assert read_objects(data).sheets[0].rows[1] == ("Sébastien",)


DEEP = MAX_DEPTH + 1


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        ("", "empty", "empty"),
        ("3", "not-a-table", "single JSON value"),
        ('{"error": "not found"}', "not-a-table", "no array of objects"),
        ('{"a": [{}], "b": [{}]}', "not-a-table", "2 arrays"),
        ('[{"a": 1}, 2]', "not-a-table", "item 2 of the array is no object"),
        ('[{"a": 1}', "malformed", "line 1, column 10: this is not valid JSON"),
        ('[\n {"a": 01}]', "malformed", "line 2, column 9"),
        ('[{"a": 1,}]', "malformed", "line 1, column 1"),
        ("[{'a': 1}]", "malformed", "line 1, column 3"),
        ('[{"a": "\n"}]', "malformed", "line 1, column 9"),
        ('[{"a": 1}] x', "malformed", "line 1, column 12: more follows"),
        ('[{"a": 1}]\n[]', "malformed", "line 2, column 1: more follows"),
        ('{"a": 1}\n{"a": 1} {"a": 2}', "malformed", "line 2, column 10"),
        ('{"a": 1}\n{"a":\n1}', "malformed", "line 2"),
        ('{"a": 1}\n{"a": NaN}', "malformed", "line 2, column 7: NaN"),
        ('[{"a": 1,\n "a": 2}]', "malformed", 'line 2, column 2: the key "a" stands twice'),
        ('[{"\\u0061": "a", "a": 2}]', "malformed", "line 1, column 18"),
        ('[{"a": {"a": 1}, "b": [{"b": 1}, {"b": NaN}]}]', "malformed", "column 40: NaN"),
        ('[{"a": "NaN", "b": -Infinity}]', "malformed", "column 20: -Infinity"),
        ('[{"a": "b\\u001f"}]', "malformed", "column 8: a text holds a character"),
        ('[{"a\\u0000": 1}]', "malformed", "(U+0000)"),
        ('[{"a": "\\ud800"}]', "malformed", "(U+D800)"),
        ("[" * DEEP + "]" * DEEP, "malformed", f"column {DEEP}: values are nested deeper"),
        ('{"a":' * DEEP + "1" + "}" * DEEP, "malformed", "nested deeper"),
        ("[" * 100_000, "malformed", f"column {DEEP}: values are nested deeper"),
        ('{"a":' * 100_000, "malformed", "nested deeper"),
        (b'[{"a": "\xe9"}]', "malformed", "byte 9 is 0xE9"),
        ("[" + "{}," * 1_048_576 + "{}]", "too-large", "objects"),
        (
            json.dumps([{f"{number}.{key}": 1 for key in range(50)} for number in range(400)]),
            "too-large",
            "20,000 keys",
        ),
    ],
)
def test_what_is_no_such_json_is_refused_with_its_place(data, reason, message):
    found, said = refused(data)
    assert found == reason
    assert message in said


def value_of(cell: str) -> object:
    text = text_of(cell)
    match kind_of(cell):
        case Kind.NUMBER:
            return Number(text)
        case Kind.BOOLEAN:
            return text == "TRUE"
        case Kind.NULL:
            return None
        case Kind.NESTED:
            return parse_json(text)
    return text


def keys_of(header: str) -> list[str]:
    text, keys, at = text_of(header), [], 0
    while True:
        match = KEY.match(text, at)
        keys.append(re.sub(r"\\(.)", r"\1", match[0], flags=re.DOTALL))
        at = match.end() + 1
        if at > len(text):
            return keys


def rebuild(found) -> list[object]:
    """The objects that a sheet stands for."""
    objects = []
    for row in found[1:]:
        made: dict[str, object] = {}
        for header, cell in zip(found[0], row, strict=False):
            if not cell:
                continue
            *outer, last = keys_of(header)
            inner = made
            for key in outer:
                inner = inner.setdefault(key, {})
            inner[last] = value_of(cell)
        objects.append(made)
    return objects


def tell_apart(value: object) -> object:
    """The value with each thing marked by its type: in Python, True is 1."""
    match value:
        case dict():
            return {key: tell_apart(held) for key, held in value.items()}
        case list():
            return [tell_apart(held) for held in value]
    return (type(value).__name__, value)


KEYS = st.text(
    st.sampled_from("ab.\\é \n") | st.characters(exclude_categories=["Cs", "Cc"]), max_size=4
)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r"), max_size=6
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300)
@given(
    objects=st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=5),
    indent=st.sampled_from([None, 2]),
    ascii_only=st.booleans(),
)
def test_the_objects_can_be_made_again_from_the_sheet(objects, indent, ascii_only):
    text = json.dumps(objects, indent=indent, ensure_ascii=ascii_only)
    expected = tell_apart(parse_json(text))
    assert tell_apart(rebuild(rows(text))) == expected
    lines = "\n".join(json.dumps(value, ensure_ascii=ascii_only) for value in objects)
    if len(objects) > 1:
        assert tell_apart(rebuild(rows(lines))) == expected


@settings(max_examples=300)
@given(text=st.text(st.sampled_from('[]{}:,"\\ \nabu0.1-eNtruefalsnIfiy\ud83d'), max_size=40))
def test_any_text_is_read_or_refused_in_plain_words(text):
    try:
        read_objects(text.encode("utf-8", "replace"))
    except ReadError as error:
        assert str(error).isprintable()  # noqa: PT017  (either outcome is right)


def test_real_editions_can_be_made_again_from_their_sheets(shared):
    paths = sorted((shared / "records" / "ocha-west-bank" / "editions").glob("*.json"))
    assert len(paths) > 20
    for path in paths:
        text = path.read_text()
        assert rebuild(rows(text)) == json.loads(text, parse_int=Number, parse_float=Number)
