"""A wrong request ends with code 2 and a message that names the argument, what was given and what
would be right; it never ends in a traceback, and never prints half an answer."""

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord import front
from ofrecord.errors import BadRequest

DAY = "2025-09-05"
WRONG = [
    # what is asked, then: the argument, what was given, what would be right
    (["as-of", "09/05/2025"], ["DAY", "09/05/2025", "2025-09-05"]),
    (["as-of", "yesterday"], ["DAY", "yesterday", "2025-09-05"]),
    (["as-of", "2025-02-30"], ["DAY", "2025-02-30"]),
    (["as-of", ""], ["DAY"]),
    (["as-of", "-1"], ["DAY", "-1"]),
    (["as-of", "2019-12-31"], ["DAY", "2019-12-31", "2021-01-13"]),
    (["as-of", "2025-01-01", "--list", "pending"], ["DAY", "2025-01-01", "2025-02-21"]),
    (["as-of", DAY, "--list", "pendig"], ["--list", "pendig", "pending"]),
    (["as-of", DAY, "--state", "New Yrok"], ["--state", "New Yrok", "New York"]),
    (["as-of", DAY, "--state", "ZZ"], ["--state", "ZZ"]),
    (["as-of", DAY, "--state", " "], ["--state"]),
    (["as-of", DAY, "--county", "Oneidda, NY"], ["--county", "Oneidda", "Oneida County, NY"]),
    (["as-of", DAY, "--county", "Oneidda", "--state", "NY"], ["--county", "Oneida County, NY"]),
    (["as-of", DAY, "--county", "Oneida"], ["--county", "Oneida", "ID, NY, WI", "--state"]),
    (["as-of", DAY, "--county", "Oneida, Foo"], ["--county", "Oneida, Foo"]),
    (["as-of", DAY, "--county", "Oneida", "--state", "TX"], ["--county", "Oneida", "New York"]),
    (["as-of", DAY, "--county", "Oneida, NY", "--state", "TX"], ["--county", "Oneida, NY", "TX"]),
    (["as-of", DAY, "--county", "99999"], ["--county", "99999"]),
    (["as-of", DAY, "--county", ", NY"], ["--county", ", NY"]),
    (["as-of", DAY, "--county", "\N{SUPERSCRIPT TWO}"], ["--county", "\N{SUPERSCRIPT TWO}"]),
    (["as-of", DAY, "--county", "x" * 5000], ["--county", "xxx"]),
    (["as-of", DAY, "--model", "Tsak Force"], ["--model", "Tsak Force", "JEM, TFM, WSO"]),
    (["as-of", DAY, "--type", "Countey"], ["--type", "Countey", "County"]),
    (["as-of", DAY, "--by", "sate"], ["--by", "sate", "state"]),
    (["as-of", DAY, "--known", "soon"], ["--known", "soon", "2025-09-05"]),
    (["as-of", DAY, "--known", "2025-09-04"], ["--known", "2025-09-04", "2025-09-05"]),
    (["as-of", DAY, "--format", "xml"], ["--format", "xml", "json"]),
    (["as-of", DAY, "--stat", "NY"], ["--stat"]),
    (["as-of", DAY, "--register", "ice-287"], ["--register", "ice-287", "ice-287g"]),
    (["as-of"], ["DAY"]),
    (["changes", "2025-09-05", "2025-09-01"], ["TO", "2025-09-01"]),
    (["changes", "x", DAY], ["FROM", "x"]),
    (["changes", DAY, "x"], ["TO", "x"]),
    (["changes", DAY], ["TO"]),
    (["changes", DAY, DAY, "--kind", "singed"], ["--kind", "singed", "signed"]),
    (["agreements", "--status", "activ"], ["--status", "activ", "active"]),
    (["agencies", "--status", "gone"], ["--status", "gone", "removed"]),
    (["history", "a-xxxxxxxxxx"], ["ID", "a-xxxxxxxxxx", "ofrecord agencies"]),
    (["history", ""], ["ID"]),
    (["editions", "--from", "x"], ["--from", "x"]),
    (["editions", "--to", "x"], ["--to", "x"]),
    (["editions", "--list", "signed"], ["--list", "signed", "participating"]),
    (["reproduce", "participating-x"], ["EDITION", "participating-x", "ofrecord editions"]),
    (["reproduce", ""], ["EDITION"]),
    (["sql", "SELEC 1"], ["QUERY", "SELEC"]),
    (["status", "--register", "x"], ["--register", "x", "ice-287g"]),
    (["build", "no-such-folder"], ["FOLDER", "no-such-folder"]),
    (["build", "x" * 5000], ["FOLDER", "xxx"]),
    (["build", "\0"], ["FOLDER"]),
    (["--home=\0", "status"], ["--home"]),
    (["build"], ["FOLDER"]),
    (["build", ".", "--register", "x"], ["--register", "x"]),
    (["as-off", DAY], ["as-off", "as-of"]),
    (["--hom=x", "status"], ["--hom=x"]),
]


@pytest.mark.parametrize(("asked", "said"), WRONG, ids=lambda value: " ".join(value)[:50])
def test_a_wrong_request_is_answered_with_what_would_be_right(cli, asked, said, tmp_path):
    done = cli("--home", tmp_path, *asked)
    assert done.code == 2, done.err
    assert done.out == ""
    answer = done.err.splitlines()[-1]
    assert [part for part in said if part not in answer] == [], answer
    assert "Traceback" not in done.err


@pytest.mark.parametrize("option", ["--state", "--county", "--model", "--type", "--list", "--by"])
@pytest.mark.parametrize("value", ["\x1b[31mred\x07", "a\nb", "\u202egpj", "\0", "\udcff", "💥"])
def test_what_is_given_cannot_move_the_cursor_of_whoever_reads_the_message(cli, option, value):
    done = cli("as-of", DAY, option, value)
    assert done.code == 2
    assert done.out == ""
    assert all(letter.isprintable() for letter in done.err.rstrip("\n").replace("\n", ""))


@pytest.mark.parametrize("asked", [["as-of", DAY, "--state"], ["history"], ["reproduce"], []])
def test_a_very_long_value_is_not_repeated_whole(cli, asked):
    done = cli(*asked, "y" * 100_000)
    assert done.code == 2
    assert len(done.err) < 2000


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        (["--state", given], {"state": "NY"})
        for given in ("NY", "ny", " New York ", "NEW YORK", "N.Y.", "new york", "Ny")
    ]
    + [
        (["--state", given], {"state": code})
        for given, code in [
            ("Guam", "GU"),
            ("GU", "GU"),
            ("District of Columbia", "DC"),
            ("Northern Mariana Islands", "MP"),
            ("CNMI", "MP"),
            ("N. Carolina", "NC"),
            ("West Virginia", "WV"),
        ]
    ]
    + [
        (["--county", given], {"county_fips": "36065"})
        for given in ("Oneida, NY", "Oneida County, New York", "36065", "oneida county, n.y.")
    ]
    + [
        (["--county", "Oneida", "--state", "NY"], {"state": "NY", "county_fips": "36065"}),
        (["--county", "1001"], {"county_fips": "01001"}),
        (["--county", "Rensselaer"], {"county_fips": "36083"}),
        (["--county", "Orleans Parish"], {"county_fips": "22071"}),
        (["--county", "St. Charles Parish, LA"], {"county_fips": "22089"}),
        (["--county", "Prince Georges, MD"], {"county_fips": "24033"}),
        (["--model", "tfm"], {"model": "TFM"}),
        (["--model", "Task Force Model"], {"model": "TFM"}),
        (["--model", "jail enforcement"], {"model": "JEM"}),
        (["--model", "warrant service officer"], {"model": "WSO"}),
        (["--type", "county"], {"type": "County"}),
        (["--type", "State Agency"], {"type": "State"}),
    ],
    ids=lambda value: " ".join(map(str, value)),
)
def test_values_are_understood_in_any_usual_form(cli, bundled, asked, filters):
    counts = cli("as-of", DAY, *asked).json()["counts"]
    wanted = bundled.filters(state="TX").__class__(**filters)
    assert counts["agreements"] == bundled.as_of(DAY).counts(filters=wanted).agreements


# The command line, fuzzed ------------------------------------------------------------------------

HOSTILE = st.one_of(
    st.text(max_size=30),
    st.text(string.printable, max_size=12),
    st.sampled_from(
        ["", "-", "--", "'", '"', "%s", "{0}", "\0", "../..", "$(id)", "NaN", "\udcff"]
    ),
)
OPTIONS = {
    "--state": st.sampled_from(["NY", "Texas", "guam"]) | HOSTILE,
    "--county": st.sampled_from(["Oneida, NY", "36065", "Oneida"]) | HOSTILE,
    "--model": st.sampled_from(["TFM", "jail"]) | HOSTILE,
    "--type": st.sampled_from(["County", "University"]) | HOSTILE,
    "--agency": st.sampled_from(["sheriff", "camden police"]) | HOSTILE,
    "--list": st.sampled_from(["participating", "pending"]) | HOSTILE,
    "--by": st.sampled_from(["state", "county", "model", "type", "agency"]) | HOSTILE,
    "--known": st.sampled_from(["today", "2026-01-01"]) | HOSTILE,
    "--kind": st.sampled_from(["signed", "respelled"]) | HOSTILE,
    "--status": st.sampled_from(["active", "all", "pending"]) | HOSTILE,
    "--from": st.sampled_from([DAY]) | HOSTILE,
    "--to": st.sampled_from([DAY]) | HOSTILE,
    "--format": st.sampled_from(["table", "json", "csv"]) | HOSTILE,
}
DAYS = st.dates().map(str) | st.sampled_from([DAY, "2024-12-31", "2026-02-27"]) | HOSTILE
COMMANDS = {
    "status": [st.just([])],
    "as-of": [DAYS.map(lambda day: [day])],
    "changes": [st.tuples(DAYS, DAYS).map(list)],
    "agreements": [st.just([])],
    "agencies": [st.just([])],
    "history": [HOSTILE.map(lambda text: [text])],
    "editions": [st.just([])],
    "reproduce": [HOSTILE.map(lambda text: [text])],
}
TAKES = {
    "as-of": ["--state", "--county", "--model", "--type", "--agency", "--list", "--by", "--known"],
    "changes": ["--state", "--county", "--model", "--type", "--agency", "--list", "--kind"],
    "agreements": ["--state", "--county", "--model", "--type", "--agency", "--list", "--status"],
    "editions": ["--list", "--from", "--to"],
}
TAKES["agencies"] = TAKES["agreements"]


@st.composite
def command_lines(draw):
    command = draw(st.sampled_from(sorted(COMMANDS)))
    arguments = draw(st.one_of(COMMANDS[command]))
    known = [*TAKES.get(command, []), "--format"]
    wanted = draw(st.lists(st.sampled_from(known), max_size=3))
    if draw(st.integers(0, 9)) == 0:
        wanted.append(draw(st.sampled_from(sorted(OPTIONS))))
    options = [f"{option}={draw(OPTIONS[option])}" for option in wanted]
    return [command, *options, "--", *arguments] if arguments else [command, *options]


@pytest.fixture(scope="module")
def read_once():
    """The bundled record, read from its file once for all the command lines."""
    kept = {}
    inner = front._open_register

    def open_once(declaration, home):
        if declaration.name not in kept:
            kept[declaration.name] = inner(declaration, home)
        return kept[declaration.name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front, "_open_register", open_once)
        yield


@pytest.mark.usefixtures("read_once")
@given(command_lines())
@settings(max_examples=150)
def test_no_command_line_ends_in_anything_but_an_answer_or_a_message(cli, line):
    done = cli("--home", "no-such-home", *line)
    assert done.code in {0, 2}
    assert "Traceback" not in done.err
    if done.code == 2:
        assert done.out == ""
        assert done.err
        assert all(letter.isprintable() for letter in done.err.replace("\n", ""))
    elif not any(option.startswith("--format=") for option in line) and line[0] != "reproduce":
        json.loads(done.out)


@pytest.mark.parametrize("blank", ["", " ", "\t"])
@pytest.mark.parametrize(
    ("command", "option"),
    [
        *[(("as-of", "2025-09-05"), o) for o in ("state", "county", "model", "type", "agency")],
        *[(("as-of", "2025-09-05"), o) for o in ("list", "by", "known")],
        (("changes", "2025-09-01", "2025-09-05"), "kind"),
        (("changes", "2025-09-01", "2025-09-05"), "state"),
        (("agreements",), "status"),
        (("editions",), "from"),
        (("editions",), "to"),
    ],
    ids=str,
)
def test_a_blank_filter_is_refused_and_not_taken_for_none(cli, command, option, blank):
    done = cli(*command, f"--{option}", blank)
    assert (done.code, done.out) == (2, "")
    assert f"--{option}: " in done.err


def test_python_refuses_a_blank_filter_too(bundled):
    with pytest.raises(BadRequest, match="--state: it is blank"):
        bundled.as_of("2025-09-05").counts(state="")


def test_each_count_of_agencies_says_what_it_counts(cli):
    (status,) = cli("status", "--register", "ice-287g").json()["registers"]
    identity = cli("status", "--identity").json()
    assert identity["agencies_listed"] == status["agencies"]
    assert identity["agencies"] == status["agencies"] + identity["agencies_only_applied"]
    said = cli("status", "--identity", "--format", "table").out
    assert "agencies ever on any list" in said
    assert "agencies ever on the list of members" in said
