"""Facts settled on the lists of a day: who is listed or has applied, how, and who alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ofrecord.measures.first_last import Signing, last_to_sign
from ofrecord.measures.listed import Listing
from ofrecord.measures.selection import Selection
from ofrecord.measures.tally import Quantity, Tally
from ofrecord.measures.together import Together
from ofrecord.story.claims import (
    Cause,
    Comparator,
    Explanation,
    Measure,
    Outcome,
    Reading,
    Verdict,
)
from ofrecord.story.days import Why, judge
from ofrecord.story.explain import LAG_DAYS
from ofrecord.story.ground import Ground, state_codes
from ofrecord.story.outcomes import Told, make_outcome, not_checkable, when_so
from ofrecord.story.says import join, model_words, names_words, scope_words, states_words

MOST = 6
"""At most this many agencies are told in what is found."""


@dataclass(frozen=True, slots=True)
class Group:
    """One of those whom a fact is about: an agency as named, or a state or county by itself."""

    label: str
    tally: Tally
    agencies: frozenset[int] | None
    """The agencies that the phrase can mean; ``None`` where no agency is named."""
    together: Together | None = None
    """Set where the list of applicants counts as well."""

    def listed(self, edition: int) -> bool:
        """Whether a list has an entry of it."""
        if self.together is not None:
            return any(self.together.counts(Quantity.AGREEMENTS, edition))
        return self.tally.count(Quantity.ROWS, edition) > 0


def make_groups(ground: Ground, reading: Reading, listing: Listing) -> list[Group]:
    """Those whom a fact is about, each to be looked for by itself."""
    scope = reading.scope
    picked = ground.pick(scope)

    def group(label: str, selection: Selection, agencies: frozenset[int] | None) -> Group:
        together = ground.together(selection) if scope.with_pending else None
        return Group(label, listing.select(selection), agencies, together)

    base = picked.selection
    if picked.named:
        # An agency is of one state and type whatever a list prints beside it.
        base = replace(base, states=frozenset(), words=(), types=frozenset())
        return [group(one.phrase, replace(base, agencies=one.all), one.all) for one in picked.named]
    if len(scope.states) > 1:
        return [
            group(states_words((state,)), replace(base, states=frozenset({state})), None)
            for state in state_codes(scope.states)
        ]
    return [group(scope_words(ground.declaration, scope).strip(), base, None)]


class Fact(Told):
    """A fact about some agencies on a list."""

    def __init__(self, ground: Ground, reading: Reading) -> None:
        self.ground = ground
        self.reading = reading
        self.listing = ground.listing(reading.scope)
        self.groups = make_groups(ground, reading, self.listing)

    def between(self, before: int, after: int) -> bool:
        """Whether a list between two could say so: where one of them does."""
        return self.holds(before) or self.holds(after)

    def found(self, edition: int) -> float | str:
        """Whether it is so on a list."""
        return "yes" if self.holds(edition) else "no"

    def evidence(self, edition: int) -> tuple[str, ...]:
        """The agreements by which it is told."""
        runs = (run for group in self.groups for run in group.tally.at(edition))
        return self.ground.agreement_ids(runs)

    @property
    def narrowed(self) -> str:
        """The scope in words, without the agencies."""
        return scope_words(self.ground.declaration, self.ground.field(self.reading.scope))


class Membership(Fact):
    """Whether all those named are on a list, or none of them."""

    @property
    def wanted(self) -> bool:
        """Whether they are said to be on it."""
        return str(self.reading.value).casefold() not in {"no", "0", "0.0", "false"}

    def holds(self, edition: int) -> bool:
        """Whether a list has all of them, or none where none is stated."""
        listed = (group.listed(edition) for group in self.groups)
        return all(listed) if self.wanted else not any(listed)

    def among(self, editions: Iterable[int]) -> Iterator[int]:
        """Those of some editions on whose lists it is so, in their order."""
        if any(group.together for group in self.groups):
            return super().among(editions)
        rows = [group.tally.counts(Quantity.ROWS) for group in self.groups]
        if self.wanted:
            return (edition for edition in editions if all(counts[edition] for counts in rows))
        return (edition for edition in editions if not any(counts[edition] for counts in rows))

    def tell(self, edition: int) -> str:
        """Who is on a list and who is not."""
        listed = [group.label for group in self.groups if group.listed(edition)]
        missing = [group.label for group in self.groups if not group.listed(edition)]
        parts = []
        if self.groups[0].agencies is None:
            if listed:
                parts.append(f"has entries {'of ' if len(self.groups) > 1 else ''}{join(listed)}")
            if missing:
                parts.append(
                    f"has no entry {'of ' if len(self.groups) > 1 else ''}{join(missing, 'or')}"
                )
        else:
            if listed:
                parts.append(f"has {names_words(self._names(edition))}")
            if missing:
                parts.append(f"does not have {join(missing, 'or')}")
        models = self.reading.scope.models
        under = (
            f" under the {join([model_words(self.ground.declaration, m) for m in models], 'or')}"
        )
        return join(parts) + (under if models and self.groups[0].agencies is not None else "")

    def _names(self, edition: int) -> list[str]:
        runs = (run for group in self.groups for run in group.tally.at(edition))
        return self.ground.agency_names(run.agency for run in runs)

    @property
    def lost(self) -> list[str]:
        """The phrases that no list held has ever named."""
        return [group.label for group in self.groups if group.agencies == frozenset()]


class Models(Fact):
    """Under which models those named are listed."""

    @property
    def stated(self) -> frozenset[str]:
        """The models that the story states."""
        told = str(self.reading.value).replace("+", ",").replace("|", ",")
        return frozenset(part.strip() for part in told.split(",") if part.strip())

    def holds(self, edition: int) -> bool:
        """Whether each of those named is listed under every model stated."""
        return all(self._fits(self.models(group, edition)) for group in self.groups)

    def _fits(self, held: frozenset[str]) -> bool:
        if self.reading.comparator is Comparator.AT_MOST:
            return bool(held) and held <= self.stated
        return self.stated <= held

    def models(self, group: Group, edition: int) -> frozenset[str]:
        """The models under which one of those named is listed."""
        return frozenset(run.model for run in group.tally.at(edition) if run.model)

    def found(self, edition: int) -> str:
        """The models of those named."""
        held = {model for group in self.groups for model in self.models(group, edition)}
        return ",".join(sorted(held))

    def tell(self, edition: int) -> str:
        """Who is listed under which models."""
        told = []
        for group in self.groups:
            held = sorted(self.models(group, edition))
            names = join([model_words(self.ground.declaration, model) for model in held])
            told.append(f"{group.label} under the {names}" if held else f"not {group.label}")
        return f"has {join(told)}"


class Whole(Fact):
    """Whether those named are all of them, or the only one."""

    def __init__(self, ground: Ground, reading: Reading) -> None:
        super().__init__(ground, reading)
        self.field = ground.tally(ground.field(reading.scope))
        self.named = frozenset(a for group in self.groups for a in group.agencies or ())

    def others(self, edition: int) -> list[str]:
        """The agencies on a list that are not named."""
        rest = {run.agency for run in self.field.at(edition)} - self.named
        return self.ground.agency_names(rest)

    def holds(self, edition: int) -> bool:
        """Whether all those named are on a list, and no other where they are said to be all."""
        if not any(group.agencies for group in self.groups):
            return self._alone(edition)
        if not all(group.listed(edition) for group in self.groups):
            return False
        return self.reading.comparator is Comparator.AT_LEAST or not self.others(edition)

    def _alone(self, edition: int) -> bool:
        """Where no agency is named: whether there is just one, or none."""
        return self.field.count(Quantity.AGENCIES, edition) <= 1

    def tell(self, edition: int) -> str:
        """Who is missing from a list and who else is on it."""
        missing = [g.label for g in self.groups if g.agencies is not None and not g.listed(edition)]
        others = self.others(edition)
        if missing:
            return f"does not have {join(missing, 'or')}{self.narrowed}"
        if not self.named:
            return f"has {names_words(others) or 'no agency'}{self.narrowed}"
        named = join([group.label for group in self.groups])
        if others:
            return f"has {named} and also {names_words(others)}{self.narrowed}"
        return f"has {named} and no other{self.narrowed}"


class Latest(Fact):
    """Whether those named were the last to sign of those on a list."""

    def __init__(self, ground: Ground, reading: Reading) -> None:
        super().__init__(ground, reading)
        field = ground.tally(ground.field(reading.scope))
        dated = (run for run in field.runs if run.signed)
        self._newest = sorted(dated, key=lambda run: run.signed, reverse=True)

    def last(self, edition: int) -> list[Signing]:
        """As many as are named, those last to sign on a list, and those level with them."""
        return last_to_sign(self._newest, edition, len(self.groups))

    def holds(self, edition: int) -> bool:
        """Whether those named are among the last to sign, as many as they are."""
        last = {signing.agency for signing in self.last(edition)}
        return all(group.agencies and group.agencies & last for group in self.groups)

    def found(self, edition: int) -> str:
        """Who signed last, and when."""
        named = self.ground.index.name_of
        return "; ".join(f"{named(s.agency)} {s.day}" for s in self.last(edition)[:MOST])

    def tell(self, edition: int) -> str:
        """Who signed last."""
        named = self.ground.index.name_of
        names = [f"{named(s.agency)} ({s.day})" for s in self.last(edition)]
        return f"has {names_words(names) or 'none'} as the last to sign{self.narrowed}"


FACTS: dict[Measure, type[Fact]] = {
    Measure.MEMBERSHIP: Membership,
    Measure.STATUS: Membership,
    Measure.MODELS: Models,
    Measure.SET: Whole,
    Measure.ONLY: Whole,
    Measure.LATEST: Latest,
}


def settle_fact(ground: Ground, reading: Reading, published: str) -> Outcome:
    """What the lists say of a fact."""
    if reading.measure is Measure.STATUS:
        told = str(reading.value).casefold()
        pending = told in {"pending", "applied"}
        reading = replace(
            reading,
            value="no" if told == "no" else "yes",
            scope=replace(reading.scope, pending=pending or reading.scope.pending),
        )
    fact = FACTS[reading.measure](ground, reading)
    if reading.measure is Measure.MEMBERSHIP and _names_nobody(reading):
        return not_checkable("the text does not say who is meant")
    if reading.scope.pending and ground.applicants is None:
        return not_checkable("the register has no list of applicants")
    ruling = judge(fact, reading, published)
    signed = list(_already(fact, ruling.day)) if _not_applied(reading) and ruling.day else []
    if signed and ruling.verdict is Verdict.SUPPORTED:
        return make_outcome(fact, replace(ruling, verdict=Verdict.CONTRADICTED), signed)
    if ruling.verdict in {Verdict.SUPPORTED, Verdict.NOT_CHECKABLE}:
        return make_outcome(fact, ruling)
    if ruling.why in {Why.GAP, Why.SOME, Why.REACHES_BACK}:
        return make_outcome(fact, ruling, when_so(fact, ruling.day))
    late = _listed_soon(fact, ruling.day)
    if late is not None:
        return make_outcome(fact, replace(ruling, verdict=Verdict.AMBIGUOUS), (late,))
    explanations = [*when_so(fact, ruling.day), *_standing(fact, ruling.day)]
    return make_outcome(fact, ruling, explanations)


def _not_applied(reading: Reading) -> bool:
    """Whether some are said not to have applied: those who have signed had."""
    return reading.measure is Measure.STATUS and reading.scope.pending and reading.value == "no"


def _names_nobody(reading: Reading) -> bool:
    scope = reading.scope
    return not (scope.agencies or scope.states or scope.counties or scope.words or scope.types)


def _listed_soon(fact: Fact, day: str) -> Explanation | None:
    """What was announced and is listed within two weeks."""
    if not day or (isinstance(fact, Membership) and not fact.wanted):
        return None
    if isinstance(fact, Whole) and (fact.reading.measure is Measure.ONLY or not fact.named):
        return None
    listing = fact.listing
    limit = (date.fromisoformat(day) + timedelta(days=LAG_DAYS)).isoformat()
    start = listing.edition_on(day) or 0
    soon = [n for n in range(start, listing.size) if day < listing.days[n] <= limit]
    for edition in soon:
        if fact.holds(edition):
            text = f"it is so from the list of {listing.days[edition]}"
            return Explanation(kind=Cause.SIGNED_NOT_LISTED, text=text)
    return _one_by_one(fact, day, start, soon) if isinstance(fact, Membership) else None


def _one_by_one(fact: Membership, day: str, start: int, soon: Sequence[int]) -> Explanation | None:
    """Several of whom some were listed within two weeks and the others at some other time.

    Applicants leave their list when they sign, so that those of two weeks before count too.
    """
    missing = [group for group in fact.groups if not group.listed(start)]
    came = [group for group in missing if any(group.listed(edition) for edition in soon)]
    rest = [group for group in missing if group not in came]
    if not came:
        return None
    if fact.reading.scope.pending:
        since = (date.fromisoformat(day) - timedelta(days=LAG_DAYS)).isoformat()
        lists = [n for n in range(start + 1) if fact.listing.last_seen[n] >= since]
    else:
        lists = list(range(start + 1, fact.listing.size))
    if all(any(group.listed(edition) for edition in lists) for group in rest):
        text = f"{join([group.label for group in came])} came onto the list within two weeks"
        return Explanation(kind=Cause.SIGNED_NOT_LISTED, text=text)
    return None


def _standing(fact: Fact, day: str) -> Iterator[Explanation]:
    """What else the record knows of those who are not found: never named, or a member already."""
    if not isinstance(fact, Membership) or not fact.wanted:
        return
    if fact.lost:
        text = f"no list held names {join(fact.lost, 'or')}"
        yield Explanation(kind=Cause.OTHER, text=text)
    if fact.reading.scope.pending and day:
        yield from _already(fact, day)


def _already(fact: Fact, day: str) -> Iterator[Explanation]:
    members = fact.ground.members
    edition = members.edition_on(day)
    groups = make_groups(fact.ground, fact.reading, members)
    listed = [g.label for g in groups if edition is not None and g.listed(edition)]
    if listed:
        text = f"{join(listed)} had signed by then and stood among the members"
        yield Explanation(kind=Cause.OTHER, text=text)
