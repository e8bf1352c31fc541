"""Facts about a series without a number of it: the largest, the second-highest day, N percent more.

Also what one measure makes of each of another (people in each boat), and the day on which a number
was passed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ofrecord.series import SeriesDeclaration
from ofrecord.story.claims import Basis, Comparator, Measure, Reading, Scope
from ofrecord.story.series_clock import When
from ofrecord.story.series_counts import Counted, nothing
from ofrecord.story.series_left_out import TO_COME
from ofrecord.story.series_sentence import SeriesSentence
from ofrecord.story.series_times import SINCE
from ofrecord.story.series_when import choose_when, complete, untold_when
from ofrecord.story.tokens import Token

_DAY = timedelta(days=1)
_PLACES = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_RANK = re.compile(
    r"\b(?P<one>one of (?:the|its|russia's|their) )?(?:(?P<place>second|third|fourth|fifth|2nd|3rd|4th|5th)[- ])?"
    r"(?:single )?(?P<sup>largest|biggest|heaviest|highest|greatest|busiest|deadliest|bloodiest|worst|"
    r"most intense|most massive|most people|most migrants|most boats|most drones|most missiles|most|record-breaking|record-setting|"
    r"record high|all-time high|all-time record|record)(?=[ ,.-]|$)"
)
_SMALL = re.compile(r"\b(?:lowest|smallest|fewest|quietest)\b")
_IN_A_DAY = re.compile(
    r"\b(?:daily|single[- ](?:day|night)|(?:in|on|for|of) (?:a|one|any) (?:single )?(?:day|night)|one-day|one-night|24[- ]hour"
    r"|overnight|day of the (?:year|war)|days? on record)\b"
)
_OTHER_YEARS = re.compile(
    r"\b(?:at|by|to|for) (?:this|the same|that) (?:point|stage|time|date|part|period)\b|\bsame point\b|\bfirst (?:six|half|nine|three|eight|seven|four|five)\b"
)
_MANY_DAYS = re.compile(
    r"\b(?:week|weekend|weekly|month|monthly|quarter|annual|yearly|of any year|for a (?:full )?year|in a year|calendar year)\b"
)
_OF_THE_YEAR = re.compile(
    r"\b(?:of|for|in|so far) (?:the|this) year\b|\bthis year\b|\bso far in 20\d\d\b|\byear's\b"
)
_OF_THE_WAR = re.compile(
    r"\b(?:of|in|since the start of|throughout|during) (?:the |its |this )?(?:\w+[- ]){0,3}(?:war|invasion|conflict)\b|\bso far\b|\bever\b|\bon record\b"
    r"|\bsince records began\b|\bto date\b|\byet\b"
)
_VAGUE = re.compile(r"\bin (?:\w+ ){0,3}(?:days|weeks|months|years|a year|a month|a week)\b")
_DENIED = re.compile(r"\b(?:not|n't|no longer|isn't|wasn't|never) (?:\w+ ){0,3}$")
_PERCENT = re.compile(
    r"\b(?:up|rise|rose|increase|increased|higher|more|jump|surge|risen|upswing)\b"
)
_DOWN = re.compile(
    r"\b(?:down|fall|fell|fallen|decrease|decreased|drop|dropped|lower|fewer|less|decline|declined)\b"
)
PREVIOUS = re.compile(
    r"\b(?:previous|former|old|prior|earlier|past|existing|standing|last)(?: [\w'-]+){0,3} (?:record|high|peak|largest|biggest|highest|busiest|maximum)\b"
)
"""What tells of a record that stood before."""
OTHER_YEARS = "totals of several years at one point of the year are not ranked against each other"
MANY_DAYS = "weeks, months and years are not ranked against each other"
NOT_TOLD = "since when it is the first of its rank is not told"
DENIED = "what is denied is not settled"
SMALLEST = "the smallest numbers are not ranked"
LEADING = 10
"""One of the largest is one of the first so many."""
_PASSED = ("passed", "topped", "surpassed", "exceeded", "reached", "hit", "crossed", "passing",
           "surpassing", "past", "broke")  # fmt: skip


def read_facts(sentence: SeriesSentence, declaration: SeriesDeclaration) -> list[Counted]:
    """The facts of a sentence about a series that are no number of it."""
    found = [fact for match in _RANK.finditer(sentence.low)
             if (fact := _read_rank(sentence, declaration, match)) is not None]  # fmt: skip
    found += _read_percents(sentence, declaration)
    return found


# Ranks ------------------------------------------------------------------------------------------


def _read_rank(
    sentence: SeriesSentence, declaration: SeriesDeclaration, match: re.Match[str]
) -> Counted | None:
    low, book = sentence.low, sentence.book
    start = match.start()
    unranked = book.unranked.get(match["sup"])
    if unranked and sentence.about:
        scope = _scope(sentence, match.end())
        return nothing(declaration.name, start, max(scope[1], match.end()), unranked)
    if not sentence.about:
        return None
    if PREVIOUS.search(low[max(0, start - 40) : match.end()]):
        return None
    measures, end = _ranked(sentence, declaration, match)
    if not measures:
        return None
    first, scope_end, reason = _scope(sentence, end)
    begins = _begins(sentence, first)
    clause = low[start : max(scope_end, end)]
    after = low[end : end + 60]
    if _OTHER_YEARS.search(low[start : end + 60]):
        reason = OTHER_YEARS
    elif _MANY_DAYS.search(low[match.end() : end]) or re.match(
        r" (?:in|for|of) (?:a|one|any) (?:single )?(?:week|month|year)", after
    ):
        reason = MANY_DAYS
    elif _DENIED.search(low[max(0, start - 30) : start]):
        reason = DENIED
    elif _is_ahead(low[max(0, start - 40) : start]):
        reason = TO_COME
    end = max(end, scope_end)
    if reason:
        return nothing(declaration.name, start, end, reason)
    del clause
    days, basis, sure = _day_of(sentence, start, end)
    if days is None:
        return nothing(declaration.name, start, end, "the day is not told")
    leading = bool(match["one"])
    readings = tuple(
        Reading(
            register=declaration.name,
            measure=Measure.RANK,
            scope=Scope(series=measure),
            days=days,
            basis=basis,
            comparator=Comparator.AT_MOST if leading else Comparator.EXACT,
            value=float(LEADING if leading else _PLACES.get(match["place"] or "", 1)),
            base=first.isoformat() if first else "",
            begins=begins,
        )
        for measure in measures
    )
    del sure
    return Counted(start=start, end=end, readings=readings)


def _begins(sentence: SeriesSentence, first: date | None) -> str:
    """The last day on which the one may lie since which nothing was as great: "since November"."""
    for when in sentence.whens:
        if first is not None and when.first == first and when.window and not when.epoch:
            lead = sentence.low[max(0, when.start - 40) : when.start + 6]
            if re.search(r"\bsince\b", lead):
                return (when.begins or first).isoformat()
    return ""


def _is_ahead(before: str) -> bool:
    return bool(
        re.search(r"\b(?:could|would|may|might|planning|plans|threatens|warned of)\b", before)
    )


def _ranked(
    sentence: SeriesSentence, declaration: SeriesDeclaration, match: re.Match[str]
) -> tuple[tuple[str, ...], int]:
    """The measures by which something is ranked, and where the words for it end."""
    book, low = sentence.book, sentence.low
    after = [t for t in sentence.tokens if t.start >= match.start() and t.end > match.end()]
    for token in after:
        if token.start - match.end() > 48 or _breaks(low[match.end() : token.start]):
            break
        if token.sort == "event":
            for ranking in book.rankings:
                if token.value in ranking.nouns:
                    return ranking.measures, token.end
        if token.sort == "noun":
            measure = _measure_of(sentence, token, declaration)
            if measure and (_IN_A_DAY.search(low) or book.nights):
                told = _IN_A_DAY.search(low, token.end)
                close = told is not None and told.start() - token.end < 30
                return (measure,), told.end() if told is not None and close else token.end
    return (), match.end()


def _breaks(between: str) -> bool:
    return any(mark in between for mark in (",", ";", " — ", ":", " since ", " on ", " that "))


def _measure_of(sentence: SeriesSentence, noun: Token, declaration: SeriesDeclaration) -> str:
    acts = {token.value for token in sentence.of_sort("act")}
    for rule in sentence.book.rules:
        if noun.value in rule.nouns and (rule.alone or not rule.acts or acts & rule.acts):
            return rule.measure
    del declaration
    return ""


def _scope(sentence: SeriesSentence, end: int) -> tuple[date | None, int, str]:
    """Since when something is ranked (``None``: since the series begins), to where that is told."""
    low, published = sentence.low, sentence.story.published
    for when in sentence.whens:
        gap = low[end : when.start]
        near = when.start >= end and len(gap) < 90 and not re.search(r"[;—]", gap)
        since = re.search(
            r"\bsince(?: the| its| russia's| moscow's| at least| early| late)?(?: [\w'-]+){0,4} $",
            gap,
        )
        within = when.window and when.open and _WITHIN.search(gap) is not None
        if near and (since or _opens(gap) or within):
            return when.first, when.end, ""
    rest = low[end : end + 90]
    told = _OF_THE_YEAR.search(rest)
    if told is not None and published is not None and not re.search(r"[;—]", rest[: told.start()]):
        return date(published.year, 1, 1), end + told.end(), ""
    told = _OF_THE_WAR.search(rest)
    if told is not None:
        return None, end + told.end(), ""
    told = re.search(r"\bsince (?:[\w'-]+ ){0,4}(?:invasion|war|conflict)\b", rest)
    if told is not None:
        return None, end + told.end(), ""
    told = _VAGUE.match(rest.lstrip())
    if told is not None:
        return None, end + 1 + told.end(), NOT_TOLD
    return None, end, ""


_WITHIN = re.compile(r"^[^,.]{0,24}?(?:\b(?:of|in|during|for)(?: the)?)? ?$")


def _opens(gap: str) -> bool:
    words = gap.split()
    return bool(words) and words[-1] in SINCE and words[-1] != "on"


def _of_another(low: str, when: When, start: int, end: int) -> bool:
    """Whether a day is that of what is ranked beside: "after the 1,195 recorded on May 31"."""
    if when.start < end:
        return False
    between = low[end : when.start]
    return len(between) > 60 or bool(
        re.search(r"\d|\b(?:after|behind|than|since|previous)\b", between)
    )


def _day_of(
    sentence: SeriesSentence, start: int, end: int
) -> tuple[tuple[str, str] | None, Basis, bool]:
    """The day that is ranked: the sentence's own, else that of the story's event."""
    story = sentence.story
    own = [
        when
        for when in sentence.whens
        if not when.window
        and not when.point
        and (when.last - when.first).days <= 3
        and not (start <= when.start < end)
        and not _of_another(sentence.low, when, start, end)
    ]
    if own:
        near = min(own, key=lambda w: w.start - end if w.start >= end else start - w.end + 5)
        first = min(near.first, near.other or near.first)
        last = max(near.last, near.other or near.last)
        return (first.isoformat(), last.isoformat()), Basis.STATED, True
    event = story.event or (story.when if story.when and not story.when.window else None)
    if event is not None:
        first = min(event.first, event.other or event.first)
        last = max(event.last, event.other or event.last)
        return (first.isoformat(), last.isoformat()), Basis.EVENT, True
    if story.published is None:
        return None, Basis.UNDATED, False
    first = story.published - 2 * _DAY
    return (first.isoformat(), story.published.isoformat()), Basis.PUBLISHED, False


# Percents, ratios, heights reached ---------------------------------------------------------------


def _read_percents(sentence: SeriesSentence, declaration: SeriesDeclaration) -> list[Counted]:
    """What a total is more, or less, by than that of the same time a year before."""
    if not sentence.about:
        return []
    story, found = sentence.story, []
    for token in sentence.of_sort("percent"):
        when = next((w for w in sentence.whens if _is_last_year(w, story.published)), None)
        if when is None or story.published is None:
            continue
        around = sentence.low[max(0, token.start - 40) : token.end + 30]
        down = _DOWN.search(around) is not None
        if not down and _PERCENT.search(around) is None:
            continue
        series = _series_here(sentence, declaration)
        if not series:
            continue
        year = story.published.year
        reading = Reading(
            register=declaration.name,
            measure=Measure.GROWTH_PERCENT,
            scope=Scope(series=series),
            days=(f"{year}-01-01", story.published.isoformat()),
            basis=Basis.PUBLISHED,
            comparator=token.hedge,
            value=-token.amount if down else token.amount,
            base=str(when.first.year),
        )
        found.append(Counted(start=token.hedge_start, end=token.end, readings=(reading,)))
    return found


def _is_last_year(when: When, published: date | None) -> bool:
    return (
        published is not None
        and when.window
        and when.first.year < published.year
        and when.first.month == when.first.day == 1
        and when.ends is not None
    )


def _series_here(sentence: SeriesSentence, declaration: SeriesDeclaration) -> str:
    """The measure that a sentence speaks of, else the one counted shortly before."""
    for noun in sentence.of_sort("noun"):
        measure = _measure_of(sentence, noun, declaration)
        if measure:
            return measure
    story = sentence.story
    if story.noun and story.number - story.noun_at <= 2:
        for rule in sentence.book.rules:
            if story.noun in rule.nouns and rule.measure:
                return rule.measure
    return ""


def read_ratio(
    sentence: SeriesSentence, declaration: SeriesDeclaration, number: Token
) -> Counted | None:
    """How many of one measure come on each of another: 56 people per boat."""
    low = sentence.low
    around = f"{low[max(0, number.hedge_start - 60) : number.hedge_start]}#"
    around += low[number.end : number.end + 60]
    for ratio in sentence.book.ratios:
        match = ratio.form.search(around)
        if match is None:
            continue
        when = choose_when(sentence, number.start, number.end)
        when = complete(sentence, when, number.start, number.end) or untold_when(sentence)[0]
        if when is None or when.vague:
            return nothing(
                declaration.name, number.hedge_start, number.end, "of what time it is is not told"
            )
        exact = number.hedge is Comparator.EXACT
        reading = Reading(
            register=declaration.name,
            measure=Measure.AVERAGE,
            scope=Scope(series=ratio.of),
            whole=Scope(series=ratio.per),
            days=(when.first.isoformat(), when.last.isoformat()),
            basis=when.basis,
            comparator=Comparator.EXACT if exact else number.hedge,
            value=number.amount,
        )
        return Counted(start=number.hedge_start, end=number.end, readings=(reading,))
    return None


_TOTAL_WORDS = re.compile(
    r"\b(?:total|tally|mark|milestone|so far|this year|year|since|overall|number)\b"
)


def as_reached(sentence: SeriesSentence, counted: Counted, book_start: date | None) -> Counted:
    """A number that was passed on a day, as that: the total of the year reached it then."""
    reading = counted.readings[0]
    if reading.measure is not Measure.VALUE or reading.days is None:
        return counted
    before = sentence.low[max(0, counted.start - 12) : counted.start + 10]
    passed = any(re.search(rf"\b{word}\b", before) for word in _PASSED)
    if not passed or not _TOTAL_WORDS.search(sentence.low):
        return counted
    day = date.fromisoformat(reading.days[1])
    first = book_start or date(day.year, 1, 1)
    made = replace(
        reading, measure=Measure.REACH, comparator=Comparator.EXACT, base=first.isoformat()
    )
    return replace(counted, readings=(made,), fallbacks=())
