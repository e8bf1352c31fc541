"""ClaimReview: one review for each figure that can be checked, as schema.org has it."""

from datetime import date

import msgspec
import pytest

from ofrecord.export.claim_review import claim_reviews


@pytest.fixture
def reviews(report):
    return claim_reviews(report, date(2025, 9, 9))["@graph"]


def test_each_figure_that_can_be_checked_has_one_review(reviews):
    assert [r["itemReviewed"]["name"] for r in reviews] == [
        "958",
        "40 states",
        "the oldest one signed in 2020",
        "in 2020",
    ]


def test_reviews_have_what_consumers_ask_for(reviews):
    for review in reviews:
        assert review["@type"] == "ClaimReview"
        assert date.fromisoformat(review["datePublished"]) == date(2025, 9, 9)
        assert review["claimReviewed"].strip()
        assert review["author"] == {"@type": "Organization", "name": "ofrecord"}
        assert review["itemReviewed"]["@type"] == "Claim"
        assert review["itemReviewed"]["appearance"]["@type"] == "NewsArticle"
        assert review["reviewRating"]["@type"] == "Rating"
        assert review["reviewRating"]["alternateName"]
        assert review["isBasedOn"]["@type"] == "Dataset"


def test_verdicts_stand_on_the_scale_from_false_to_true_or_on_none(reviews):
    ratings = [r["reviewRating"] for r in reviews]
    assert [r.get("ratingValue") for r in ratings] == [1, 5, 2, None]
    assert "bestRating" not in ratings[3]
    assert ratings[0]["alternateName"] == "Contradicted by the record"


def test_a_review_says_what_it_rests_on_and_how_it_is_explained(reviews):
    assert reviews[0]["isBasedOn"]["identifier"] == "participating-abc"
    assert reviews[0]["isBasedOn"]["distribution"]["sha256"] == "ab" * 32
    assert reviews[0]["reviewBody"].endswith("The header row was counted.")


def test_what_a_story_does_not_say_is_not_made_up(report):
    reviews = claim_reviews(report, date(2025, 9, 9))["@graph"]
    appearance = reviews[0]["itemReviewed"]["appearance"]
    assert appearance["datePublished"] == "2025-09-08"
    assert "url" not in appearance  # the story's is no http(s) address


def test_the_document_is_json_ld(report):
    plain = claim_reviews(report, date(2025, 9, 9))
    again = msgspec.json.decode(msgspec.json.encode(plain))
    assert again == plain
    assert plain["@context"] == "https://schema.org"
