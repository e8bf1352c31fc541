"""A page into its stories: plain text or HTML, in any encoding, one story or several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from ofrecord.dates import parse_day
from ofrecord.errors import BadRequest, StoryError
from ofrecord.story.claims import Story
from ofrecord.story.language import detect_language
from ofrecord.story.page_bytes import MAX_TEXT, check_size, clean_letters, decode_page
from ofrecord.story.page_html import read_html
from ofrecord.story.page_markup import is_html
from ofrecord.story.page_metadata import Metadata
from ofrecord.story.page_text import TextStory, split_text

_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d[\d.,]*")
_FEWEST_WORDS = 3
_SAMPLE = 2_000
_NUMBERS_A_WORD = 4
"""With more numbers than this for each word, a page is a table and no story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    url: str
    day: date | None
    today: date


def split_page(
    content: str | bytes,
    *,
    url: str = "",
    published: str | date = "",
    name: str = "",
    charset: str = "",
    today: date | None = None,
) -> tuple[Story, ...]:
    r"""The stories of a page, in their order.

    ``content`` is plain text or HTML; bytes may be in any encoding, and ``charset`` is what they
    were served as. A story's ``text`` is its headline, where it has one, then its paragraphs and
    captions, a blank line between each: figures' offsets count in it. Lists of links to other
    stories, credits and the page's own words belong to no story. ``published`` is the day of every
    story on the page; without it a day is taken where the page states one, and ``published_from``
    says where: ``given``, ``json-ld``, ``meta``, ``time``, ``url``, ``page`` (found by ``htmldate``
    in the page's elements), ``header`` (a line at the story's head), ``dateline`` or ``text`` (a
    day that a caption names and the news is told as of). ``name`` is what errors call the page.

    Raises ``StoryError`` where there is no story to be had, ``BadRequest`` where ``published`` is
    no day or is still to come. Nothing of a page is run, and nothing it names is fetched.

    >>> page = "More sheriffs sign\nBy ANA LEY\nPublished Sept. 8, 2025\n\nTwelve sheriffs did."
    >>> story, = split_page(page)
    >>> story.title, story.byline, story.published, story.published_from
    ('More sheriffs sign', 'ANA LEY', '2025-09-08', 'header')
    >>> story.text
    'More sheriffs sign\n\nTwelve sheriffs did.'
    """
    today = today or datetime.now(UTC).date()
    given = _Given(url=url, today=today, day=read_published(published, today))
    if isinstance(content, bytes):
        text = decode_page(content, name, charset)
    else:
        check_size(len(content), name)
        text = content
    html = is_html(text)
    stories = _read_html(text, given, name) if html else _read_text(text, given, name)
    if not stories:
        raise _no_story(text, name)
    for story in stories:
        _check_words(story.text, name, alone=len(stories) == 1)
    return stories


def read_published(published: str | date, today: date | None = None) -> date | None:
    """The day of publication that someone names; ``None`` for an empty text.

    Raises ``BadRequest`` for what is no day and for a day still to come.

    >>> read_published("2025-09-08"), read_published("")
    (datetime.date(2025, 9, 8), None)
    """
    if not published:
        return None
    today = today or datetime.now(UTC).date()
    day = parse_day(published, argument="--published")
    # A day ahead is no mistake where the sun is already up.
    if day > today + timedelta(days=1):
        raise BadRequest(
            f"a day still to come (today is {today})", argument="--published", given=str(day)
        )
    return day


def _read_text(text: str, given: _Given, name: str) -> tuple[Story, ...]:
    if len(text) > MAX_TEXT:
        raise StoryError(
            f"{len(text):,} letters; a page has at most {MAX_TEXT:,}",
            name=name,
            reason="too-large",
            hint="Several stories in one file: give them as a folder or as JSON lines",
        )
    return tuple(_make(story, Metadata(), given) for story in split_text(clean_letters(text)))


def _read_html(text: str, given: _Given, name: str) -> tuple[Story, ...]:
    stories: list[Story] = []
    for article in read_html(text, given.url, name):
        parts = split_text(article.text)
        if len(parts) == 1:
            part = _with_title(parts[0], article.metadata.title)
            stories.append(_make(part, article.metadata, given))
        else:
            # Several stories in one article: what the markup says is of their page.
            stories.extend(_make(part, Metadata(url=article.metadata.url), given) for part in parts)
    return tuple(stories)


def _with_title(story: TextStory, title: str) -> TextStory:
    """The story with its headline at its head, which the markup may have only elsewhere."""
    first = story.text.split("\n", 1)[0]
    if not title or first == title or _letters(first) == _letters(title):
        return story
    text = story.text
    if story.title and story.title == first and _letters(first) in _letters(title):
        text = text[len(first) :].lstrip("\n")
    return TextStory(
        text=f"{title}\n\n{text}",
        title=title,
        byline=story.byline,
        outlet=story.outlet,
        day=story.day,
        day_from=story.day_from,
    )


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _make(part: TextStory, metadata: Metadata, given: _Given) -> Story:
    day, day_from = metadata.day, metadata.day_from
    if day is None:
        day, day_from = part.day, part.day_from
    if day and day > given.today + timedelta(days=1):
        day, day_from = None, ""  # what a page says of a day to come is a mistake
    if given.day:
        day, day_from = given.day, "given"
    return Story(
        text=part.text,
        title=metadata.title or part.title,
        published=day.isoformat() if day else "",
        published_from=day_from if day else "",
        byline=metadata.byline or part.byline,
        outlet=metadata.outlet or part.outlet,
        url=given.url or metadata.url,
        language=detect_language(part.text),
    )


def _no_story(text: str, name: str) -> StoryError:
    if not clean_letters(text).strip():
        return StoryError("there is no text in it, only space", name=name, reason="empty")
    return StoryError(
        "no story was found on the page",
        name=name,
        reason="no-story",
        hint="Save the story's text, and check that",
    )


def _check_words(text: str, name: str, *, alone: bool) -> None:
    """Refuses a page that is no text: numbers, or next to nothing."""
    if not alone:
        return
    # A page is what its beginning is.
    numbers = len(_NUMBER.findall(text, 0, _SAMPLE))
    needed = max(_FEWEST_WORDS, -(-numbers // _NUMBERS_A_WORD))
    if sum(1 for _ in islice(_WORD.finditer(text, 0, _SAMPLE), needed)) < needed:
        what = "numbers and hardly a word" if numbers else "hardly a word"
        raise StoryError(
            f"the page holds {what}: no sentence states a figure", name=name, reason="no-text"
        )
