"""Facts without a number: who has signed, when, under which model; none, first, latest, only, pending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ofrecord.story.bodies import Body
from ofrecord.story.claims import Basis, Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence, carried_states, resolve_days
from ofrecord.story.times import Span

Found = tuple[int, int, tuple[Reading, ...]]

_SIGNED = re.compile(
    r"\b(?:sign(?:s|ed|ing|atures?)|ink(?:ed)?|join(?:s|ed)|enter(?:s|ed)|approv(?:ed|al)|struck|reached|"
    r"came (?:into|aboard|on)|accept(?:ed)?|took effect|takes? effect|bears|put (?:its|his|their) signature|"
    r"partnered|became|firm(?:ó|aron)|aprobado|signed on|signed up|got|dated)\b",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"\b(?:sign(?:s|ed)|ha(?:s|ve|d)|hold(?:s)?|held|join(?:s|ed)|part of|participat\w+|includ(?:e|es|ed|ing)|"
    r"among|on the list|list(?:s|ed)|covers?|partner\w*|cooperat\w+|take part|on board|signed on|"
    r"come back to|entities|sign such)\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:no (?:active |current |local |such |other |known )*(?:ice |287\(g\) |police |law enforcement |formal )*"
    r"(?:agreements?|partnerships?|deals?|partners?|participants?|agenc\w+)|none\b|not one\b|"
    r"(?:has|have|had|does|do|did)(?: not|n[’']t) (?:yet )?(?:sign\w*|join\w*|have|includ\w*|participat\w*|enter\w*|any)|"
    r"without (?:a |an |any )?(?:287|ice|agreement)|never signed|ningun[ao]?)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?P<the>(?:the |its |their |[A-Z][\w ]{2,18}[’']s )?first)\b(?!\s+(?:week|time|half|two|three|year|term|place|"
    r"day|month|quarter|amendment|lady|step|responder|\d|reported|published|announced|nations?))",
)
_FIRST_OF = re.compile(
    r"(?:\s+(?!lawsuit|bill|law\b(?! enf))[\w()’'-]+){0,2}?\s+(?:agenc|agreement|office|department|count|police|sheriff|"
    r"law enforcement|entrant|participant|jurisdiction|municipalit|such|to (?:sign|join|get|land|take|enter|reach)|"
    r"under|among|deal|partner)|\s*[.,;]|\s*$|\s+in (?:the )?(?:state|nation|country|region|[A-Z])"
)
_LATEST = re.compile(r"\b(?:the )?(?:latest|most recent|newest)\b(?! (?:data|figures|list|update|report|version))", re.IGNORECASE)
_OLDEST = re.compile(r"\bthe (?:oldest|earliest)\b", re.IGNORECASE)
_ONLY = re.compile(
    r"\b(?:the (?:state[’']s )?only (?:\w+ ){0,3}(?:office|agency|department|county|one|jurisdiction|municipality|place)|"
    r"no other (?:\w+ ){0,3}(?:organi[sz]ation|agency|department|county|jurisdiction))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<![-\w])(?:the |only the )?(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b"
    r"(?=\s+(?:\w+\s+){0,3}(?:county|agency|agreement|department|sheriff|office|police|municipality)|[,.]|$)",
    re.IGNORECASE,
)
_ORDINALS = {w: n for n, w in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), 2)}
_EQUAL = re.compile(r"the same number of (?:agreements|agencies|deals)\b.{0,30}?\bas\b", re.IGNORECASE)
_WAITING = re.compile(
    r"\b(?:pending|awaits?|awaiting|applied for|has applied|have applied|put in for|submitted|"
    r"still being weighed|enrolled for|waiting (?:for|on)|pendiente)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\bothers (?:are )?(?:on the way|pending|in the works|waiting)\b", re.IGNORECASE)
_BOROUGHS = re.compile(r"\boutside (?:of )?the five boroughs\b", re.IGNORECASE)
_BOROUGH_FIPS = ("36005", "36047", "36061", "36081", "36085")
_MOST = re.compile(r"\b(?:have|has|hold|account for|make up) (?:most|the majority|more than half) of\b", re.IGNORECASE)
_LEADING = re.compile(r"\b(?:among|in the company of|ranks with|one of) the (?:states|leaders|leading|top)\b|\bstates (?:leading|that have the most)\b", re.IGNORECASE)


def read_facts(sentence: Sentence) -> Iterator[Found]:
    """The facts that a sentence states about the lists."""
    if not sentence.about:
        return
    taken = False
    for triggers, rule in _RULES:
        if triggers.isdisjoint(sentence.words):
            continue
        for found in rule(sentence):
            taken = True
            yield found
    if any(t.number and not t.used and t.sort == "number" for t in sentence.tokens) and not sentence.bodies:
        return
    yield from _waiting(sentence) if not taken else ()
    dated = list(_signed(sentence))
    yield from dated
    if not taken and not dated:
        yield from _members(sentence)


def _reading(sentence: Sentence, measure: Measure, scope: Scope, **more: object) -> Reading:
    days, basis = resolve_days(sentence)
    values: dict[str, object] = {"days": days, "basis": basis, **more}
    return Reading(register=sentence.story.register, measure=measure, scope=scope, **values)  # type: ignore[arg-type]


def _states(sentence: Sentence) -> tuple[str, ...]:
    return sentence.codes() or carried_states(sentence)


def _span(sentence: Sentence, bodies: list[Body]) -> tuple[int, int]:
    return min(b.start for b in bodies), max(b.end for b in bodies)


def _equal(sentence: Sentence) -> Iterator[Found]:
    match = _EQUAL.search(sentence.text)
    if not match:
        return
    after = tuple(c for t in sentence.states() if t.start >= match.end() for c in t.value.split(","))
    before = tuple(c for t in sentence.states() if t.start < match.start() for c in t.value.split(","))
    ends = [t.end for t in sentence.states() if t.start >= match.end()]
    if after:
        scope = Scope(states=before or sentence.story.states)
        yield match.start(), max(ends), (_reading(sentence, Measure.EQUAL, scope, value="yes", others=after),)


def _boroughs(sentence: Sentence) -> Iterator[Found]:
    match = _BOROUGHS.search(sentence.text)
    if match:
        scope = Scope(states=("NY",), counties=_BOROUGH_FIPS)
        yield match.start(), match.end(), (_reading(sentence, Measure.AGREEMENTS, scope, value=0.0),)


def _majority(sentence: Sentence) -> Iterator[Found]:
    match = _MOST.search(sentence.text)
    states = sentence.codes()
    if match and states:
        start = min(t.start for t in sentence.states())
        yield (
            min(start, match.start()),
            match.end(),
            (
                _reading(
                    sentence,
                    Measure.SHARE,
                    Scope(states=states, models=sentence.models()[:1]),
                    value=50.0,
                    comparator=Comparator.MORE_THAN,
                    whole=Scope(),
                ),
            ),
        )


def _leaders(sentence: Sentence) -> Iterator[Found]:
    match = _LEADING.search(sentence.text)
    states = _states(sentence)
    if match and states and re.search(r"\b(?:most|leading|leaders|top)\b", sentence.text):
        yield (
            match.start(),
            match.end(),
            (_reading(sentence, Measure.RANK, Scope(states=states[:1]), value="top", comparator=Comparator.ABOUT),),
        )


def _absence(sentence: Sentence) -> Iterator[Found]:
    match = _ABSENT.search(sentence.text)
    if not match or re.match(r"no other", match[0], re.IGNORECASE):
        return
    states = _states(sentence)
    models = sentence.models()[:1]
    low = match[0].lower()
    if low.startswith(("has", "have", "had", "does", "do ", "did", "don")) and (
        sentence.bodies or re.search(r"include the", sentence.text)
    ):
        bodies = sentence.bodies
        scope = Scope(states=states, agencies=tuple(b.phrase for b in bodies) or sentence.story.bodies, models=models)
        start, end = _span(sentence, bodies) if bodies else match.span()
        yield min(start, match.start()), max(end, match.end()), (_reading(sentence, Measure.MEMBERSHIP, scope, value="no"),)
        return
    named = [b for b in sentence.bodies if b.start < match.start()]
    if low.startswith("none") and named and "of them" in sentence.text[match.start() : match.start() + 16]:
        scope = Scope(states=states, agencies=tuple(b.phrase for b in named), models=models)
        start, end = _span(sentence, named)
        yield start, end, (_reading(sentence, Measure.MEMBERSHIP, scope, value="no"),)
        return
    if not states:
        if "agree" in low or models:
            yield match.start(), match.end(), (
                _reading(sentence, Measure.NONE, Scope(), reason="the state is not named"),
            )
        return
    before = next((s for s in sentence.times if s.kind == "before_term"), None)
    if before is None and re.search(r"(?:prior to|before) Trump", sentence.text):
        before = next((s for s in sentence.times if s.kind == "term"), None)
        if before is not None:
            days = ("2025-01-19", "2025-01-19")
            scope = Scope(states=states, models=models)
            yield match.start(), match.end(), (
                replace(_reading(sentence, Measure.AGREEMENTS, scope, value=0.0), days=days, basis=Basis.STATED),
            )
            return
    start = min([t.start for t in sentence.states()] + [match.start()])
    end = max([t.end for t in sentence.states()] + [match.end()])
    yield start, end, (_reading(sentence, Measure.AGREEMENTS, Scope(states=states, models=models), value=0.0),)


def _others(sentence: Sentence) -> Iterator[Found]:
    match = _OTHERS.search(sentence.text)
    if match:
        scope = Scope(states=_states(sentence), pending=True)
        yield match.start(), match.end(), (
            _reading(sentence, Measure.AGREEMENTS, scope, value=0.0, comparator=Comparator.MORE_THAN),
        )


def _only(sentence: Sentence) -> Iterator[Found]:
    match = _ONLY.search(sentence.text)
    if not match or re.search(r"only one", match[0], re.IGNORECASE) and not sentence.bodies:
        return
    bodies = tuple(b.phrase for b in sentence.bodies[:1]) or sentence.story.bodies[:1]
    scope = Scope(states=_states(sentence), agencies=bodies, models=sentence.models()[:1])
    end = match.end()
    tail = re.match(r"[^.,;]{0,60}", sentence.text[end:])
    yield match.start(), end + (tail.end() if tail else 0), (
        _reading(sentence, Measure.ONLY, scope, value="yes", basis=Basis.EVENT),
    )


def _window_of(sentence: Sentence) -> str:
    for span in sentence.times:
        if span.kind == "year":
            return span.first.isoformat()
        if span.kind in {"window", "term"}:
            return span.first.isoformat()
    if re.search(r"\bnew (?:agreements?|type)\b", sentence.text):
        return "2025-01-01"
    return ""


def _first(sentence: Sentence) -> Iterator[Found]:
    match = _FIRST.search(sentence.text) or re.match(r"First(?= in | among | to )", sentence.text)
    if not match or not _FIRST_OF.match(sentence.text, match.end()):
        return
    bodies = tuple(b.phrase for b in sentence.bodies[:1]) or sentence.story.bodies[:1]
    if not bodies:
        return
    scope = Scope(
        states=_states(sentence)[:1] if not re.search(r"in the (?:nation|country)", sentence.text) else (),
        agencies=bodies,
        models=sentence.models()[:1],
        signed_since=_window_of(sentence),
    )
    tail = re.match(r"[^.;,]{0,70}", sentence.text[match.end() :])
    end = match.end() + (tail.end() if tail else 0)
    yield match.start(), end, (_reading(sentence, Measure.FIRST, scope, value="yes", basis=Basis.EVENT),)


def _ordinal(sentence: Sentence) -> Iterator[Found]:
    match = _ORDINAL.search(sentence.text)
    if not match or re.search(r"(?:trump|second (?:half|term|administration|type))", sentence.text[match.start() - 8 : match.end() + 20], re.IGNORECASE):
        return
    if re.match(r"\s*(?:place|in the (?:country|nation))", sentence.text[match.end() :]):
        return
    states = _states(sentence)
    bodies = tuple(b.phrase for b in sentence.bodies[:1]) or sentence.story.bodies[:1]
    if not states:
        return
    counties = ("County",) if re.match(r"\s+county", sentence.text[match.end() :]) else ()
    scope = Scope(states=states[:1], agencies=bodies, models=sentence.models()[:1], types=counties)
    tail = re.match(r"[^.;,]{0,80}", sentence.text[match.end() :])
    end = match.end() + (tail.end() if tail else 0)
    yield match.start(), end, (
        _reading(sentence, Measure.ORDINAL, scope, value=float(_ORDINALS[match["n"].lower()]), basis=Basis.EVENT),
    )


def _latest(sentence: Sentence) -> Iterator[Found]:
    match = _LATEST.search(sentence.text)
    if not match or not sentence.bodies:
        return
    after = [b for b in sentence.bodies if b.start >= match.start()]
    before = [b for b in sentence.bodies if b.end <= match.start()]
    bodies = after or before[-1:]
    scope = Scope(states=_states(sentence), agencies=tuple(b.phrase for b in bodies), models=sentence.models()[:1])
    start, end = _span(sentence, bodies)
    tail = re.match(r"[^.;,]{0,40}", sentence.text[match.end() :])
    end = max(end, match.end() + (tail.end() if tail else 0))
    yield min(start, match.start()), end, (_reading(sentence, Measure.LATEST, scope, value="yes"),)


def _oldest(sentence: Sentence) -> Iterator[Found]:
    match = _OLDEST.search(sentence.text)
    bodies = [b for b in sentence.bodies if match and b.start >= match.start()]
    if not match or not bodies:
        return
    scope = Scope(states=_states(sentence), agencies=(bodies[0].phrase,))
    yield match.start(), bodies[0].end, (
        _reading(sentence, Measure.FIRST, scope, value="yes", basis=Basis.EVENT),
    )


def _waiting(sentence: Sentence) -> Iterator[Found]:
    match = _WAITING.search(sentence.text)
    if not match or re.search(r"\b(?:bill|lawsuit|court|charges|legislation)\b", sentence.text[: match.end()]):
        return
    bodies = tuple(b.phrase for b in sentence.bodies if b.sort != "county") or tuple(
        b.phrase for b in sentence.bodies
    ) or sentence.story.bodies[:1]
    if not bodies:
        return
    scope = Scope(states=_states(sentence), agencies=bodies, models=sentence.models()[:1], pending=True)
    start, end = match.span()
    if sentence.bodies:
        first, last = _span(sentence, sentence.bodies)
        start, end = min(start, first), max(end, last)
    yield start, end, (_reading(sentence, Measure.STATUS, scope, value="pending"),)


def _signed(sentence: Sentence) -> Iterator[Found]:
    """A signing with its day or month."""
    if not _SIGNED.search(sentence.text) and not re.search(r"\(\d+/\d+/\d+\)", sentence.text):
        return
    spans = [s for s in sentence.times if _is_event(s)]
    if not spans:
        return
    bodies = sentence.bodies or []
    phrases = tuple(b.phrase for b in bodies) or sentence.story.bodies
    if not phrases:
        if not any(t.number and not t.used and t.sort == "number" for t in sentence.tokens):
            span = spans[0]
            yield span.start, span.end, (
                _reading(sentence, Measure.NONE, Scope(), reason="the agency that signed is not named"),
            )
        return
    counted = [t for t in sentence.tokens if t.number and not t.used and t.sort == "number"]
    if counted and not bodies:
        return
    for span in spans[:2]:
        near = [b for b in bodies if span.start - 160 <= b.start <= span.end + 80] or bodies
        if span.kind == "window" and len(bodies) > 1:
            near = bodies
        chosen = tuple(b.phrase for b in near) or phrases
        scope = Scope(states=_states(sentence), agencies=chosen, models=sentence.models()[:1])
        start = sentence.text.rfind(" ", 0, max(span.start - len(span.lead), 0)) + 1 if span.lead else span.start
        end = span.end
        if span.kind == "window" and len(near) > 1:
            start, end = _span(sentence, near)
        yield start, end, (
            _reading(
                sentence,
                Measure.SIGNED_DATE,
                scope,
                value=_when(span),
                basis=Basis.EVENT,
                comparator=Comparator.ABOUT if span.kind == "window" and (span.last - span.first).days > 31 else Comparator.EXACT,
                days=(span.first.isoformat(), span.last.isoformat()),
            ),
        )


def _is_event(span: Span) -> bool:
    if span.lead in {"as of", "as at", "since", "until", "before", "prior to"}:
        return False
    return span.kind in {"day", "month", "weekday", "year"} or (
        span.kind == "window" and (span.last - span.first).days <= 45
    )


def _when(span: Span) -> str:
    if span.kind in {"day", "weekday"} or span.first == span.last:
        return span.first.isoformat()
    if span.kind == "year":
        return str(span.first.year)
    return span.first.isoformat()[:7]


def _members(sentence: Sentence) -> Iterator[Found]:
    bodies = sentence.bodies
    if not bodies:
        yield from _kinds_of_members(sentence)
        return
    states = _states(sentence)
    models = sentence.models()
    scope = Scope(states=states, agencies=tuple(b.phrase for b in bodies))
    start, end = _span(sentence, bodies)
    if models:
        places = [(t.start, t.end) for t in sentence.tokens if t.sort == "model"]
        start, end = min(start, *(a for a, _ in places)), max(end, *(b for _, b in places))
        yield start, end, (_reading(sentence, Measure.MODELS, scope, value=",".join(sorted(models))),)
    elif _MEMBER.search(sentence.text) and sentence.cue | sentence.strong:
        yield start, end, (_reading(sentence, Measure.MEMBERSHIP, scope, value="yes"),)


def _kinds_of_members(sentence: Sentence) -> Iterator[Found]:
    """ "Statewide agencies in Iowa and Kansas have signed": a kind of agency in each of some states."""
    kinds = [t for t in sentence.tokens if t.sort == "kind" and t.value.startswith("type:")]
    states = [t for t in sentence.states() if kinds and t.start > kinds[0].start]
    if not kinds or not states or not _MEMBER.search(sentence.text):
        return
    scope = Scope(
        states=tuple(dict.fromkeys(c for t in states for c in t.value.split(","))),
        types=(kinds[0].value[5:],),
        models=sentence.models()[:1],
    )
    yield kinds[0].start, states[-1].end, (_reading(sentence, Measure.MEMBERSHIP, scope, value="yes"),)


_RULES = (
    (frozenset({"same"}), _equal),
    (frozenset({"boroughs"}), _boroughs),
    (frozenset({"most", "majority", "half"}), _majority),
    (frozenset({"among", "company", "ranks", "leading", "leaders", "most"}), _leaders),
    (
        frozenset(
            {"no", "none", "not", "never", "without", "hasn", "haven", "doesn", "don", "didn", "ninguna", "ninguno"}
        ),
        _absence,
    ),
    (frozenset({"others"}), _others),
    (frozenset({"only", "other"}), _only),
    (frozenset({"first"}), _first),
    (frozenset(_ORDINALS), _ordinal),
    (frozenset({"latest", "recent", "newest"}), _latest),
    (frozenset({"oldest", "earliest"}), _oldest),
)
