"""The pages of the SQL views and of the downloads: for write_reference.py."""

from __future__ import annotations

from ofrecord.export.datapackage import OBJECTS
from ofrecord.measures.dictionary import KEYS, MEANINGS, VIEWS
from ofrecord.model import field_names

# SQL ----------------------------------------------------------------------------------------------

SQL_INTRODUCTION = """\
# SQL over the record

`ofrecord sql QUERY` and `Record.sql` answer read-only queries over the views below. The dialect is
[DuckDB](https://duckdb.org)'s. The views are filled from the open record into a database in memory:
a query cannot change the record, and cannot reach files or the network. They hold all registers;
with `--register NAME` one. `editions`, `captures` and `series_values` know series; the other views
are of lists.

The values are what `agreements`, `agencies`, `changes` and `as-of` give: cleaned, with the printed
cells left out (`ofrecord reproduce` gives those). Corrections that contradict a printed cell are
not applied: these are the lists as printed
([method.md](method.md#corrections-and-the-two-clocks)).

"""

SQL_EXAMPLES = """\
## Examples

Agreements on the list of a day, by state. A day's list is the newest edition of that day or before.

```console
$ ofrecord sql "WITH day AS (SELECT max(edition_number) AS n FROM editions \\
    WHERE list = 'participating' AND published_on <= '2025-09-05') \\
    SELECT state, count(DISTINCT agreement_id) AS agreements FROM windows, day \\
    WHERE list = 'participating' AND day.n BETWEEN first_edition AND last_edition \\
    GROUP BY state ORDER BY agreements DESC, state LIMIT 5"
```

How long applications took, by model, for those that were signed.

```console
$ ofrecord sql "SELECT model, count(*) AS signed, median(days_pending) AS median_days \\
    FROM agreements WHERE days_pending IS NOT NULL GROUP BY model ORDER BY model"
```

Days on which most agreements were first listed.

```console
$ ofrecord sql "SELECT day, count(*) AS first_listed FROM changes WHERE kind = 'signed' \\
    GROUP BY day ORDER BY first_listed DESC, day LIMIT 5"
```

A value of a series as it was known on a day: that of the newest edition published by then.

```console
$ ofrecord sql "SELECT observed_on, value, marks FROM series_values \\
    WHERE register = 'ocha-west-bank' AND measure = 'killed' \\
    AND observed_on BETWEEN '2025-07-27' AND '2025-07-29' \\
    AND published_on = (SELECT max(published_on) FROM editions \\
    WHERE register = 'ocha-west-bank' AND published_on <= '2025-08-31') ORDER BY observed_on"
```

Days whose value was changed from one edition to another, by measure.

```console
$ ofrecord sql "SELECT register, measure, count(*) AS days_changed FROM \\
    (SELECT register, list, measure, observed_on FROM series_values \\
    GROUP BY ALL HAVING count(DISTINCT value) > 1) \\
    GROUP BY ALL ORDER BY register, days_changed DESC LIMIT 5"
```

Commands and queries over all registers mix lists and series: name the `register`, or ask one with
`ofrecord sql --register NAME`.
"""


def write_sql() -> list[str]:
    """docs/sql.md, in parts."""
    parts = [SQL_INTRODUCTION]
    for name, (text, columns) in VIEWS.items():
        parts += [f"## {name}", "", text, "", "| column | type | meaning |", "| --- | --- | --- |"]
        parts += [f"| `{c}` | {kind} | {MEANINGS[c]} |" for c, kind in columns]
        parts.append("")
    return [*parts, SQL_EXAMPLES]


# Downloads ----------------------------------------------------------------------------------------

DOWNLOADS_INTRODUCTION = """\
# Downloads

`ofrecord export data FOLDER` writes the record as files ([how](../how-to/publish-the-data.md)). This is
what stands in the folder; its own `README.md` says the same of that export, with the publisher, the
terms and the caveats of each register.

| file | what it is |
| --- | --- |
| `README.md` | what each file is, from whom, under what terms, how to cite it |
| `datapackage.json` | every file of data with its columns, size and sha256: [Data Package](https://datapackage.org), version 2 |
| `dataset.jsonld` | each register as a [schema.org Dataset](https://schema.org/Dataset), for search engines |
| `SHA256SUMS` | every file that an export wrote: `sha256sum --check SHA256SUMS` |
| `data/REGISTER/TABLE.csv`, `.parquet`, `.json` | the tables below |
| `data/REGISTER/counties.geojson` | the counties of the newest day, with outlines and counts |
| `data/REGISTER/agencies.geojson`, `agreements.geojson` | those who stand on the newest day |
| `data/REGISTER/REGISTER.sqlite` | all tables of the register |
| `data/metadata.json` | titles, meanings and facets of the SQLite files, for [Datasette](https://datasette.io) |
| `feeds/REGISTER/…` | what editions changed: [Atom](https://www.rfc-editor.org/rfc/rfc4287) and [JSON Feed](https://jsonfeed.org) |

The same record gives the same bytes. No clock is read: what bears a date bears the day of the newest
capture.

## Forms

**CSV** is RFC 4180 in UTF-8, lines ending in CR LF; an empty cell is a value that is not known. A text
cell that begins with `=` `+` `-` `@` (also in full width), a tab, a line break or an apostrophe has one
apostrophe put in front, so that no spreadsheet runs it. Taking one apostrophe from the front of every text
cell that begins with one gives back exactly what was there. Columns of numbers and days are never
changed.

**Parquet** has typed columns: days are dates, what is not known is null.

**JSON** is an array of objects, one a line, row for row the CSV. `editions`, `agreements`, `agencies` and
`changes` have the fields of the commands ([json.md](json.md)), lists and objects among them.

**GeoJSON** has one feature for each county that the newest list names, with its outline, its counts and its
rank; and one for each agency with an active agreement, or each active agreement, with the fields of its
JSON. Where an agency is, the package does not hold, so the geometry of the latter is null, as RFC 7946
allows: `county_fips` joins a feature to that of its county.

**SQLite** has a file for each register, with primary and foreign keys, indexes, and full-text search:
`agencies_fts` finds agencies by the words of any spelling.

## Feeds

| feed | what it tells |
| --- | --- |
| `feeds/REGISTER/all` | every change of a list but those of spelling |
| `feeds/REGISTER/all-with-spellings` | those too |
| `state/NY`, `county/36065`, `agency/ID`, `model/WSO`, `kind/signed` | the same for one state, county (by FIPS code), agency, model, kind of change |
| `feeds/REGISTER/editions` | of a series: new editions, the days they add, the values they revise |

Each has the newest 100 entries, as `.atom` and as `.json`. A change concerns a state, county or model by
what its row printed, before or after, or by what its agreement is today, as with the filters of `ofrecord
changes`. A name spelt otherwise is told in `all-with-spellings` and `kind/respelled` alone. Judgements on
identity are no change of a list and in no feed. An entry's day is that of the edition; its id stays the
same wherever the folder stands. In a JSON Feed, `_ofrecord` holds the change as `ofrecord changes` gives it.

## Tables

"""


def write_downloads() -> list[str]:
    """docs/reference/downloads.md, in parts."""
    parts = [DOWNLOADS_INTRODUCTION]
    for name, (text, columns) in VIEWS.items():
        keys = KEYS[name]
        leads = dict(keys.leads)
        parts += [f"### {name}", "", text]
        if keys.primary:
            parts.append(f"Its key is {' and '.join(f'`{c}`' for c in keys.primary)}.")
        parts += ["", "| column | type | meaning | leads to |", "| --- | --- | --- | --- |"]
        for column, kind in columns:
            to = f"`{leads[column]}`" if column in leads else ""
            parts.append(f"| `{column}` | {kind} | {MEANINGS[column]} | {to} |")
        parts.append("")
    parts += ["### Further fields of JSON", "", "| field | in | meaning |", "| --- | --- | --- |"]
    of_views = {name: {column for column, _ in columns} for name, (_, columns) in VIEWS.items()}
    further: dict[str, list[str]] = {}
    for name, of in OBJECTS.items():
        for field in field_names(of):
            if field not in of_views[name]:
                further.setdefault(field, []).append(f"`{name}`")
    for field, names in sorted(further.items()):
        parts.append(f"| `{field}` | {', '.join(names)} | {MEANINGS[field]} |")
    return parts
