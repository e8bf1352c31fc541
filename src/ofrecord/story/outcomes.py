"""How outcomes of every kind are put together and told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ofrecord.measures.listed import Listing
from ofrecord.story.claims import Cause, Explanation, Outcome, Verdict
from ofrecord.story.days import Question, Ruling, Why, true_spans
from ofrecord.story.ground import Ground
from ofrecord.story.says import edition_words, list_words, sentence, spans_words


class Told(Question):
    """A question of a register's lists, its ``ground``, that can also say what a list answers."""

    ground: Ground

    def found(self, edition: int) -> float | str:
        """The number or fact on a list."""
        raise NotImplementedError

    def tell(self, edition: int) -> str:
        """What a list says, to follow its name: "names 40 states"."""
        raise NotImplementedError

    def evidence(self, edition: int) -> tuple[str, ...]:
        """The ids of what a list says it by."""
        raise NotImplementedError


def make_outcome(
    question: Told, ruling: Ruling, explanations: Sequence[Explanation] = ()
) -> Outcome:
    """The outcome of a question: the verdict, what the list holds, and a sentence."""
    if ruling.why is Why.BEFORE:
        return not_held(question.ground, question.listing, ruling)
    return Outcome(
        verdict=ruling.verdict,
        found=question.found(ruling.edition),
        edition=question.ground.describe(question.listing, ruling.edition),
        explanations=tuple(explanations),
        evidence=question.evidence(ruling.edition),
        says=_say(question, ruling, explanations),
    )


def _say(question: Told, ruling: Ruling, explanations: Sequence[Explanation]) -> str:
    ground, listing = question.ground, question.listing
    has = f"{cited_words(ground, listing, ruling)} {question.tell(ruling.edition)}"
    told = [explanation.text for explanation in explanations]
    if ruling.why is Why.GAP:
        ends = (
            f"that of {listing.days[number]} {question.tell(number)}"
            for number in (ruling.edition, ruling.other)
        )
        return sentence(gap_words(ground, listing, ruling), ", ".join(ends), *told)
    if ruling.why is Why.THROUGHOUT:
        span = f"{listing.days[ruling.accepted[0]]} to {listing.last_seen[ruling.edition]}"
        name = list_words(ground.declaration, listing)
        return sentence(f"{name} {question.tell(ruling.edition)}, on every day from {span}")
    if ruling.why is Why.REACHES_BACK:
        return sentence(has, back_words(ground, listing), *told)
    if ruling.why is Why.SOME and ruling.verdict is Verdict.AMBIGUOUS:
        return sentence("the text gives no day by which to choose the list", *told)
    return sentence(has, *told, late_words(ruling))


def cited_words(ground: Ground, listing: Listing, ruling: Ruling) -> str:
    """The edition that a ruling cites, and how it stands to the day asked for."""
    stood = len(ruling.accepted) == 1
    edition = ground.describe(listing, ruling.edition)
    return edition_words(ground.declaration, listing, edition, ruling.day if stood else "")


def when_so(question: Told, day: str, what: str = "it was so") -> tuple[Explanation, ...]:
    """The days on whose lists something was so, the nearest first, as an explanation."""
    spans = true_spans(question, day)
    if not spans:
        return ()
    told = spans_words(question.ground.declaration, question.listing, spans)
    return (Explanation(kind=Cause.OTHER_DAY, text=f"{what} on {told}"),)


def not_checkable(reason: str) -> Outcome:
    """A figure that the register does not settle, and why."""
    return Outcome(verdict=Verdict.NOT_CHECKABLE, found=None, says=sentence(reason))


def not_held(ground: Ground, listing: Listing, ruling: Ruling) -> Outcome:
    """A day before the first list that is held."""
    name = list_words(ground.declaration, listing)
    if not listing.days:
        return not_checkable(f"no edition of {name} is held")
    return not_checkable(
        f"{name} is held only since {listing.days[0]}, so that {ruling.day} cannot be checked"
    )


def gap_words(ground: Ground, listing: Listing, ruling: Ruling) -> str:
    """That the day lies between two lists that disagree."""
    name = list_words(ground.declaration, listing)
    before, after = listing.last_seen[ruling.edition], listing.days[ruling.other]
    return f"{name} is held for no day between {before} and {after}"


def back_words(ground: Ground, listing: Listing) -> str:
    """That the lists do not reach back as far as the text does."""
    since = f"{list_words(ground.declaration, listing)} is held since {listing.days[0]}"
    return f"{since}, so that earlier years cannot be checked"


def late_words(ruling: Ruling) -> str:
    """That the day lies well after the last list held; empty where it does not."""
    if not ruling.late:
        return ""
    told = f"this is the last list held, {ruling.late} days before {ruling.day}"
    return f"{told}, so that nothing later can be checked" if ruling.why is Why.TOO_LATE else told
