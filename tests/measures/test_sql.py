"""SQL asks and never writes; what it counts is what the Python face counts."""

from datetime import date, timedelta

import duckdb
import pytest

import ofrecord
from ofrecord.errors import BadRequest
from ofrecord.measures import sql

OF_A_DAY = """
    SELECT count(DISTINCT w.agreement_id) AS agreements, count(DISTINCT w.agency_id) AS agencies,
        count(DISTINCT w.state) AS states, count(DISTINCT w.county_fips) AS counties
    FROM windows w JOIN (
        SELECT list, max(edition_number) AS number FROM editions
        WHERE list = '{list}' AND published_on <= '{day}' GROUP BY list
    ) e ON w.list = e.list AND e.number BETWEEN w.first_edition AND w.last_edition
"""
WRITES = [
    "CREATE TABLE mine (a INTEGER)",
    "CREATE TEMP TABLE mine AS SELECT 1",
    "CREATE MACRO f(a) AS a",
    "DROP TABLE agreements",
    "DELETE FROM agreements",
    "INSERT INTO agreements SELECT * FROM agreements",
    "UPDATE agreements SET state = 'NJ'",
    "WITH gone AS (DELETE FROM agreements RETURNING *) SELECT count(*) FROM gone",
    "WITH more AS (INSERT INTO editions SELECT * FROM editions RETURNING *) SELECT * FROM more",
    "EXPLAIN ANALYZE DELETE FROM agreements",
    "ALTER TABLE agreements ADD COLUMN mine INTEGER",
    "TRUNCATE agreements",
    "COMMENT ON TABLE agreements IS 'mine'",
    "SELECT 1; DELETE FROM agreements",
    "COMMIT; DELETE FROM agreements",
    "ROLLBACK",
    "VACUUM",
    "CHECKPOINT",
    "USE memory",
    "SET VARIABLE x = 1",
    "PREPARE x AS SELECT 1",
    "PRAGMA database_list",
]
OUTSIDE = [
    "ATTACH 'other.db'",
    "COPY agreements TO 'out.csv'",
    "COPY agreements FROM 'in.csv'",
    "EXPORT DATABASE 'out'",
    "IMPORT DATABASE 'out'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM read_parquet('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM read_csv('https://example.org/a.csv')",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "SELECT getenv('HOME')",
]
NO_QUESTION = ["", " ", ";", "-- nothing", "SELECT 1; SELECT 2", "x" * 100_000, "SELECT '\udcff'"]


class Empty:
    """A register that holds nothing, so that only the query is at work."""

    name = "empty"


@pytest.fixture
def ask(monkeypatch):
    monkeypatch.setattr(sql, "rows_of", lambda *_, **__: {})
    return lambda query: sql.run_query([Empty()], query)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return ofrecord.open(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("query", WRITES)
def test_nothing_is_written(ask, query):
    with pytest.raises(BadRequest, match="QUERY"):
        ask(query)


@pytest.mark.parametrize("query", OUTSIDE)
def test_nothing_outside_is_reached(ask, query, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadRequest, match="QUERY"):
        ask(query)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("query", NO_QUESTION, ids=lambda query: ascii(query)[:20])
def test_what_is_no_one_question_is_refused(ask, query):
    with pytest.raises(BadRequest, match="QUERY"):
        ask(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "FROM agreements",
        "VALUES (1), (2)",
        "DESCRIBE agreements",
        "SHOW TABLES",
        "SUMMARIZE editions",
        "EXPLAIN SELECT * FROM agreements",
        "PIVOT agreements ON model USING count(*) GROUP BY state",
        "SELECT 1 -- and no more;",
        "SELECT ';'",
    ],
)
def test_every_kind_of_question_is_answered(ask, query):
    assert ask(query).width > 0


def test_columns_of_one_name_are_told_apart(ask):
    query = "SELECT * FROM editions e JOIN captures c ON e.edition_id = c.edition_id"
    columns = ask(query).columns
    assert len(set(columns)) == len(columns)
    assert {"register", "register_1", "edition_id", "edition_id_1"} <= set(columns)


def test_an_answer_without_rows_has_its_columns(ask):
    assert ask("SELECT state, county FROM agreements").columns == ["state", "county"]


def test_every_view_has_the_documented_columns(record):
    columns = record.sql(
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "ORDER BY table_name, ordinal_position"
    ).rows()
    found = {name: [c for c in columns if c[0] == name] for name in sql.VIEWS}
    for name, (_, documented) in sql.VIEWS.items():
        assert [(name, *column) for column in documented] == found[name]
    assert {name for name, _, _ in columns} == set(sql.VIEWS)


def test_every_view_holds_something(record):
    parts = " UNION ALL ".join(f"SELECT '{n}', count(*) FROM {n}" for n in sql.VIEWS)  # noqa: S608
    assert all(count > 0 for _, count in record.sql(parts).rows())


def test_the_views_count_a_day_as_the_day_counts_itself(record, bundled):
    """On twenty days over the whole record, on each list."""
    first = date(2021, 2, 1)
    for name in ("participating", "pending"):
        days = [first + timedelta(days=97 * step) for step in range(20)]
        asked = [day for day in days if day.isoformat() >= bundled.view.lists[name].days[0]]
        query = " UNION ALL ".join(OF_A_DAY.format(list=name, day=day) for day in asked)
        for day, row in zip(asked, record.sql(query).rows(), strict=True):
            counts = bundled.as_of(day, name).counts()
            of_day = counts.agreements, counts.agencies, counts.states, counts.counties
            assert row == of_day, (name, day)


def test_the_views_hold_what_the_identities_say(record, bundled):
    n = record.sql(
        "SELECT (SELECT count(*) FROM agencies), (SELECT count(*) FROM changes), "
        "(SELECT count(*) FROM editions WHERE register = 'ice-287g'), "
        "(SELECT count(*) FROM captures WHERE register = 'ice-287g'), "
        "(SELECT count(*) FROM agreements WHERE status NOT IN ('pending', 'dropped'))"
    ).row(0)
    assert n == (
        len(bundled.stored.identity.agencies),
        len(bundled.identities.changes),
        len(bundled.editions()),
        sum(len(edition.captures) for edition in bundled.editions()),
        len(bundled.find_agreements()),
    )


def test_a_failed_query_says_why_and_names_the_views(record):
    with pytest.raises(BadRequest, match="nosuch") as failed:
        record.sql("SELECT * FROM nosuch")
    assert "Views: editions, captures" in str(failed.value)
    assert failed.value.exit_code == 2
    assert not isinstance(failed.value.__cause__, duckdb.Error)
