"""A page of plain text falls into its stories, and what belongs to none is left out."""

import pytest

from ofrecord.story.page_lines import Kind, classify, find_outlet, read_byline
from ofrecord.story.page_text import join_wrapped, split_text

DUMP = """More sheriffs in Ohio sign on—and in Iowa

posted in: All news | 0

Nine sheriffs have signed agreements over eight months, covering six counties.

Deputies at a training in 2017. (Flickr/Agency)

What comes next

The county board meets on Tuesday.

Want to republish this story? Find our reprint policy here.

The post More sheriffs in Ohio sign on—and in Iowa appeared first on River Gazette.

Minister defends raid at plant in Georgia

posted in: All news | 0

By ANA LEY, Associated Press

LONDON (AP) — The minister said Monday she does not think that 475 arrests will deter anyone.

The minister speaks in London, Monday, Sept. 8, 2025. (AP Photo/B. Lee)

Related Articles


Workers feel betrayed over detainment of hundreds at plant


‘Never seen anything like it’ — what a phrase says about 1,000 agreements

“I don’t think that the talks covered politics at all,” she said. “Why should they?”

Talks on crossings

Some 30,000 came so far this year.

Cam Roe contributed to this report from Rome.

Gunmen open fire at bus stop, killing 6, officials say

posted in: All news | 0

By BO MIN and KIM PARK, Associated Press

JERUSALEM (AP) — Six people were killed on Monday, officials said.
"""


@pytest.fixture(scope="module")
def stories():
    return split_text(DUMP)


def test_each_story_of_a_dump_is_found(stories):
    assert [story.title for story in stories] == [
        "More sheriffs in Ohio sign on—and in Iowa",
        "Minister defends raid at plant in Georgia",
        "Gunmen open fire at bus stop, killing 6, officials say",
    ]


def test_bylines_and_outlets_are_read(stories):
    assert [(story.byline, story.outlet) for story in stories] == [
        ("", "River Gazette"),
        ("ANA LEY", "Associated Press"),
        ("BO MIN and KIM PARK", "Associated Press"),
    ]


def test_captions_and_subheads_are_text(stories):
    assert "Deputies at a training in 2017. (Flickr/Agency)" in stories[0].text
    assert "Talks on crossings" in stories[1].text


@pytest.mark.parametrize(
    "furniture",
    [
        "posted in",
        "republish",
        "The post",
        "Related",
        "betrayed",
        "1,000 agreements",
        "contributed",
    ],
)
def test_what_belongs_to_no_story_is_left_out(stories, furniture):
    assert all(furniture not in story.text for story in stories)


def test_prose_after_a_list_of_links_belongs_to_the_story(stories):
    assert "“I don’t think that the talks covered politics at all,”" in stories[1].text


def test_the_day_is_taken_only_where_the_text_leaves_no_doubt(stories):
    assert [(str(story.day or ""), story.day_from) for story in stories] == [
        ("", ""),
        ("2025-09-08", "text"),
        ("", ""),
    ]


def test_a_text_without_heads_is_one_story_unchanged():
    text = "ICE has 958 agreements.\n\nThey cover 40 states."
    (story,) = split_text(text)
    assert (story.title, story.text) == ("", text)


def test_one_line_is_a_story_without_a_headline():
    (story,) = split_text("ICE now has 958 agreements in 40 states")
    assert (story.title, story.text) == ("", "ICE now has 958 agreements in 40 states")


def test_a_headline_before_prose_is_the_title():
    (story,) = split_text("Sheriffs sign on\n\nNine of them signed.\n\nA subhead\n\nMore did.")
    assert story.title == "Sheriffs sign on"
    assert story.text == "Sheriffs sign on\n\nNine of them signed.\n\nA subhead\n\nMore did."


def test_a_subhead_before_a_quoted_byline_starts_no_story():
    text = "A headline\n\nBy Ann Lee\n\nThey signed.\n\nBy the numbers\n\nNine did.\n\nBy May, 10."
    assert len(split_text(text)) == 1


def test_a_dateline_with_its_agency_starts_a_story():
    page = (
        "First headline of the page\n\nALBANY, N.Y. (AP) — Nine signed.\n\nIt was late.\n\n"
        "Second headline of the page\n\nMIAMI (AP) — Ten signed."
    )
    assert [s.title for s in split_text(page)] == [
        "First headline of the page",
        "Second headline of the page",
    ]


def test_a_deck_below_the_headline_is_text_and_no_title():
    page = "The headline is here\nA deck that says a little more\nBy Ann Lee\nMay 8, 2025\n\nIt is."
    (story,) = split_text(page)
    assert story.title == "The headline is here"
    assert story.text.split("\n\n") == [
        "The headline is here",
        "A deck that says a little more",
        "It is.",
    ]
    assert (str(story.day), story.day_from) == ("2025-05-08", "header")


def test_a_footer_that_says_where_it_was_posted_starts_no_story():
    page = "A headline stands here\nBy Ann Lee\nThey signed.\nPosted in News | Leave a comment"
    (story,) = split_text(page)
    assert story.text == "A headline stands here\n\nThey signed."


def test_comments_below_a_story_are_no_story():
    page = "A headline\nBy Ann Lee\nNine signed.\nLeave a Reply\nBob says\nThere are 12, liar."
    (story,) = split_text(page)
    assert "12" not in story.text


def test_a_related_line_is_left_out_and_the_list_heading_needs_no_list():
    page = "One signed here.\n\nRelated: Ten counties sign on\n\nRead more\n\nTwo signed there."
    (story,) = split_text(page)
    assert story.text == "One signed here.\n\nTwo signed there."


def test_a_spanish_page_is_split_too():
    page = (
        "Más condados firman acuerdos\nPor Ana Pérez\nPublicado el 8 de septiembre de 2025\n\n"
        "Nueve condados firmaron.\n\nNoticias relacionadas\n\nOtra nota con 12 acuerdos\n\n"
        "El alguacil dijo que no.\n\nLa entrada Más condados se publicó primero en El Diario.\n\n"
        "Otra historia del día\nPor Luis Gil\n\nFirmaron dos."
    )
    first, second = split_text(page)
    assert (first.byline, first.outlet, str(first.day)) == ("Ana Pérez", "El Diario", "2025-09-08")
    assert "12" not in first.text
    assert "El alguacil dijo que no." in first.text
    assert second.title == "Otra historia del día"


def test_text_wrapped_at_a_fixed_width_is_unwrapped():
    paragraph = (
        "Over the last eight months in the state alone, local agencies\n"
        "have signed nine partnership agreements with the agency under\n"
        "the federal program, encompassing six counties. The number of\n"
        "such agreements has exploded nationwide this year, to a total\n"
        "of 958 covering forty states."
    )
    (story,) = split_text(f"A short headline\n\n{paragraph}\n\n{paragraph}")
    assert "a total of 958 covering" in story.text
    assert story.text.count("\n\n") == 2


def test_lines_of_a_list_are_not_joined():
    lines = ["One agency signed here.", "Two signed.", "Then three of them signed too."] * 4
    assert join_wrapped(lines) == lines


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Filed Under: News", Kind.POSTED),
        ("Posted on September 8, 2025 by admin", Kind.POSTED),
        ("Monday, Sept. 8, 2025", Kind.POSTED),
        ("Updated 3:15 PM EDT, September 8, 2025", Kind.POSTED),
        ("By Jane Doe and John Roe | The Gazette", Kind.BYLINE),
        ("By Jane Doe, Stateline", Kind.BYLINE),
        ("Associated Press", Kind.BYLINE),
        ("By Friday, 12 had signed.", Kind.PROSE),
        ("By the numbers", Kind.HEADLINE),
        ("You may also like", Kind.RELATED),
        ("More from Politics", Kind.RELATED),
        ("READ MORE: Ten counties sign", Kind.LINK),
        ("More than 900 agencies have signed.", Kind.PROSE),
        ("More than 900 agencies have signed on", Kind.HEADLINE),
        ("Copyright 2025 The Associated Press. All rights reserved.", Kind.FURNITURE),
        ("To reach the reporter behind this story, contact a@b.org", Kind.FURNITURE),
        ("Sign up for our newsletter", Kind.FURNITURE),
        (
            "Subscribers to the program number 12, he said, and the county pays for each.",
            Kind.PROSE,
        ),
        ("* * *", Kind.RULE),
        ("This story first appeared in The Gazette.", Kind.END),
        ("The post office in Camden, where 12 agents stood, is closed.", Kind.PROSE),
        ("“Nobody signed,” he said.", Kind.PROSE),
        ("Raid won’t deter investment in the U.S.", Kind.HEADLINE),
        ("", Kind.BLANK),
    ],
)
def test_a_line_by_itself_is_what_it_is(line, kind):
    assert classify(line) is kind


WIRE = """ICE agreements with local police top 1,000
By REBECCA LEE
Updated 3:15 PM EDT, September 17, 2025
Leer en español
Add us on your news page

WASHINGTON (AP) — The number topped 1,000 on Wednesday.

___

Writer Ed Sims in San Diego contributed to this report.
"""
NEWSROOM = """Florida sheriffs lead the nation
BY: TIM HENDER - SEPTEMBER 5, 2025 5:00 AM

A deputy stands in Tampa. (Photo by J. R./Getty Images)

Florida now has 280 of them.

Disclosure: a university has supported us.
Reporter Tim Hender can be reached at thender@example.org.
"""
AGENCY = """WASHINGTON, Sept 5, 2025 (Reuters) - The agency has 957 agreements.

Reporting by Ted Hess in Washington; editing by Mary Mill
"""
STATION = """A headline of the evening
Published: Sep. 5, 2025 at 6:12 PM EDT|Updated: Sep. 6, 2025 at 9:00 AM EDT
TAMPA, Fla. (WFLX) — Nine agencies signed.
"""


@pytest.mark.parametrize(
    ("page", "title", "byline", "day", "last"),
    [
        (WIRE, "ICE agreements with local police top 1,000", "REBECCA LEE", "2025-09-17", "1,000"),
        (NEWSROOM, "Florida sheriffs lead the nation", "TIM HENDER", "2025-09-05", "280 of them"),
        (AGENCY, "", "", "2025-09-05", "957 agreements"),
        (STATION, "A headline of the evening", "", "2025-09-05", "Nine agencies signed"),
        (
            "A headline\nBy Jo Q. Doe jdoe@e.org\n\nSix did.",
            "A headline",
            "Jo Q. Doe",
            "None",
            "Six",
        ),
    ],
)
def test_pages_of_other_houses_are_read_too(page, title, byline, day, last):
    (story,) = split_text(page)
    assert (story.title, story.byline, str(story.day)) == (title, byline, day)
    assert last in story.text.split("\n\n")[-1]


def test_outlets_are_read_from_end_lines():
    assert (
        find_outlet("This article originally appeared in The Texas Tribune.") == "The Texas Tribune"
    )
    assert find_outlet("The post A B appeared first on C D.") == "C D"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("By JILL LAWLESS, Associated Press", ("JILL LAWLESS", "Associated Press")),
        ("By Ann Lee and Bo Min", ("Ann Lee and Bo Min", "")),
        ("By The Associated Press", ("", "The Associated Press")),
        ("Ann Lee Associated Press", ("Ann Lee", "Associated Press")),
        ("Por Ana Pérez", ("Ana Pérez", "")),
        ("By Ann Lee | Sept. 8, 2025", ("Ann Lee", "")),
    ],
)
def test_bylines_give_names_and_outlet(line, read):
    assert read_byline(line) == read


def test_the_seed_page_is_four_stories(shared):
    page = (shared / "stories" / "seed" / "page.txt").read_text("utf-8")
    stories = split_text(page)
    assert [story.title[:20] for story in stories] == [
        "Local Police Agreeme",
        "Noem says roundup of",
        "Palestinian gunmen o",
        "Ukraine shows diplom",
    ]
    assert stories[0].outlet == "City Limits"
    assert all("Today in History" not in story.text for story in stories)
    assert all("“I don’t think" in story.text for story in stories[1:2])


def test_the_seed_page_keeps_every_sentence_that_states_a_labelled_figure(shared):
    import json

    page = (shared / "stories" / "seed" / "page.txt").read_text("utf-8")
    stories = split_text(page)
    labels = (shared / "stories" / "seed" / "labels.jsonl").read_text("utf-8").splitlines()
    for label in map(json.loads, labels):
        assert label["span"] in stories[label["article"] - 1].text, label["id"]
