"""Who signed when: an agency, a verb of signing, and a day, month or year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ofrecord.story.bodies import Body
from ofrecord.story.claims import Basis, Comparator, Measure, Scope
from ofrecord.story.context import Sentence
from ofrecord.story.offices import GENERIC
from ofrecord.story.subjects import Found, Subject, make_reading, named, states_of
from ofrecord.story.times import Span

SIGNING_WORDS = frozenset(
    [
        "signed",
        "signs",
        "sign",
        "signing",
        "signature",
        "signatures",
        "inked",
        "ink",
        "inking",
        "joined",
        "joins",
        "joining",
        "join",
        "entered",
        "enters",
        "entering",
        "approved",
        "approval",
        "struck",
        "reached",
        "came",
        "accepted",
        "accept",
        "took",
        "takes",
        "effect",
        "bears",
        "partnered",
        "became",
        "become",
        "becoming",
        "got",
        "dated",
        "dates",
        "date",
        "dating",
        "since",
        "enrolled",
        "renewed",
        "firmó",
        "firmaron",
        "aprobado",
        "unió",
        "finalized",
        "executed",
        "adopted",
        "granted",
        "agreed",
        "landed",
        "put",
        "effective",
        "countersigned",
    ]
)
_EFFECT = frozenset({"effect", "force"})
_LAWS = frozenset(
    [
        "bill",
        "law",
        "order",
        "legislation",
        "budget",
        "ordinance",
        "directive",
        "resolution",
        "lawsuit",
        "mandate",
        "act",
        "decree",
        "memo",
        "petition",
        "letter",
    ]
)
_LONG = 45
"""A window longer than this many days dates no signing."""


def read_signings(sentence: Sentence) -> Iterator[Found]:
    """Each time at which a sentence says that agencies signed."""
    words = sentence.words.words
    slashed = any(
        s.kind == "day" and "/" in sentence.words.low[s.start : s.end] for s in sentence.times
    )
    if SIGNING_WORDS.isdisjoint(sentence.present) and not slashed:
        return
    spans = [s for s in sentence.times if _is_event(sentence, s)]
    if not spans or not (slashed or _signs(sentence)):
        return
    if not sentence.bodies and any(
        t.number and not t.used and t.sort == "number" for t in sentence.tokens
    ):
        return
    shares = _shares(sentence, spans)
    for span, bodies in shares:
        subject = named(bodies) if bodies else _carried(sentence)
        start, end = _place(sentence, span)
        if not subject.phrases:
            states = states_of(sentence)
            if not states or len(spans) > 1:
                yield start, end, sentence.nothing("the agency that signed is not named")
                continue
        if span.kind == "window" and len(bodies) > 1:
            start, end = min(start, subject.start), max(end, subject.end)
        models = _models(sentence, span)
        scope = Scope(states=states_of(sentence), agencies=subject.phrases, models=models)
        yield (
            start,
            end,
            make_reading(
                sentence,
                Measure.SIGNED_DATE,
                scope,
                value=_when(span, sentence.story.published),
                basis=Basis.EVENT,
                comparator=_comparator(span),
                days=(span.first.isoformat(), span.last.isoformat()),
            ),
        )
    del words


def _comparator(span: Span) -> Comparator:
    if span.kind == "window" and (span.last - span.first).days > 31:
        return Comparator.ABOUT
    return Comparator.EXACT


def _is_event(sentence: Sentence, span: Span) -> bool:
    if span.lead in {"as of", "until", "before", "by", "through", "after"} and span.lead != "after":
        return False
    if span.lead == "since":
        held = {"had", "been", "has", "have", "participated", "partnered"} & sentence.present
        return bool(held) and span.kind in {"year", "month", "day"} and bool(sentence.bodies)
    if span.lead == "after" and "signing" not in sentence.words.low[span.end : span.end + 10]:
        return False
    if span.kind == "window":
        return (span.last - span.first).days <= _LONG
    return span.kind in {"day", "month", "weekday", "year"}


def _signs(sentence: Sentence) -> bool:
    """Whether an agreement is what is signed, not a law or a contract of another sort."""
    words = sentence.words.words
    for place, word in enumerate(words):
        if word not in SIGNING_WORDS:
            continue
        if word in {"took", "takes"} and _EFFECT.isdisjoint(words[place + 1 : place + 3]):
            continue
        if word in {"effect", "put", "date"} and not _put(words, place, word):
            continue
        if word == "came" and not {"into", "aboard", "on"} & set(words[place + 1 : place + 2]):
            continue
        if word in {"reached", "took", "got", "became", "become"} and not (
            sentence.cue
            or sentence.has_noun("agreements")
            or {"aboard", "effect"} & sentence.present
        ):
            continue
        if word == "since" and not (
            sentence.cue or sentence.has_noun("agreements") or "program" in sentence.present
        ):
            continue
        after = words[place + 1 : place + 6]
        if not _LAWS.isdisjoint(after) and not sentence.has_noun("agreements"):
            continue
        if {"bill", "law", "legislation", "order"} & set(after[:4]) and "agreement" not in after:
            continue
        return True
    return False


def _put(words: list[str], place: int, word: str) -> bool:
    if word == "put":
        return not {"signature", "name", "names", "signatures"}.isdisjoint(words[place : place + 5])
    if word == "effect":
        return place > 0 and words[place - 1] in {"took", "takes", "take", "into", "in"}
    return True


def _carried(sentence: Sentence) -> Subject:
    """Those who signed, where the sentence points back to them."""
    story = sentence.story
    if story.bodies and (
        not GENERIC.isdisjoint(sentence.present) or sentence.has_noun("agreements") or sentence.cue
    ):
        return Subject(story.bodies)
    return Subject(())


def _shares(sentence: Sentence, spans: list[Span]) -> list[tuple[Span, list[Body]]]:
    """Each time with the agencies that signed then."""
    bodies = sentence.bodies
    if len(spans) == 1 or len(bodies) < 2:
        near = _subjects(sentence, bodies, spans[0])
        return [(spans[0], near), *((span, near) for span in spans[1:2])]
    found: list[tuple[Span, list[Body]]] = []
    first = spans[0].start < bodies[0].start
    for n, span in enumerate(spans):
        if first:
            low, high = span.end, spans[n + 1].start if n + 1 < len(spans) else len(sentence.text)
        else:
            low, high = spans[n - 1].end if n else 0, span.start
        own = [b for b in bodies if low <= b.start < high]
        found.append((span, own or (found[-1][1] if found else bodies[:1])))
    return found


def _subjects(sentence: Sentence, bodies: list[Body], span: Span) -> list[Body]:
    """Those who signed, without the counties and towns that only say where they are."""
    words = sentence.words
    clause = [
        b for b in bodies if ";" not in words.low[min(b.end, span.start) : max(b.start, span.end)]
    ]
    near = clause or bodies
    if len(near) > 1:
        agencies = [b for b in near if b.sort == "agency"]
        if agencies and len(agencies) < len(near):
            return agencies
    return near


def _models(sentence: Sentence, span: Span) -> tuple[str, ...]:
    models = [t for t in sentence.tokens if t.sort == "model"]
    if len({t.value for t in models}) > 1:
        nearest = min(models, key=lambda t: abs(t.start - span.start))
        return () if len(models) == 2 else (nearest.value,)
    return (models[0].value,) if models else ()


def _place(sentence: Sentence, span: Span) -> tuple[int, int]:
    start = span.start
    if span.lead:
        at = sentence.words.low.rfind(span.lead, 0, span.start)
        start = at if at >= 0 else start
    return start, span.end


def _when(span: Span, published: date | None) -> str:
    if span.kind in {"day", "weekday"} or span.first == span.last:
        return span.first.isoformat()
    if span.kind == "year" and (span.last - span.first).days > 300:
        return str(span.first.year)
    if (span.last - span.first).days > 31 and published is not None:
        middle = span.first + (span.last - span.first) / 2
        return middle.isoformat()[:7]
    return span.first.isoformat()[:7]
