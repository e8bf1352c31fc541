"""A second register of lists breaks nothing: its editions and data are there."""

from dataclasses import replace

import pytest
from lxml import html

import ofrecord
from ofrecord.front import Record, Register
from ofrecord.pipeline import build_record
from ofrecord.web.site import Site

NAME = "other-lists"


class WithTwo(Record):
    """The record of the package, with a further register of lists after its own."""

    def __init__(self, folder, other):
        super().__init__(folder)
        self._other = other

    def held(self):
        return {**super().held(), NAME: self._other}

    def register(self, name=""):
        return self._other if name == NAME else super().register(name)


@pytest.fixture(scope="module")
def two(tmp_path_factory, write_list, declaration):
    folder = tmp_path_factory.mktemp("two")
    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    write_list(
        folder / "captures" / "participatingAgencies03042025.xlsx", [(*row, "2025-03-03", "", "")]
    )
    build_record(folder / "home", [folder / "captures"], declaration)
    built = ofrecord.open(folder / "home").register(declaration.name)
    described = replace(declaration, name=NAME, title="Other lists", publisher="Another office")
    other = Register(described, built.stored, None)
    return Site(WithTwo(folder / "empty", other)), other


def test_the_site_is_about_the_first_register_of_lists(two):
    site, _ = two
    assert site.sources.lists.name != NAME
    assert site.page("/").status == site.page("/state/TX/").status == 200
    assert (
        "Other lists" not in html.fromstring(site.page("/").body).xpath("//main")[0].text_content()
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_editions_of_the_second_register_have_their_pages(two, language):
    site, other = two
    every = site.page("/editions/", language=language).body.decode()
    for edition in other.editions():
        assert f"edition/{edition.edition_id}/" in every
        page = site.page(f"/edition/{edition.edition_id}/", language=language)
        assert page.status == 200
        assert "Another office" in page.body.decode()
    ids = html.fromstring(every).xpath("//*/@id")
    assert len(ids) == len(set(ids))


def test_the_second_register_is_named_among_the_data(two):
    site, _ = two
    text = site.page("/data/").body.decode()
    assert "Other lists" in text
    assert NAME in text


def test_every_page_but_those_of_places_is_made_with_a_second_register(two):
    site, other = two
    some = (
        "/",
        "/changes/",
        "/compare/",
        "/series/",
        "/check/",
        "/method/",
        "/search/",
        "/limits/",
    )
    assert {site.page(address).status for address in some} == {200}
    addresses = set(site.addresses())
    for edition in other.editions():
        assert f"/edition/{edition.edition_id}/" in addresses
