"""A page falls into blocks, and its names and links say which of them are its own furniture."""

import time
from contextlib import suppress

import pytest
from lxml import etree

from ofrecord.errors import StoryError
from ofrecord.story.page import split_page
from ofrecord.story.page_blocks import BREAK, read_blocks
from ofrecord.story.page_names import Sort, sort_element, sort_names
from ofrecord.story.page_story import PageStory

PROSE = "The county board voted on Tuesday to put off the choice of a new roof for the library. "


def blocks(body: str):
    return read_blocks(etree.HTML(f"<html><body>{body}</body></html>").find("body"))


def lines(body: str) -> list[str]:
    story = PageStory(blocks(body))
    return story.read(story.choose())


@pytest.mark.parametrize(
    ("names", "sort"),
    [
        ("article-body", Sort.BODY),
        ("RichTextStoryBody RichTextBody", Sort.BODY),
        ("post-4711 post hentry category-opinion tag-roof", Sort.STORY),
        ("related-post-content", Sort.FURNITURE),
        ("article-body__newsletter", Sort.FURNITURE),
        ("entry-content has-related", Sort.BODY),
        ("relatedArticles", Sort.FURNITURE),
        ("jp-relatedposts", Sort.FURNITURE),
        ("col-8 no-sidebar", Sort.PLAIN),
        ("elementor-widget elementor-widget-text-editor", Sort.PLAIN),
        ("comments-area", Sort.APART),
        ("comments-open post", Sort.STORY),
        ("onetrust-banner-sdk", Sort.APART),
        ("media__caption", Sort.CAPTION),
        ("visually-hidden", Sort.HIDDEN),
        ("overflow-hidden", Sort.PLAIN),
        ("shareholders", Sort.PLAIN),
        ("adjacent loading", Sort.PLAIN),
        ("cuerpo-nota", Sort.BODY),
        ("notas relacionadas", Sort.FURNITURE),
        ("pie-de-foto", Sort.CAPTION),
    ],
)
def test_a_name_says_what_an_element_is(names, sort):
    assert sort_names(names) is sort


def test_what_is_not_displayed_is_hidden_whatever_its_name():
    assert sort_element([("class", "story"), ("style", "color:red; DISPLAY : none")]) is Sort.HIDDEN
    assert sort_element([("hidden", "")]) is Sort.HIDDEN
    assert sort_element([("style", "display:block")]) is Sort.PLAIN


def test_text_beside_elements_is_a_block_of_its_own():
    found = blocks(
        "<div>one <b>and</b> <i>two</i><p>three</p>four<ul><li>five</ul>six</div>"
    ).blocks
    assert [(b.tag, b.text) for b in found] == [
        ("div", "one and two"),
        ("p", "three"),
        ("div", "four"),
        ("li", "five"),
        ("div", "six"),
    ]


def test_what_is_pressed_played_or_moved_through_is_no_block():
    page = blocks(
        "<nav>a</nav><p>b<button>c</button></p><select><option>d</select><aside>e</aside>"
    )
    assert [b.text for b in page.blocks] == ["b"]


def test_a_link_around_elements_links_all_of_them():
    (head, text) = blocks("<a href='/x'><h3>Another story</h3><div>told elsewhere</div></a>").blocks
    assert (head.linked, text.linked) == (len("Another story"), len("told elsewhere"))


def test_line_breaks_are_kept_and_spaces_are_not():
    (block,) = blocks("<p>  12   Mill\n Street<br> <br>Valley </p>").blocks
    assert block.text == f"12 Mill Street{BREAK}Valley"
    (block,) = blocks("<h1>A headline<br>in two lines</h1>").blocks
    assert block.text == "A headline in two lines"
    (block,) = blocks("<pre>one\n  two</pre>").blocks
    assert block.text == f"one{BREAK}two"


def test_a_row_of_a_table_is_one_block_named_by_its_first_cell():
    page = blocks("<table><tr><th>Texas<td>12<td>3<tr><td>Ohio<td></table>")
    assert [(b.tag, b.text) for b in page.blocks] == [("tr", "Texas: 12, 3"), ("tr", "Ohio")]


def test_the_text_of_elements_nested_very_deep_is_not_lost():
    page = blocks("<div>" * 220 + "deep <b>down</b>" + "</div>" * 220)
    assert [b.text for b in page.blocks] == ["deep down"]


def test_what_stands_above_the_headline_is_left_out_but_for_captions():
    body = "<p>County news</p><h1>Ledger</h1><figcaption>The roof at noon in May.</figcaption>"
    told = lines(f"<article>{body}<h1>A headline</h1><p>{PROSE * 3}</p></article>")
    assert told[:2] == ["The roof at noon in May.", "A headline"]


def test_a_page_of_short_lines_is_told_whole_wherever_its_heading_stands():
    assert lines("<p>One line.</p><p>Two lines.</p><h1>The end</h1>") == [
        "One line.",
        "Two lines.",
        "The end",
    ]


def test_a_heading_with_nothing_below_it_is_left_out():
    body = (
        f"<article><p>{PROSE * 3}</p><h2>More of this</h2><h2>Next</h2><p>{PROSE}2</p><h3>End</h3>"
    )
    assert [line for line in lines(body) if len(line) < 20] == ["Next"]


def test_a_caption_that_is_printed_twice_is_told_once():
    figure = (
        "<figure><figcaption>The roof of the library at noon, from the tower.</figcaption></figure>"
    )
    told = lines(f"<article>{figure}<p>{PROSE * 3}</p>{figure}<p>{PROSE}2</p></article>")
    assert sum(line.startswith("The roof of") for line in told) == 1


def test_a_name_that_holds_nearly_all_of_the_page_is_not_believed():
    for name in ("sidebar", "related", "newsletter"):
        assert len(lines(f"<div class='{name}'><p>{PROSE}1</p><p>{PROSE}2</p></div>")) == 2


def test_comments_are_no_story_however_long():
    comments = "".join(f"<p>{PROSE * 4}{n}</p>" for n in range(9))
    body = f"<div><p>{PROSE}1</p><p>{PROSE}2</p></div><div id='comments'>{comments}</div>"
    assert lines(body) == [f"{PROSE}1", f"{PROSE}2"]


ELEMENTS = 19_000
CAPTION = "<h1>ab</h1><figcaption>a b c d e</figcaption>"


@pytest.mark.parametrize(
    "body",
    [
        "<span>x" * ELEMENTS + f"<div>{PROSE}</div>",
        ("<span>" * 120 + f"<div>{PROSE}</div>" + "</span>" * 120) * 150,
        "<a href=x>ab " * ELEMENTS,
        "<pre>\na\n" * ELEMENTS,
        "<table><tr><td>a" * 6000,
        "<ul>" + "<li>ab <a>x</a>" * 9000,
        "<h2><a>ab</a></h2>" * 9000,
        CAPTION * 9000,
        f"<article><h2>a</h2><p>{PROSE * 8}</p></article>" * 2500,
        f"<div class=article-body><p>{PROSE}</p>" * 9000,
        "".join(f"<div class='{'aB' * 40}{n}'>x</div>" for n in range(15_000)),
        "<p>" + "a<br>" * ELEMENTS,
        "<a rel=author> </a>" * ELEMENTS,
    ],
    ids=range(13),
)
def test_pages_of_very_many_elements_take_bounded_time(body):
    begun = time.process_time()
    with suppress(StoryError):
        split_page(f"<html><body>{body}"[:1_990_000])
    assert time.process_time() - begun < 10  # less than one second on a quiet machine
