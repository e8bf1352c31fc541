"""The list of applicants: who applied when, who was signed after how many days, who dropped out.

An application is the time for which one agency is printed for one model, short gaps included. It
ends when the agency is signed for that model; an agency printed again after that has applied again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ofrecord.identify.agreements import AgreementFinder, Node
from ofrecord.identify.clusters import Clusters, Joint
from ofrecord.identify.likeness import KnownName, are_alike
from ofrecord.identify.listing import Listing, Printed, first_bit, last_bit

GAP_DAYS = 14
"""An application missing for no longer than this has not been away."""
GRACE_DAYS = 7
"""An agency gone from the list of applicants for this long without being signed has dropped out."""
_BEFORE, _AFTER = 60, 7


@dataclass(slots=True, kw_only=True)
class Application:
    """One application: the spans of editions in which it is printed, by fact."""

    number: int
    agency: int
    model: str
    spans: list[tuple[int, int, int]]
    """Fact, first and last edition of the list of applicants."""
    first: int
    last: int
    agreement: int = -1
    identities: list[str] = field(default_factory=list)


def match_applicants(
    listing: Listing, nodes: list[Node], agencies: Clusters, known: KnownName
) -> None:
    """Joins agencies whose name on the list of applicants was mended from one edition to the next."""
    by_fact = {printed.fact: node for node in nodes for printed in node.facts}
    for number, (came, went) in enumerate(listing.moves):
        if not number:
            continue
        new = [n for n in _distinct(came, by_fact) if first_bit(n.mask) == number]
        gone = [n for n in _distinct(went, by_fact) if not n.mask >> number & 1]
        for one in new:
            found = [
                (other, how) for other in gone if (how := _takes_over(one, other, agencies, known))
            ]
            if len(found) == 1:
                other, how = found[0]
                rule = "moved" if one.sample.state != other.sample.state else "respelled"
                agencies.join(
                    other.agency,
                    one.agency,
                    Joint(
                        rule=rule,
                        evidence=f'takes over from "{other.sample.agency}" among the applicants: {how}',
                        day=listing.days[number],
                        printed=one.sample.agency_identity,
                    ),
                )


def _distinct(facts: Iterable[int], by_fact: dict[int, Node]) -> list[Node]:
    return list({by_fact[fact].number: by_fact[fact] for fact in facts}.values())


def _takes_over(one: Node, other: Node, agencies: Clusters, known: KnownName) -> str:
    mine, theirs = one.sample, other.sample
    if one.model != other.model or agencies.root(one.agency) == agencies.root(other.agency):
        return ""
    if not agencies.joinable(one.agency, other.agency):
        return ""
    if mine.state != theirs.state:
        moved = (
            mine.name.key == theirs.name.key
            and mine.kind == theirs.kind
            and not known(" ".join(theirs.name.words[:2]), theirs.state)
            and known(" ".join(mine.name.words[:2]), mine.state)
        )
        return f"the same name and model; {theirs.state} now {mine.state}" if moved else ""
    return are_alike(mine.name, theirs.name, mine.state, known) if _near(mine, theirs) else ""


def _near(one: Printed, other: Printed) -> bool:
    return not one.county or not other.county or one.county == other.county


def match_signed(
    listing: Listing,
    nodes: list[Node],
    members: AgreementFinder,
    agencies: Clusters,
    known: KnownName,
) -> None:
    """Joins agencies printed one way as applicants and, alike, another way when they were signed."""
    waiting: dict[tuple[str, str], list[Node]] = defaultdict(list)
    signed: dict[str, set[int]] = defaultdict(set)
    for node in members.nodes:
        signed[node.model].add(node.agency)
    roots = {model: {agencies.root(a) for a in found} for model, found in signed.items()}
    for node in nodes:
        if agencies.root(node.agency) not in roots.get(node.model, ()):
            waiting[node.sample.state, node.model].append(node)
    for new in members.nodes:
        if not first_bit(new.mask):
            continue
        day = members.listing.days[first_bit(new.mask)]
        found = [
            (node, how)
            for node in waiting.get((new.sample.state, new.model), ())
            if _in_time(listing, node, day)
            and agencies.joinable(node.agency, new.agency)
            and agencies.root(node.agency) != agencies.root(new.agency)
            and _near(node.sample, new.sample)
            and (how := are_alike(node.sample.name, new.sample.name, new.sample.state, known))
        ]
        if len(found) == 1:
            node, how = found[0]
            agencies.join(
                node.agency,
                new.agency,
                Joint(
                    rule="pending_signed",
                    evidence=f'applied as "{node.sample.agency}" and signed as "{new.sample.agency}": {how}',
                    day=day,
                    printed=new.sample.agency_identity,
                ),
            )


def _in_time(listing: Listing, node: Node, day: str) -> bool:
    last = listing.days[last_bit(node.mask)]
    first = listing.days[first_bit(node.mask)]
    return -_BEFORE <= days_from(day, last) <= _AFTER * 5 and days_from(first, day) >= -_AFTER


def days_from(earlier: str, later: str) -> int:
    """The number of days from one ISO day to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def find_applications(
    listing: Listing,
    nodes: list[Node],
    agencies: Clusters,
    signings: dict[tuple[int, str], list[str]],
) -> list[Application]:
    """Every application, in the order of first printing.

    ``signings`` gives for an agency and model the days on which an agreement was first listed.
    """
    spans: dict[tuple[int, str], list[tuple[int, int, int]]] = defaultdict(list)
    identity = {printed.fact: printed.identity for node in nodes for printed in node.facts}
    for node in nodes:
        key = agencies.root(node.agency), node.model
        for printed in node.facts:
            spans[key] += [
                (first, last, printed.fact) for first, last in listing.windows[printed.fact]
            ]
    found: list[Application] = []
    for (agency, model), windows in spans.items():
        for group in _parted(sorted(windows), listing, signings.get((agency, model), [])):
            found.append(
                Application(
                    number=-1,
                    agency=agency,
                    model=model,
                    spans=[(fact, first, last) for first, last, fact in group],
                    first=min(first for first, _, _ in group),
                    last=max(last for _, last, _ in group),
                    identities=list(dict.fromkeys(identity[fact] for _, _, fact in group)),
                )
            )
    found.sort(key=lambda a: (a.first, a.spans[0][0], a.model))
    for number, application in enumerate(found):
        application.number = number
    return found


def _parted(
    windows: list[tuple[int, int, int]], listing: Listing, signings: list[str]
) -> Iterator[list[tuple[int, int, int]]]:
    """Parts an agency's spans where it was away for long, or was signed and printed anew."""
    group: list[tuple[int, int, int]] = []
    last = -1
    for window in windows:
        if group and window[0] > last + 1:
            left, back = listing.days[last], listing.days[window[0]]
            away = days_from(left, back)
            between = any(left <= day < back for day in signings)
            if away > GAP_DAYS or between:
                yield group
                group = []
        group.append(window)
        last = max(last, window[1]) if len(group) > 1 else window[1]
    if group:
        yield group


def join_applications(
    applications: list[Application],
    listing: Listing,
    agreements: list[tuple[int, int, str, str]],
) -> None:
    """Gives each agreement the application that it came from.

    ``agreements`` are number, agency, model and the day of first listing, for those first listed
    after the list of members begins.
    """
    waiting: dict[tuple[int, str], list[Application]] = defaultdict(list)
    for application in applications:
        waiting[application.agency, application.model].append(application)
    for number, agency, model, day in sorted(agreements, key=lambda a: (a[3], a[0])):
        fitting = [
            application
            for application in waiting.get((agency, model), ())
            if application.agreement < 0
            and days_from(listing.days[application.first], day) >= -_AFTER
            and days_from(listing.days[application.last], day) <= _BEFORE
        ]
        if fitting:
            max(fitting, key=lambda a: a.first).agreement = number
