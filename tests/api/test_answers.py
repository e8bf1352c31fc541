"""What the API answers is what the command line prints, field for field."""

import csv
import io

import pytest

DAY = "2025-09-05"
LISTS = "/api/v1/ice-287g"


def rows_of(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("path", "command"),
    [
        (f"{LISTS}/as-of/{DAY}", ["as-of", DAY]),
        (f"{LISTS}/as-of/{DAY}?by=state", ["as-of", DAY, "--by", "state"]),
        (
            f"{LISTS}/as-of/{DAY}?state=new+york&rows=true&known=today",
            ["as-of", DAY, "--state", "NY", "--rows", "--known", "today"],
        ),
        (
            f"{LISTS}/as-of/{DAY}?list=pending&model=jail&by=county",
            ["as-of", DAY, "--list", "pending", "--model", "JEM", "--by", "county"],
        ),
        (
            f"{LISTS}/changes?from=2025-08-29&to={DAY}&kind=signed&state=FL",
            ["changes", "2025-08-29", DAY, "--kind", "signed", "--state", "FL"],
        ),
        (f"{LISTS}/agreements?county=Oneida,%20NY", ["agreements", "--county", "Oneida, NY"]),
        (
            f"{LISTS}/agencies?state=NH&type=County&status=active",
            ["agencies", "--state", "NH", "--type", "County", "--status", "active"],
        ),
        (f"{LISTS}/agencies/g-rtd0v8gfdf", ["history", "g-rtd0v8gfdf"]),
        (f"{LISTS}/agreements/a-peenabnxzy", ["history", "a-peenabnxzy"]),
        (
            f"{LISTS}/editions?list=pending&from=2025-09-01&to={DAY}",
            ["editions", "--list", "pending", "--from", "2025-09-01", "--to", DAY],
        ),
        (
            "/api/v1/uk-small-boats/as-of/2025-09-07?rows=true&known=today",
            ["as-of", "2025-09-07", "--register", "uk-small-boats", "--rows", "--known", "today"],
        ),
        (
            "/api/v1/uk-small-boats/series?measure=people&from=2025-09-01&to=2025-09-07",
            ["series", "uk-small-boats", "--measure", "people", "--from", "2025-09-01", "--to",
             "2025-09-07"],
        ),
        (
            "/api/v1/ocha-west-bank/series?known=2025-08-31&to=2025-07-28",
            ["series", "ocha-west-bank", "--known", "2025-08-31", "--to", "2025-07-28"],
        ),
        ("/api/v1/ukraine-air-attacks/editions", ["editions", "--register", "ukraine-air-attacks"]),
    ],
)  # fmt: skip
def test_json_is_what_the_command_prints(api, cli, path, command):
    answer = api.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == cli(*command, "--format", "json").json()


def test_registers_are_what_status_prints_but_for_the_folder(api, cli):
    printed = cli("status", "--format", "json").json()
    assert api.get("/api/v1/registers").json() == printed | {"home": None}


@pytest.mark.parametrize(
    ("path", "command"),
    [
        (f"{LISTS}/as-of/{DAY}", ["as-of", DAY]),
        (f"{LISTS}/as-of/{DAY}?by=state", ["as-of", DAY, "--by", "state"]),
        (f"{LISTS}/as-of/{DAY}?state=NY&rows=true", ["as-of", DAY, "--state", "NY", "--rows"]),
        (f"{LISTS}/changes?from=2025-08-29&to={DAY}", ["changes", "2025-08-29", DAY]),
        (f"{LISTS}/agreements?state=NY", ["agreements", "--state", "NY"]),
        (f"{LISTS}/agencies?agency=no+such+agency", ["agencies", "--agency", "no such agency"]),
        (f"{LISTS}/agencies/g-rtd0v8gfdf", ["history", "g-rtd0v8gfdf"]),
        (f"{LISTS}/editions?list=pending", ["editions", "--list", "pending"]),
        ("/api/v1/uk-small-boats/series?from=2025-09-01&to=2025-09-07",
         ["series", "uk-small-boats", "--from", "2025-09-01", "--to", "2025-09-07"]),
        ("/api/v1/uk-small-boats/as-of/2025-09-07",
         ["as-of", "2025-09-07", "--register", "uk-small-boats"]),
    ],
)  # fmt: skip
def test_csv_is_what_the_command_prints(api, cli, path, command):
    asked = api.get(path, headers={"accept": "text/csv"})
    named = api.get(f"{path}{'&' if '?' in path else '?'}format=csv")
    assert (
        asked.headers["content-type"]
        == named.headers["content-type"]
        == ("text/csv; charset=utf-8")
    )
    assert asked.text == named.text
    assert rows_of(asked.text) == rows_of(cli(*command, "--format", "csv").out)


def test_the_cells_of_an_edition_are_reproduced(api, cli):
    path = f"{LISTS}/editions/participating-b497a1fefd/cells"
    printed = cli("reproduce", "participating-b497a1fefd").out
    assert api.get(path).text == printed
    linked = cli("reproduce", "participating-b497a1fefd", "--links").out
    assert api.get(f"{path}?links=true").text == linked
    named = api.get(f"{LISTS}/editions/participatingAgencies09052025pm.xlsx/cells")
    assert named.text == cli("reproduce", "participatingAgencies09052025pm.xlsx").out


def test_an_answer_can_be_asked_for_in_pages(api):
    whole = api.get(f"{LISTS}/agreements?state=NY").json()
    gathered, path = [], f"{LISTS}/agreements?state=NY&limit=7"
    while path:
        page = api.get(path)
        assert page.headers["x-total-count"] == str(len(whole))
        assert len(page.json()) <= 7
        gathered += page.json()
        links = dict(
            reversed(link.strip().split("; ")) for link in page.headers["link"].split(", </")
        )
        following = links.get('rel="next"', "").strip("<>")
        path = f"/{following.lstrip('/')}" if following else ""
    assert gathered == whole


def test_a_page_of_rows_has_links_to_the_rest_and_to_other_days(api):
    page = api.get(f"{LISTS}/as-of/{DAY}?rows=true&limit=10&offset=20")
    whole = api.get(f"{LISTS}/as-of/{DAY}?rows=true").json()["rows"]
    assert page.json()["rows"] == whole[20:30]
    assert 'offset=30>; rel="next"' in page.headers["link"]
    assert 'rel="timemap"' in page.headers["link"]


def test_another_id_of_a_thing_leads_to_the_one_that_it_has(api, cli):
    found = api.get(f"{LISTS}/editions/participatingAgencies09052025pm.xlsx")
    assert found.status_code == 302
    edition = api.get(found.headers["location"]).json()
    assert edition["edition_id"] == "participating-b497a1fefd"
    former = [one for one in cli("agreements").json() if one["former_ids"]]
    for one in former[:3]:
        moved = api.get(f"{LISTS}/agreements/{one['former_ids'][0]}")
        assert moved.status_code == 301
        assert moved.headers["location"] == f"{LISTS}/agreements/{one['agreement_id']}"
