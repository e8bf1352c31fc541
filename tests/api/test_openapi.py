"""What the API says of itself is so: schemathesis asks what it allows, and what it forbids."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from ofrecord.serve import make_application

EXAMPLES = 6
# Parameters that are each right can be wrong together: a last day before the first. The API
# answers these with 422, and a name that is not in the record with 404.
ACCEPTED = ["2xx", "3xx", 404, 422]

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def operations(tmp_path_factory):
    # Of an application of its own: each test starts and ends it on a loop of its own.
    application = make_application(tmp_path_factory.mktemp("nothing"))
    checks = {"positive_data_acceptance": {"expected-statuses": ACCEPTED}}
    schema = schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json",
        application,
        config=SchemathesisConfig.from_dict({"checks": checks}),
    )
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_schemathesis_finds_no_fault(operations, mode):
    asked = 0
    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=mode))
        def ask(case):
            nonlocal asked
            case.call_and_validate()
            asked += 1

        try:
            ask()
        except Unsatisfiable:  # nothing that it takes can be wrong
            assert not list(operation.iter_parameters()), operation.label
    assert asked > 50


QUESTIONS = [
    ("/api/v1/registers", {}, {}),
    ("/api/v1/ice-287g/as-of/{day}", {"day": "2025-09-05"}, {"by": "state", "rows": "true"}),
    ("/api/v1/ice-287g/as-of/{day}", {"day": "2025-09-05"}, {"by": "county", "known": "today"}),
    ("/api/v1/ice-287g/as-of/{day}", {"day": "2025-09-05"}, {"by": "agency", "state": "NY"}),
    ("/api/v1/ice-287g/as-of/{day}", {"day": "2025-09-05"}, {"list": "pending", "by": "type"}),
    ("/api/v1/ice-287g/changes", {}, {"from": "2021-01-01", "to": "2026-03-01"}),
    ("/api/v1/ice-287g/agreements", {}, {}),
    ("/api/v1/ice-287g/agreements", {}, {"list": "pending", "status": "dropped"}),
    ("/api/v1/ice-287g/agencies", {}, {"county": "Oneida, NY"}),
    ("/api/v1/ice-287g/agencies/{id}", {"id": "g-rtd0v8gfdf"}, {}),
    ("/api/v1/ice-287g/agreements/{id}", {"id": "a-peenabnxzy"}, {}),
    ("/api/v1/ice-287g/editions", {}, {}),
    ("/api/v1/ice-287g/editions/{id}", {"id": "participating-b497a1fefd"}, {}),
    ("/api/v1/uk-small-boats/as-of/{day}", {"day": "2025-09-07"}, {"rows": "true"}),
    ("/api/v1/uk-small-boats/series", {}, {"from": "2025-09-01", "to": "2025-09-07"}),
    ("/api/v1/ocha-west-bank/series", {}, {}),
    ("/api/v1/ukraine-air-attacks/as-of/{day}", {"day": "2025-09-07"}, {"known": "today"}),
    ("/api/v1/ukraine-air-attacks/editions", {}, {}),
]


@pytest.mark.parametrize(("path", "named", "query"), QUESTIONS)
def test_real_answers_have_the_shapes_that_are_described(operations, path, named, query):
    (operation,) = [one for one in operations if one.path == path]
    case = operation.Case(path_parameters=named, query=query)
    assert case.call_and_validate().status_code == 200
