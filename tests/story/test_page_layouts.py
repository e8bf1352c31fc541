"""Pages as publishers lay them out, each marked with what its story is, are read exactly so.

In each page of ``layouts`` every element with ``data-told`` is a line of the story, and nothing of
an element with ``data-page`` is; no reader looks at these attributes. The story and its publisher
are made up.
"""

from datetime import date
from pathlib import Path

import pytest
from lxml import html as markup

from ofrecord.story.page import split_page

PAGES = sorted((Path(__file__).parent / "layouts").glob("*.html"))
TODAY = date(2026, 1, 1)


def marked(page: str, mark: str) -> list[str]:
    """The lines so marked; those that only the page's data state are marked in a comment."""
    tree = markup.fromstring(page.replace("<!--", "").replace("-->", ""))
    found = (element for element in tree.iter() if element.get(mark) is not None)
    return [" ".join((": " if e.tag == "tr" else "").join(e.itertext()).split()) for e in found]


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_is_its_story_and_nothing_else(path):
    page = path.read_text("utf-8")
    (story,) = split_page(page, today=TODAY)
    assert story.text.split("\n\n") == marked(page, "data-told")
    assert story.title == marked(page, "data-told")[0]
    assert not [line for line in marked(page, "data-page") if line in story.text]


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_is_the_same_story_in_bytes_and_on_one_line(path):
    page = path.read_text("utf-8")
    as_text = split_page(page, today=TODAY)
    assert split_page(page.encode("utf-16"), today=TODAY) == as_text
    assert split_page(page.replace("\n", " "), today=TODAY) == as_text


@pytest.mark.parametrize(
    ("name", "byline", "day_from"),
    [
        ("wordpress-blocks", "Ida Moss", "json-ld"),
        ("letter", "", "meta"),
        ("press-release", "", "page"),
        ("divs-alone", "", "header"),
        ("table-layout", "Ida Moss", ""),
        ("archived", "IDA MOSS", "page"),
    ],
)
def test_what_a_page_says_of_its_story_is_found_and_it_is_said_where(name, byline, day_from):
    path = Path(__file__).parent / "layouts" / f"{name}.html"
    (story,) = split_page(path.read_bytes(), today=TODAY)
    assert (story.byline, story.outlet, story.published_from) == (byline, "Valley Ledger", day_from)
    assert story.published == ("2025-09-16" if day_from else "")


@pytest.mark.parametrize(
    ("printed", "stated", "title"),
    [
        ("Board puts off a roof once more", "Library roof: board puts it off", "Board puts off a"),
        ("Board puts off a roof once more", "Board puts off a roof once more | News", "Board puts"),
        ("Valley Ledger", "Board puts off a roof once more", "Board puts off a roof once more"),
        ("<a href='/'>Valley Ledger</a>", "Board puts off a roof", "Board puts off a roof"),
        ("Board puts off a roof", "", "Board puts off a roof"),
    ],
)
def test_a_headline_is_told_once_as_the_page_prints_it(printed, stated, title):
    told = "".join(f"<p>{line}</p>" for line in PROSE)
    head = f'<head><meta property="og:title" content="{stated}"></head>'
    for around in ("<article>{}{}</article>", "{}<div class='article-body'>{}</div>"):
        page = around.format(f"<h1>{printed}</h1>", told)
        (story,) = split_page(f"<html>{head}<body>{page}</body></html>", today=TODAY)
        assert story.title.startswith(title)
        assert story.text.split("\n\n")[0] == story.title
        if around.startswith("{}"):
            assert story.text.split("\n\n")[1] == PROSE[0]


# Several stories on a page ----------------------------------------------------------------------

PROSE = (
    "The county board voted on Tuesday to put off the choice of a new roof for the library.",
    "Nine of the eleven members were in the room, and six of them did not say a single word.",
    "Rain has come through the ceiling of the reading room in each of the last four winters.",
    "The lowest bid came from a firm two counties away, and it was twice what was set aside.",
) * 2


def story_of(number: int, head: str, around: str = "article") -> str:
    told = "".join(f"<p>{number}: {line}</p>" for line in PROSE)
    return f"<{around}>{head}<div class='entry-content'>{told}</div></{around.partition(' ')[0]}>"


def test_each_of_two_articles_has_its_own_headline_byline_day_and_caption():
    page = "<html><body><main>" + "".join(
        story_of(
            n,
            f"<h2>Headline number {n}</h2><p class='byline'>By {name}</p><time pubdate "
            f"datetime='2025-09-1{n}'>x</time><figure><figcaption>Picture {n} of the old roof."
            "</figcaption></figure>",
        )
        for n, name in enumerate(("Ann Lee", "Bo Min"))
    )
    stories = split_page(page, today=TODAY)
    assert [(s.title, s.byline, s.published, s.published_from) for s in stories] == [
        ("Headline number 0", "Ann Lee", "2025-09-10", "time"),
        ("Headline number 1", "Bo Min", "2025-09-11", "time"),
    ]
    assert [s.text.split("\n\n")[1] for s in stories] == [
        "Picture 0 of the old roof.",
        "Picture 1 of the old roof.",
    ]


def test_posts_below_one_another_have_the_days_printed_above_them():
    page = "<html><body>" + "".join(
        story_of(
            n,
            f"<h2><a href='/p{n}'>Post number {n}</a></h2><div class='entry-meta'>Posted on "
            f"September {n + 5}, 2025 by admin</div>",
            "div class='post hentry'",
        )
        for n in range(2)
    )
    stories = split_page(page, today=TODAY)
    assert [(s.title, s.published, s.published_from) for s in stories] == [
        ("Post number 0", "2025-09-05", "header"),
        ("Post number 1", "2025-09-06", "header"),
    ]


def test_the_entries_of_a_live_report_are_one_story_with_their_headings():
    entries = "".join(
        f"<article id='e{n}'><h3><a href='#e{n}'>Entry number {n}</a></h3><p>{line}</p></article>"
        for n, line in enumerate(PROSE[:4])
    )
    page = f"<html><body><main><h1>The board meets, as it happens</h1>{entries}</main></body>"
    (story,) = split_page(page, today=TODAY)
    assert [line for line in story.text.split("\n\n") if line.startswith("Entry")] == [
        f"Entry number {n}" for n in range(4)
    ]
