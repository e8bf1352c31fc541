"""What must hold of identity whatever a publisher prints: small histories, made at random."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord.identify.changes import ChangeKind
from ofrecord.identify.judgements import Judgement, Verdict

NAMES = (
    "Bay County Sheriff's Office",
    "Baker County Sheriff's Office",
    "Lake County Sheriff's Office",
    "Lake County Jail",
    "Tampa Police Department",
    "Lake City Police Department",
    "Florida Highway Patrol",
)
STATES = ("FL", "GA", "TX")
MODELS = ("WSO", "TFM")
STEPS = ("come", "go", "slip", "mend", "redate", "move", "remodel", "twice", "document", "back")
FIRST = date(2025, 3, 1)
EXAMPLES = settings(max_examples=60)


def slip(name, at):
    """The name with two letters swapped."""
    at = 1 + at % (len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def change(old, step, pick):
    """The row as the next edition prints it."""
    match step:
        case "slip":
            return replace(old, agency=slip(old.agency, pick))
        case "mend":
            return replace(old, agency=NAMES[pick % len(NAMES)])
        case "redate":
            moved = date.fromisoformat(old.signed) + timedelta(pick % 90 - 30)
            return replace(old, signed=moved.isoformat())
        case "move":
            return replace(old, state=STATES[pick % 3])
        case "remodel":
            return replace(old, model=MODELS[pick % 2])
        case "document":
            return replace(old, document=f"moa{pick % 5}")
    return old


def apply(step, pick, rows, gone):
    """Changes one row of an edition, or takes it away, or prints it twice, or brings one back."""
    at = pick % len(rows)
    if step == "go":
        gone.append(rows.pop(at))
    elif step == "twice":
        rows.insert(at, replace(rows[at], county="12005"))
    elif step == "back" and gone:
        rows.append(gone.pop())
    else:
        rows[at] = change(rows[at], step, pick)


@st.composite
def histories(draw, row_type, edition_type):
    """Editions of both lists in which names are misspelt and mended, rows come, go and return."""
    rows, gone, applied, editions = [], [], [], []
    day = FIRST
    for _ in range(draw(st.integers(2, 7))):
        for step in draw(st.lists(st.sampled_from(STEPS), max_size=4)):
            pick = draw(st.integers(0, 10_000))
            if step == "come" or not rows:
                signed = (day - timedelta(pick % 9)).isoformat()
                rows.append(row_type(NAMES[pick % len(NAMES)], MODELS[pick // 7 % 2], signed))
                applied += rows[-1:] if draw(st.booleans()) else []
            else:
                apply(step, pick, rows, gone)
        editions.append(edition_type(day.isoformat(), tuple(rows)))
        if draw(st.booleans()):
            waiting = tuple(replace(r, signed="") for r in applied if draw(st.booleans()))
            editions.append(edition_type(day.isoformat(), waiting, members=False))
        day += timedelta(draw(st.integers(1, 25)))
    return editions


@st.composite
def shuffled(draw, row_type, edition_type):
    return draw(st.permutations(draw(histories(row_type, edition_type))))


def in_order(editions):
    return sorted(editions, key=lambda edition: (edition.day, not edition.members))


@EXAMPLES
@given(data=st.data())
def test_the_same_editions_give_the_same_identities(data, row, edition, find):
    editions = data.draw(shuffled(row, edition))
    assert find(editions).identity == find(in_order(editions)).identity


@EXAMPLES
@given(data=st.data())
def test_every_row_of_every_edition_belongs_to_exactly_one_agreement(data, row, edition, find):
    found = find(data.draw(histories(row, edition)))
    for listing, entries in zip(found.listings, found.identity.entries, strict=True):
        for number, facts in enumerate(listing.entries):
            for fact in facts:
                runs = [run for run in entries[fact] if run[0] <= number <= run[1]]
                assert len(runs) == 1


@EXAMPLES
@given(data=st.data())
def test_rows_side_by_side_are_one_agreement_only_when_one_row_is_printed_twice(
    data, row, edition, find
):
    editions = [e for e in in_order(data.draw(histories(row, edition))) if e.members]
    found = find(editions)
    if "printed_twice" in found.rules():
        return
    for number, printed in enumerate(editions):
        for one, other in combinations(printed.rows, 2):
            if found.agreement(one, number) == found.agreement(other, number):
                said = [found.listings[0].printed[found.facts[r]] for r in (one, other)]
                first, second = ((p.state, p.name.key, p.model, p.signed) for p in said)
                assert first == second


@EXAMPLES
@given(data=st.data())
def test_two_names_side_by_side_are_two_agencies(data, row, edition, find):
    editions = [e for e in in_order(data.draw(histories(row, edition))) if e.members]
    found = find(editions)
    if "printed_twice" in found.rules():
        return
    for number, printed in enumerate(editions):
        for one, other in combinations(printed.rows, 2):
            names = {found.listings[0].printed[found.facts[r]].name.key for r in (one, other)}
            if len(names) == 2:
                assert found.agency(one, number) != found.agency(other, number)


@EXAMPLES
@given(data=st.data())
def test_replaying_edition_by_edition_gives_what_one_run_gives(data, row, edition, find):
    editions = in_order(data.draw(histories(row, edition)))
    found = None
    for count in range(1, len(editions) + 1):
        before, found = found, find(editions[:count], before=found)
        if before is None:
            continue
        leads, pinned = found.leads(), found.identity.pins
        assert before.leads().keys() <= leads.keys(), "an id that was given out leads nowhere"
        assert pinned == [], "nothing older turned up, so nothing needs to be pinned"
    assert found.identity == find(editions).identity


@EXAMPLES
@given(data=st.data())
def test_ids_once_given_out_lead_to_one_thing_in_whatever_order_editions_turn_up(
    data, row, edition, find
):
    editions = data.draw(shuffled(row, edition))
    found, given_out = None, {}
    for count in range(1, len(editions) + 1):
        found = find(editions[:count], before=found)
        leads = found.leads()
        assert given_out.keys() <= leads.keys()
        given_out |= {a.id: a for a in (*found.identity.agreements, *found.identity.agencies)}
    fresh = find(editions)
    assert found.identity.entries == fresh.identity.entries, "ids change nothing else"


@EXAMPLES
@given(data=st.data())
def test_an_id_stays_with_the_rows_that_it_was_given_for(data, row, edition, find):
    """Unless its set is joined to another, in which case it leads there; or is parted.

    Then the id goes with the name in the state as they were printed, whoever has that now.
    """
    editions = data.draw(shuffled(row, edition))
    before = find(editions[:-1])
    after = find(editions, before=before)
    leads = after.leads()
    for agency in before.identity.agencies:
        rows = [r for r in before.facts if before.facts[r] in before.listings[0].printed]
        mine = [
            r
            for r in rows
            if any(
                before.identity.agencies[run[3]].id == agency.id
                for run in before.identity.entries[0][before.facts[r]]
            )
        ]
        names = {(r.state, r.agency.casefold()) for r in mine}
        namesakes = [r for r in after.facts if (r.state, r.agency.casefold()) in names]
        entries = after.identity.entries[0]
        now = {run[3] for r in namesakes for run in entries.get(after.facts[r], ())}
        if mine:
            assert leads[agency.id][1] in now


def test_an_id_goes_with_its_printed_name_where_another_agency_turns_out_to_have_it(
    row, edition, find
):
    """An entry moved from Florida to Georgia; then Florida's own agency of that name was listed."""
    moved = row("Tampa Police Department", "TFM", "2025-03-02")
    editions = [
        edition("2025-03-02", (moved,)),
        edition("2025-03-03", (replace(moved, state="GA"),)),
    ]
    own = row("Tampa Police Department", "WSO", "2025-02-26")
    before = find(editions)
    given = before.agency_id(moved, 0)
    after = find(
        [*editions, edition("2025-03-04", (replace(moved, state="GA"), own))], before=before
    )
    assert after.agency(moved, 0) == after.agency(replace(moved, state="GA"))
    assert after.leads()[given] == ("agency", after.agency(own))


@EXAMPLES
@given(data=st.data())
def test_a_judgement_taken_back_gives_the_earlier_identities_back(data, row, edition, find):
    editions = in_order(data.draw(histories(row, edition)))
    names = data.draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True))
    judgement = Judgement(
        id="test-1",
        what=data.draw(st.sampled_from(list(Verdict))),
        state="FL",
        names=tuple(names),
        model="WSO",
        evidence="a test",
        decided_on="2026-01-01",
        by="a test",
    )
    before = find(editions)
    judged = find(editions, [judgement], before)
    after = find(editions, before=judged)
    assert before.leads().keys() <= judged.leads().keys()
    assert after.identity == before.identity


@EXAMPLES
@given(data=st.data())
def test_changes_applied_to_one_edition_give_the_next(data, row, edition, find):
    editions = [e for e in in_order(data.draw(histories(row, edition))) if e.members]
    found = find(editions)
    numbers = {agreement.id: n for n, agreement in enumerate(found.identity.agreements)}
    printed = [{found.agreement(r, n) for r in e.rows} for n, e in enumerate(editions)]
    changes = found.changes()
    for number in range(1, len(editions)):
        now = set(printed[number - 1])
        for change in changes:
            if change.list != 0 or change.edition != number:
                continue
            match change.kind:
                case ChangeKind.SIGNED | ChangeKind.RETURNED:
                    assert change.agreement not in now
                    now.add(change.agreement)
                case ChangeKind.RENEWED:
                    superseded = change.before.removeprefix("supersedes ").split(", ")
                    now -= {numbers[one] for one in superseded}
                    now.add(change.agreement)
                case ChangeKind.REMOVED:
                    now.remove(change.agreement)
                case _:
                    assert change.agreement in now
        assert now == printed[number]
