"""Who signed when: an agency, a verb of signing, and a day, month or year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ofrecord.story.bodies import Body
from ofrecord.story.claims import Basis, Comparator, Measure, Scope
from ofrecord.story.context import Sentence
from ofrecord.story.offices import GENERIC
from ofrecord.story.orders import FIRST_WORDS, ORDINAL_WORDS
from ofrecord.story.speech import word_set
from ofrecord.story.subjects import Found, Subject, make_reading, named, states_of
from ofrecord.story.times import Span

SIGNING_WORDS = word_set(
    "signed signs sign signing signature signatures inked ink inking joined joins joining join "
    "entered enters entering approved approval struck reached came accepted accept took takes "
    "effect bears partnered became become becoming got dated dates date dating since enrolled "
    "renewed firmó firmaron aprobado unió finalized executed adopted granted agreed landed put "
    "effective countersigned sealed seals cemented clinched secured sumó sumaron"
)
_LAWS = word_set(
    "bill law order legislation budget ordinance directive resolution lawsuit mandate act decree "
    "memo petition letter"
)
_HELD = word_set("had been has have participated partnered")
_DATING = frozenset({"dates", "dated", "dating", "date"})
_LOOSE = word_set("reached took got became become since")
"""Of signing only where the sentence speaks of agreements."""
APPROVAL = "approval"
"""Among the ``others`` of a reading: it is told when something was approved or announced."""
_APPROVING = word_set(
    "approved approve approves approval adopted adopts voted vote announced announces aprobado aprobó"
)
_SIGNED = word_set("signed signs signing inked countersigned executed firmó firmaron effect dated")
_ORDERED = FIRST_WORDS | ORDINAL_WORDS | {"latest", "last", "newest", "next", "only"}
_NONE = frozenset({"no", "none", "not", "never", "nobody", "neither"})
_IT = frozenset({"it's", "that's", "county's", "agency's", "department's", "office's", "sheriff's"})
_LONG = 45
"""A window longer than this many days dates no signing."""
_MONTH = 31


def read_signings(sentence: Sentence) -> Iterator[Found]:
    """Each time at which a sentence says that agencies signed."""
    low = sentence.words.low
    if "whether" in sentence.present or _is_denied(sentence):
        return
    slashed = any(s.kind == "day" and "/" in low[s.start : s.end] for s in sentence.times)
    if SIGNING_WORDS.isdisjoint(sentence.present) and not slashed:
        return
    spans = [span for span in sentence.times if _is_event(sentence, span)]
    if not spans or not (slashed or _signs(sentence)):
        return
    counted = any(t.form and not t.used and t.sort == "number" for t in sentence.tokens)
    if counted and not sentence.bodies:
        return
    for span, bodies in _shares(sentence, spans):
        yield _signing(sentence, span, bodies, alone=len(spans) == 1)


def _is_denied(sentence: Sentence) -> bool:
    """Whether it is said of none that they signed: "not one agency had signed when May began"."""
    if _NONE.isdisjoint(sentence.present) or "until" in sentence.present:
        return False
    return not sentence.bodies


def _signing(sentence: Sentence, span: Span, bodies: list[Body], *, alone: bool) -> Found:
    subject = named(bodies) if bodies else _carried(sentence)
    start, end = _place(sentence, span)
    states = states_of(sentence)
    if not bodies and _is_of_another(sentence):
        subject, alone = Subject(()), False
    if not subject.phrases and not (states and alone):
        return start, end, sentence.nothing("the agency that signed is not named")
    if span.kind == "window" and len(bodies) > 1:
        start, end = min(start, subject.start), max(end, subject.end)
    long = span.kind == "window" and (span.last - span.first).days > _MONTH
    reading = make_reading(
        sentence,
        Measure.SIGNED_DATE,
        Scope(
            states=states,
            agencies=subject.phrases,
            models=_models(sentence, span),
            signed_since=span.first.isoformat() if span.kind == "season" else "",
            signed_until=span.last.isoformat() if span.kind == "season" else "",
        ),
        value=_when(span, sentence.story.published),
        basis=Basis.EVENT,
        comparator=Comparator.ABOUT if long or span.kind == "ago" else Comparator.EXACT,
        days=(span.first.isoformat(), span.last.isoformat()),
        others=(APPROVAL,) if _only_approved(sentence) else (),
    )
    return start, end, reading


def _only_approved(sentence: Sentence) -> bool:
    """Whether a vote or an announcement is told of, and no signing."""
    return not _APPROVING.isdisjoint(sentence.present) and _SIGNED.isdisjoint(sentence.present)


def _is_event(sentence: Sentence, span: Span) -> bool:
    """Whether something happened at a time, not until, by or as of it."""
    low = sentence.words.low
    match span.lead:
        case "until":
            return "not until" in low
        case "as of" | "before" | "by" | "through":
            return False
        case "since":
            held = not _HELD.isdisjoint(sentence.present) and bool(sentence.bodies)
            return held and span.kind in {"year", "month", "day"}
        case "after":
            return "signing" in low[span.end : span.end + 10]
        case _ if span.kind == "season":
            return True
        case _ if span.kind == "ago":
            return (span.last - span.first).days <= _MONTH
        case _ if span.kind == "window":
            return (span.last - span.first).days <= _LONG
        case _:
            return span.kind in {"day", "month", "weekday", "year"}


def _signs(sentence: Sentence) -> bool:
    """Whether an agreement is what is signed, not a law or a contract of another sort."""
    words = sentence.words.words
    return any(
        word in SIGNING_WORDS and _signs_here(sentence, words, place, word)
        for place, word in enumerate(words)
    )


def _signs_here(sentence: Sentence, words: list[str], place: int, word: str) -> bool:
    after = words[place + 1 : place + 6]
    agreed = sentence.has_noun("agreements")
    if word in {"took", "takes"} and {"effect", "force"}.isdisjoint(after[:2]):
        return False
    if word == "sign" and words[place - 1 : place] == ["to"] and _ORDERED.isdisjoint(words[:place]):
        return False
    if word == "put" and {"signature", "name", "names", "signatures"}.isdisjoint(after):
        return False
    if word in {"took", "takes", "effect"} and not _LAWS.isdisjoint(
        words[max(0, place - 4) : place]
    ):
        return False
    if word == "effect" and words[place - 1 : place] not in (["took"], ["takes"], ["into"], ["in"]):
        return False
    if word == "came" and {"into", "aboard", "on"}.isdisjoint(after[:1]):
        return False
    if word in _DATING and "program" in words[max(0, place - 4) : place]:
        return False
    if word in _LOOSE:
        told = sentence.cue or agreed or "program" in sentence.present
        if not told and {"aboard", "effect"}.isdisjoint(sentence.present):
            return False
    if not _LAWS.isdisjoint(after) and not agreed:
        return False
    laws = {"bill", "law", "legislation", "order"}
    return laws.isdisjoint(after[:4]) or "agreement" in after


def _carried(sentence: Sentence) -> Subject:
    """Those who signed, where the sentence points back to them."""
    story = sentence.story
    back = not GENERIC.isdisjoint(sentence.present) or sentence.has_noun("agreements")
    if sentence.words.words[0] == "it" and story.number - story.bodies_at > 1:
        return Subject(())
    return Subject(story.bodies if story.bodies and (back or sentence.cue) else ())


def _is_of_another(sentence: Sentence) -> bool:
    """Whether it is told of one that is no agency: "Salem's council approved its agreement"."""
    first = sentence.words.words[0]
    owned = first.endswith("'s") and first not in _IT
    return owned and not any(t.first == 0 and t.sort == "state" for t in sentence.tokens)


def _shares(sentence: Sentence, spans: list[Span]) -> list[tuple[Span, list[Body]]]:
    """Each time with the agencies that signed then."""
    bodies = sentence.bodies
    if len(spans) == 1 or len(bodies) < 2:
        return [(span, _near(sentence, bodies, span)) for span in spans[:2]]
    found: list[tuple[Span, list[Body]]] = []
    first = spans[0].start < bodies[0].start
    for n, span in enumerate(spans):
        if first:
            low = span.end
            high = spans[n + 1].start if n + 1 < len(spans) else len(sentence.text)
        else:
            low, high = spans[n - 1].end if n else 0, span.start
        own = [b for b in bodies if low <= b.start < high]
        found.append((span, own or (found[-1][1] if found else bodies[:1])))
    return found


def _near(sentence: Sentence, bodies: list[Body], span: Span) -> list[Body]:
    """Those who signed, without the counties and towns that only say where they are."""
    low = sentence.words.low
    acting = [b for b in bodies if low[: b.start].rstrip().endswith((" through", " through the"))]
    if len(acting) == 1:
        return acting  # "the patrol, through the Department of Public Safety, signed"
    clause = [b for b in bodies if ";" not in low[min(b.end, span.start) : max(b.start, span.end)]]
    near = clause or bodies
    agencies = [b for b in near if b.sort == "agency"]
    return agencies if agencies and len(near) > 1 else near


def _models(sentence: Sentence, span: Span) -> tuple[str, ...]:
    words, place = sentence.words.words, sentence.place(span.start)
    opens = max((n for n in range(place) if words[n] in {";", "—"}), default=-1)
    models = [t for t in sentence.tokens if t.sort == "model" and t.first > opens]
    if len({t.value for t in models}) == 2:
        return ()
    nearest = min(models, key=lambda t: abs(t.start - span.start), default=None)
    return (nearest.value,) if nearest is not None else ()


def _place(sentence: Sentence, span: Span) -> tuple[int, int]:
    at = sentence.words.low.rfind(span.lead, 0, span.start) if span.lead else -1
    return at if at >= 0 else span.start, span.end


def _when(span: Span, published: date | None) -> str:
    days = (span.last - span.first).days
    if span.kind == "season":
        return f"{span.first.isoformat()}/{span.last.isoformat()}"
    if span.kind == "ago":
        return (span.first + (span.last - span.first) / 2).isoformat()
    if span.kind in {"day", "weekday"} or not days:
        return span.first.isoformat()
    if span.kind == "year" and days > 300:
        return str(span.first.year)
    if days > _MONTH and published is not None:
        return (span.first + (span.last - span.first) / 2).isoformat()[:7]
    return span.first.isoformat()[:7]
