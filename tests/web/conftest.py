"""The site of the record inside the package, opened once."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest

import ofrecord
from ofrecord.web.page import Page
from ofrecord.web.site import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(ofrecord.open(tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="session")
def static_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(ofrecord.open(tmp_path_factory.mktemp("empty")), static=True)


DAY = "2025-09-05"
TYPES = (
    "/",
    f"/on/{DAY}/",
    f"/on/{DAY}/state/NY/",
    "/state/WY/",
    f"/on/{DAY}/county/36065/",
    "/county/36061/",
    f"/on/{DAY}/model/WSO/",
    f"/on/{DAY}/agency/g-he45st9e7t/",
    "/agency/g-he45st9e7t/",
    "/agreement/a-dxeea8yyfh/",
    f"/changes/2025-08-29/{DAY}/",
    f"/changes/2025-08-29/{DAY}/?state=FL&kind=signed",
    f"/compare/?a=NY&b=Oneida, NY&other={DAY}",
    "/editions/",
    "/edition/participating-b497a1fefd/",
    "/edition/participating-ed15000f9f/",
    "/series/",
    "/on/2026-01-10/series/uk-small-boats/",
    "/series/uk-small-boats/",
    "/series/ukraine-air-attacks/missiles/",
    "/series/ocha-west-bank/killed/",
    "/check/",
    "/data/",
    "/method/",
    "/limits/",
    "/search/?q=oneida",
    "/statte/NY/",
)
"""An address of every type of page, some on a day, some without anything to show."""


@pytest.fixture(params=TYPES)
def address(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="session")
def ask(site: Site) -> Callable[..., Page]:
    """Asks the site for an address with its question, in a language."""

    def asked(address: str, language: str = "en") -> Page:
        parts = urlsplit(address)
        return site.page(parts.path, dict(parse_qsl(parts.query)), language)

    return asked


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory, write_list, declaration):
    """The home of a record with two editions of one agency."""
    from ofrecord.pipeline import build_record

    folder = tmp_path_factory.mktemp("small")
    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    signed = (*row, "2025-03-03", "", "")
    (folder / "captures").mkdir()
    write_list(folder / "captures" / "participatingAgencies03042025.xlsx", [signed])
    write_list(folder / "captures" / "pendingAgencies03042025.xlsx", [row])
    home = folder / "records"
    build_record(home, [folder / "captures"], declaration)
    return home
