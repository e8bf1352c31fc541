"""A page, whatever its encoding and markup, becomes stories, or says clearly why it does not."""

import gzip
import io
import time
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord.errors import BadRequest, StoryError
from ofrecord.story.language import detect_language
from ofrecord.story.page import split_page
from ofrecord.story.page_bytes import MAX_PAGE, clean_letters, decode_page

TODAY = date(2026, 1, 1)
PROSE = (
    "The county sheriff signed an agreement with the agency in March, and the board approved it "
    "after a long debate over the cost of the program and the training of its deputies. "
)


def split(content, **more):
    return split_page(content, today=TODAY, **more)


def html(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def article(inner: str = "", title: str = "More sheriffs sign on") -> str:
    return f"<article><h1>{title}</h1><p>{PROSE * 3}</p>{inner}<p>{PROSE * 3}</p></article>"


# Encodings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"],
)
def test_text_is_read_in_any_encoding(encoding):
    text = "El año pasado el sheriff firmó acuerdos con la agencia, según dijo."
    assert split(text.encode(encoding))[0].text == text


def test_the_charset_that_a_page_was_served_as_is_believed():
    russian = "Шериф подписал соглашение в марте."
    assert decode_page(russian.encode("koi8-r"), charset="KOI8-R") == russian


def test_the_charset_that_a_page_declares_is_believed():
    page = html("<p>Шериф подписал</p>", '<meta charset="windows-1251">')
    assert "Шериф" in decode_page(page.encode("windows-1251"))


@pytest.mark.parametrize("charset", ["zlib_codec", "rot13", "unicode_escape", "utf-7", "x" * 900])
def test_a_charset_that_is_no_encoding_of_text_is_not_believed(charset):
    assert decode_page(b"Nine + ten \\x41", charset=charset) == "Nine + ten \\x41"


def test_a_page_that_lies_about_its_charset_is_read_all_the_same():
    assert decode_page("año".encode(), charset="ascii") == "año"
    assert decode_page("año".encode("latin-1"), charset="utf-8") == "año"


def test_letters_that_hide_are_removed():
    (story,) = split("Nine\x00 of the\u200b counties\u202e signed\ufeff it\x1b[31m in M\u00adarch.")
    assert story.text == "Nine of the counties signed it[31m in March."


@given(st.text())
def test_clean_letters_is_idempotent_and_leaves_only_what_can_be_seen(text):
    cleaned = clean_letters(text)
    assert clean_letters(cleaned) == cleaned
    assert all(ord(c) >= 0x20 or c == "\n" for c in cleaned)
    cleaned.encode()  # no lone surrogates


# What is no story -------------------------------------------------------------------------------


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "0" * 10_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (b"", "empty", "no text"),
        ("", "empty", "no text"),
        (b" \n\t \r\n", "empty", "only space"),
        ("\ufeff\u200b", "empty", "only space"),
        (zipped(), "binary", "ZIP archive or an office document"),
        (gzip.compress(b"0" * 1_000_000, mtime=0), "binary", r"compressed \(gzip\)"),
        (b"%PDF-1.7\n...", "binary", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "binary", "picture"),
        (bytes(range(256)) * 50, "binary", "a binary file"),
        (b"\0" * 5000, "binary", "a binary file"),
        (b"x" * (MAX_PAGE + 1), "too-large", "at most 5,000,000"),
        ("x " * 1_500_000, "too-large", "at most 2,000,000"),
        ("1,024 2,048 12 14\n" * 300, "no-text", "numbers and hardly a word"),
        ("42", "no-text", "numbers"),
        (html("<script>alert(1)</script>"), "no-story", "no story was found"),
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "no-story", "a feed"),
        (html("<p>" + "a <b>b</b> " * 30_000), "hostile", "elements"),
        (html("<p " + " ".join(f"a{n}" for n in range(60_000)) + ">x"), "hostile", "attributes"),
        (html("x" * 2_000_001), "too-large", "letters of markup"),
    ],
)
def test_what_holds_no_story_says_why(content, reason, says):
    with pytest.raises(StoryError, match=says) as error:
        split(content, name="page.html")
    assert error.value.reason == reason
    assert str(error.value).startswith("page.html: ")
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    "content",
    [
        "<html><body>" + "<div>" * 390_000 + "hello",
        "<html><body>" + "<b><i>" * 300_000,
        "<html><body>" + '<a "' * 400_000,
        "<html><body>" + "<script>" * 240_000,
        "<html><body>" + "<script " * 240_000,
        "<html><body>" + "<style" + " " * 1_900_000,
        "<html><body>" + "<!-- x " * 280_000,
        "<html><body>" + "data:" * 390_000,
        html(
            f"<p>{PROSE}</p>", '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
        ),
        "<" * 1_900_000,
        "\n" * 4_900_000,
        "ab cd\n" * 160_000,
        "Some headline\nBy Ann Lee\n" * 35_000,
        "(" * 1_900_000,
        "2025 " * 390_000,
        "the post " + "a " * 900_000,
        b"a\0" * 900_000,
        b"<meta " * 300_000,
    ],
    ids=range(18),
)
def test_hostile_pages_take_bounded_time(content):
    begun = time.process_time()
    with suppress(StoryError):
        split(content)
    assert time.process_time() - begun < 20  # one or two seconds on a quiet machine


@pytest.mark.parametrize("published", ["2027-01-01", "not a day", "09/05/2025"])
def test_a_day_of_publication_that_cannot_be_is_refused(published):
    with pytest.raises(BadRequest, match="--published"):
        split("Nine of the counties signed.", published=published)


def test_a_page_in_another_language_says_so():
    (story,) = split("Le shérif a dit que douze des comtés ont signé avec les autorités.")
    assert story.language == "other"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ICE now has 958 agreements.", "en"),
        ("Texas: 12", "en"),
        ("El condado aprobó doce acuerdos con la agencia.", "es"),
        ("Der Sheriff hat mit der Behörde ein Abkommen über die Haft unterzeichnet.", "other"),
        ("O xerife disse que doze dos condados não assinaram os acordos com a agência.", "other"),
        ("Lo sceriffo ha detto che dodici delle contee hanno firmato gli accordi.", "other"),
        ("Шериф подписал двенадцать соглашений.", "other"),
        ("警長簽署了十二項協議。", "other"),
    ],
)
def test_languages_are_told_apart(text, language):
    assert detect_language(text) == language


# HTML -------------------------------------------------------------------------------------------


def test_a_page_of_html_is_its_article_with_headline_and_captions():
    caption = (
        '<figure><img src="a.jpg"><figcaption>Twelve deputies at a training. (AP Photo/A)'
        "</figcaption></figure>"
    )
    (story,) = split(html(f"<nav><a href='/'>Home page</a></nav>{article(caption)}"))
    first, _, caption, *_ = story.text.split("\n\n")
    assert first == story.title == "More sheriffs sign on"
    assert caption == "Twelve deputies at a training. (AP Photo/A)"
    assert "Home page" not in story.text


def test_the_caption_of_a_picture_above_the_text_is_kept_and_that_of_a_teaser_is_not():
    page = (
        "<h1>More sheriffs sign on to a program</h1><figure><img src='a.jpg'><figcaption>Nine "
        "sheriffs stood on the steps.</figcaption></figure><a href='/b'><figure><figcaption>A "
        "story about something else.</figcaption></figure></a><div class='article-body' "
        f"itemprop='articleBody'>{'<p>It had been so for years, said the people here.</p>' * 9}"
        "<p>Twelve of them signed.</p></div>"
    )
    (story,) = split(html(page))
    first, caption, *rest = story.text.split("\n\n")
    assert first == "More sheriffs sign on to a program"
    assert caption == "Nine sheriffs stood on the steps."
    assert "something else" not in story.text
    assert rest[-1].endswith("Twelve of them signed.")


def test_captions_of_older_pages_are_kept_too():
    caption = (
        '<div class="wp-caption"><img src="b.png"><p class="wp-caption-text">Thirteen counties on '
        "the map. (File)</p></div>"
    )
    assert "Thirteen counties on the map." in split(html(article(caption)))[0].text


def test_lists_of_links_in_an_article_belong_to_no_story():
    links = (
        "<h3>Related Articles</h3><ul><li><a href='x'>Ten counties sign on</a></li>"
        "<li><a href='y'>Twenty more refuse to</a></li></ul>"
    )
    text = split(html(article(links)))[0].text
    assert "Ten counties" not in text
    assert "Twenty more" not in text


def test_scripts_are_neither_run_nor_read():
    script = "<script>document.write('<p>1,035 agreements</p>')</script>"
    assert "1,035" not in split(html(article(script)))[0].text


def test_several_articles_of_one_page_are_several_stories():
    page = html(article(title="The first story") + article(title="The second story"))
    stories = split(page)
    assert [story.title for story in stories] == ["The first story", "The second story"]
    assert all(story.text.count(PROSE.strip()[:40]) >= 2 for story in stories)


def test_teasers_beside_an_article_are_no_stories():
    teaser = "<article><h2>Another story</h2><p>Its first sentence, cut off …</p></article>"
    assert [s.title for s in split(html(article() + teaser * 5))] == ["More sheriffs sign on"]


def test_markup_without_a_doctype_is_html_and_text_with_a_less_than_is_not():
    assert split(f"<div><h1>A headline</h1><p>{PROSE}</p><p>{PROSE}</p></div>")[0].text.startswith(
        "A headline"
    )
    assert split("In 5 of the counties it was < 6, and in 7 > 8.")[0].text.endswith("7 > 8.")


LD = """<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},
 {"@type": "NewsArticle", "headline": "More sheriffs sign on", "datePublished": "%s",
  "author": [{"@type": "Person", "name": "Ana Ley"}, {"name": "Bo Min"}],
  "publisher": {"@type": "Organization", "name": "River Gazette"}}]}</script>"""


@pytest.mark.parametrize(
    ("head", "body", "url", "day", "day_from"),
    [
        (LD % "2025-09-08T16:02:11-04:00", "", "", "2025-09-08", "json-ld"),
        (
            '<meta property="article:published_time" content="2025-09-08T10:00:00Z">',
            "",
            "",
            "2025-09-08",
            "meta",
        ),
        (
            '<meta name="parsely-pub-date" content="September 8, 2025">',
            "",
            "",
            "2025-09-08",
            "meta",
        ),
        ("", '<time class="entry-date" datetime="2025-09-08">x</time>', "", "2025-09-08", "time"),
        ("", '<span itemprop="datePublished">Sept. 8, 2025</span>', "", "2025-09-08", "time"),
        ("", "", "https://e.org/2025/09/08/more-sheriffs/", "2025-09-08", "url"),
        ("", "<p class='date'>Published September 8, 2025</p>", "", "2025-09-08", "page"),
        ("", "", "", "", ""),
        # By night in UTC it is the evening before in America, where the page shows that day.
        (LD % "2025-09-09T01:30:00Z", "", "https://e.org/2025/09/08/x", "2025-09-08", "json-ld"),
        (LD % "2025-09-09T01:30:00Z", "<p>Sept. 8, 2025</p>", "", "2025-09-08", "json-ld"),
        (LD % "2025-09-09T01:30:00Z", "", "", "2025-09-09", "json-ld"),
        # A page that is of a day to come is mistaken about its day.
        (LD % "2031-01-01", "", "", "", ""),
    ],
)
def test_the_day_is_found_and_it_is_said_where(head, body, url, day, day_from):
    (story,) = split(html(body + article(), head), url=url)
    assert (story.published, story.published_from) == (day, day_from)


def test_a_day_that_is_given_wins():
    (story,) = split(html(article(), LD % "2025-09-08"), published="2025-09-10")
    assert (story.published, story.published_from) == ("2025-09-10", "given")


def test_the_byline_and_outlet_are_read_from_the_pages_data():
    (story,) = split(html(article(), LD % "2025-09-08"))
    assert (story.byline, story.outlet) == ("Ana Ley, Bo Min", "River Gazette")


def test_the_seed_page_as_html_is_the_same_four_stories(shared):
    text = (shared / "stories" / "seed" / "page.txt").read_text("utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())
    from_html = split(html(f"<div class='content'>{paragraphs}</div>"))
    assert [s.title for s in from_html] == [s.title for s in split(text)]


def test_stories_of_the_development_set_are_read_as_what_they_are_written_in(shared):
    import json

    for line in (shared / "stories" / "dev.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        (story,) = split(label["text"])
        assert story.language == label["lang"], label["id"]
        assert label["span"] in story.text, label["id"]


# Fuzzing ----------------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "A headline of the day",
        "posted in: All news | 0",
        "By ANA LEY, Associated Press",
        "LONDON (AP) — Nine signed on Monday.",
        "A caption, Monday, Sept. 8, 2025. (AP Photo/B)",
        "Related Articles",
        "The post A headline appeared first on The Gazette.",
        "Read more: another story",
        "Leave a Reply",
        "* * *",
        "",
        "It is 1,035 now.",
        "<p>",
        "</article>",
        "<b>bold",
    ]
)
PAGES = st.lists(LINES | st.text(max_size=80), max_size=40).map("\n".join)


@settings(max_examples=150)
@given(PAGES | st.text() | st.binary().map(lambda b: b))
def test_any_page_becomes_stories_or_a_story_error(content):
    try:
        stories = split(content)
    except StoryError:
        return
    assert stories
    for story in stories:
        assert story.text
        assert story.text == story.text.strip("\n")
        assert story.published == "" or date.fromisoformat(story.published) <= date(2026, 1, 2)
        assert bool(story.published) == bool(story.published_from)
        assert "\x00" not in story.text


@settings(max_examples=100)
@given(PAGES)
def test_splitting_invents_no_words(content):
    try:
        stories = split(content)
    except StoryError:
        return
    words = set(clean_letters(content).split())
    if not content.lstrip().startswith("<") and content.count("<") < 4:
        for story in stories:
            assert set(story.text.split()) <= words


TAGS = (
    *("<div>", "</div>", "<p>", "</p>", "<article>", "<h1>", "</h1>", "<figure>", "<figcaption>"),
    *("<table><tr><td>", "<ul><li>", "<time datetime=2025-99-99>", "<script>", "<!--", "-->"),
    *("&#0;", "&amp;", "<meta charset=x>", "<a href=x>", "<br>", "<pre>", "\u2028", "</a>", "<h2>"),
    *("<div class=caption>", "<div id=comments>", "<p class=subtitle>", "<li class=related>"),
    *("<section class='article-body'>", "<span hidden>", "<form>", "<tr><th>a<td>", "<x-own>"),
    *("<p class=byline>By Ann Lee", "<aside>", "</div></div>", "<div style='display:none'>"),
)
MARKUP = st.sampled_from([*TAGS, "text of it. ", "Nine of the counties signed. ", PROSE])


@settings(max_examples=60)
@given(st.lists(MARKUP, max_size=120).map("".join))
def test_any_markup_becomes_stories_or_a_story_error(markup):
    try:
        stories = split(f"<html>{markup}")
    except StoryError:
        return
    assert all(story.text for story in stories)
