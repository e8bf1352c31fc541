"""The application over the record in the package, asked in this process."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from ofrecord.serve import make_application


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    """What is served of the record inside the package."""
    return make_application(tmp_path_factory.mktemp("nothing"))


@pytest.fixture(scope="session")
def api(application) -> Iterator[TestClient]:
    """A client of the application; redirects are answers."""
    with TestClient(application, follow_redirects=False) as client:
        yield client
