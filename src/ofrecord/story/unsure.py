"""Numbers that are told of something that is not understood: of others, or of a part that is unsaid.

What is not understood is not settled: a part of the agreements that is told by words which are not
known, a number that is said of something else, what was added to those that are not counted.
"""

from __future__ import annotations

from ofrecord.story.antecedents import MEMBERS
from ofrecord.story.context import Count, Sentence
from ofrecord.story.heads import Head
from ofrecord.story.shares import UNKNOWN
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

_WHICH = frozenset({"which", "whom"})
_OF_WHICH = (["of", "which"], ["of", "whom"])
_OF = frozenset({"of", "de"})
_WHOLE = word_set("the those these its their los las esos esas them which")
_BE = word_set("is are was were averages averaged era eran")
_STANDS = (["stands", "at"], ["stood", "at"], ["peaked", "at"], ["set", "at"])
_SAYS_NOTHING = word_set(
    "it that this there these those they which what here number numbers tally tallies count counts "
    "total totals figure figures list lists roster sum result score news program programs ones one "
    "others rest now today currently nationwide statewide nationally"
)
_ACTS = word_set(
    "will would can could may might must shall allow allows allowed let lets permit permits "
    "permitted go goes went gets got get need needs needed wants want live lives serve serves "
    "served gives give gave sit sits get house houses housed live lives grant grants confine "
    "attended spoke testified trained train trains"
)
_THERE_ARE = (["there", "are"], ["there", "were"], ["there", "is"], ["there", "was"])
_NOW_SIGN = word_set("join sign ink enlist")
"""So headlines tell what some have just done: "two villages join"."""
_ADDED = word_set("added gained")
_ADDS = word_set("added adds add adding gained gains")
_PARTED = word_set("; but while which")
SIGNED_WHEN = "it is not told from when to when they were signed"
_BEEN = word_set("been were was")
_RULES = word_set(
    "law laws ban bans policy policies statute statutes rule rules restriction restrictions limits "
    "legislation bill bills measure measures"
)
_PARTS = word_set("half third thirds quarter quarters majority percent %")
_ALL = word_set("total all whole")
_LONG = 12
_NEAR = 3
_SOON = 6


def is_of_others(sentence: Sentence, token: Token, head: Head) -> bool:
    """Whether a number is said of something that no list counts.

    "The jail's population is 87", "who is 63", "four will be trained", "five more go in January".
    """
    if head.token is not None:
        return False
    words = sentence.words.words
    if _of_unknown_subject(sentence, token):
        return True
    place = max(head.last, token.last) + 1
    place += words[place : place + 1] in (["more"], ["others"])
    return head.kind == "" and words[place : place + 1] != [] and words[place] in _ACTS


def _of_unknown_subject(sentence: Sentence, token: Token) -> bool:
    """Whether the subject of "is 87" or "stands at 87" is a thing that is not known."""
    words, first = sentence.words.words, sentence.place(token.hedge_start)
    if first < 2:
        return False
    if words[first - 1] in _BE or words[first - 1] == ":":
        subject = first - 2
    elif words[first - 2 : first] in _STANDS and first > _NEAR - 1:
        subject = first - 3
    else:
        return False
    word = words[subject]
    if any(t.first <= subject <= t.last for t in sentence.tokens) or not word[0].isalpha():
        return False
    if (
        word in _SAYS_NOTHING | sentence.lexicon.short_names
        or word.endswith(("'s", "s'"))
        or sentence.role(subject)
    ):
        return False
    start = sentence.words.starts[subject]
    if sentence.words.plain[start].isupper() and subject:
        return False
    char = sentence.words.starts[subject]
    if any(span.start <= char < span.end for span in sentence.times):
        return False
    return not any(body.start <= char < body.end for body in sentence.bodies)


def some_unsaid(sentence: Sentence, token: Token, head: Head, count: Count) -> str:
    """Why it is not understood which some are of those counted; nothing where it is."""
    if not count.since:
        if _in_clause_of_time(sentence, token, head) or _is_added(sentence, token):
            return SIGNED_WHEN
    if _of_unsettled(sentence, token, head):
        return UNKNOWN
    goes_on = _told_as_share(sentence, head)
    if goes_on and not count.models:
        count.models = _models_from(sentence, goes_on)
    part = goes_on > 0 or _is_of_which(sentence, token) or _is_partitive(sentence, token, head)
    return UNKNOWN if part and _is_unnarrowed(sentence, count) else ""


def _of_unsettled(sentence: Sentence, token: Token, head: Head) -> bool:
    """Whether a number without a noun goes on from one of which it is not known what it counts."""
    last = sentence.last
    if last is None or not last.unsettled or head.token is not None:
        return False
    between = sentence.words.words[sentence.place(sentence.last_end) : token.first]
    return _PARTED.isdisjoint(between)


def _models_from(sentence: Sentence, place: int) -> tuple[str, ...]:
    """The model that a sentence goes on with from a place."""
    near = (sentence.words.at.get(n) for n in range(place, place + _SOON))
    return next(((t.value,) for t in near if t is not None and t.sort == "model"), ())


def _is_partitive(sentence: Sentence, token: Token, head: Head) -> bool:
    """Whether a number is of some out of all: "148 of the agreements", "22 of them"."""
    words, place = sentence.words.words, token.last + 1
    if words[place : place + 1] == [] or words[place] not in _OF or head.word:
        return False
    whole = words[place + 1 : place + 2]
    first = sentence.place(token.hedge_start)
    if words[max(0, first - 2) : first] in _THERE_ARE:
        return False
    return not _WHOLE.isdisjoint(whole) or head.total is not None


def _is_unnarrowed(sentence: Sentence, count: Count) -> bool:
    """Whether nothing is known of what sets some apart from all of them."""
    if count.measure not in MEMBERS:
        return False
    narrowed = count.models or count.words or count.types or count.since or count.until
    if narrowed or count.counties or count.agencies or count.pending:
        return False
    return not (count.states and sentence.codes())


def _told_as_share(sentence: Sentence, head: Head) -> int:
    """Where a sentence goes on behind a share that tells a number anew; 0 where none does.

    "Sixteen agreements, two-thirds of the total, follow the task force model".
    """
    if head.token is None or _ALL.isdisjoint(sentence.present):
        return 0
    words, place = sentence.words.words, head.last + 1
    if words[place : place + 1] != [","]:
        return 0
    close = next((n for n in range(place + 1, len(words)) if words[n] == ","), 0)
    inside = words[place + 1 : close]
    part = any(word.rsplit("-", 1)[-1] in _PARTS for word in inside)
    told = part and not _ALL.isdisjoint(inside) and inside[0] != "or"
    return close + 1 if told and len(inside) < _LONG else 0


def _is_added(sentence: Sentence, token: Token) -> bool:
    """Whether so many were added: "the state adds 18 deals", "eleven have been added since"."""
    if _ADDS.isdisjoint(sentence.present):
        return False
    words = sentence.words.words
    if not _ADDS.isdisjoint(words[max(0, sentence.place(token.hedge_start) - 1) : token.first][:1]):
        return True
    after = words[token.last + 1 : token.last + _SOON]
    added = next((n for n, word in enumerate(after) if word in _ADDED), -1)
    return added > 0 and not _BEEN.isdisjoint(after[:added])


def _is_of_which(sentence: Sentence, token: Token) -> bool:
    """Whether a number is of those that a clause before it names: "of which there were none"."""
    if _WHICH.isdisjoint(sentence.present):
        return False
    ahead = sentence.words.words[max(0, token.first - _NEAR - 2) : token.first]
    return any(ahead[n : n + 2] in _OF_WHICH for n in range(len(ahead)))


def _in_clause_of_time(sentence: Sentence, token: Token, head: Head) -> bool:
    """Whether those counted did it then: "… to 21 on Friday when three sheriffs signed on"."""
    words, first = sentence.words.words, sentence.place(token.hedge_start)
    if (
        not first
        and head.token is not None
        and not _NOW_SIGN.isdisjoint(words[head.last + 1 : head.last + 2])
    ):
        return True
    if words[max(0, first - 1) : first] not in (["when"], ["after"], ["as"]):
        return False
    near = range(head.last + 1, min(head.last + _LONG, len(words)))
    return any(sentence.role(n) == "sign" and words[n].endswith("ed") for n in near)


def have_such_rules(sentence: Sentence, head: Head) -> bool:
    """Whether states are told by their own rules: "seven states with similar laws"."""
    words = sentence.words.words
    after = words[head.last + 1 : head.last + 5]
    return after[:1] == ["with"] and not _RULES.isdisjoint(after)
