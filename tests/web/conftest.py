"""The site of the record inside the package, opened once."""

import pytest

import ofrecord
from ofrecord.web.site import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(ofrecord.open(tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="session")
def static_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(ofrecord.open(tmp_path_factory.mktemp("empty")), static=True)
