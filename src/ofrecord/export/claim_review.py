"""Verdicts as schema.org ClaimReview, the form in which fact checks are exchanged: JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ofrecord.export.report_parts import describe_edition, web_address
from ofrecord.model import Edition, Plain, PlainRow
from ofrecord.story.claims import Figure, Report, Story, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How a verdict stands on the scale from 1 (false) to 5 (true); ``None`` where on none."""

    name: str
    value: int | None


RATINGS = {
    Verdict.SUPPORTED: Rating(name="Supported by the record", value=5),
    Verdict.OUTDATED: Rating(name="Outdated: true on another day", value=2),
    Verdict.CONTRADICTED: Rating(name="Contradicted by the record", value=1),
    # An open question is at no place between true and false; the text rating says so.
    Verdict.AMBIGUOUS: Rating(name="Ambiguous: fair readings disagree", value=None),
}


def claim_reviews(report: Report, today: date) -> PlainRow:
    """One ClaimReview for each figure that can be checked, as one JSON-LD document.

    ``today`` is the day of the reviews. A figure that no register settles has none: nothing was
    reviewed. What a story does not say (its address, its author) is left out, not made up.

    >>> claim_reviews(Report(stories=(), figures=()), date(2025, 9, 9))
    {'@context': 'https://schema.org', '@graph': []}
    """
    graph: list[Plain] = [
        _review(figure, report.stories[figure.story], today)
        for figure in report.figures
        if figure.verdict in RATINGS
    ]
    return {"@context": "https://schema.org", "@graph": graph}


def _review(figure: Figure, story: Story, today: date) -> PlainRow:
    review: PlainRow = {
        "@type": "ClaimReview",
        "datePublished": today.isoformat(),
        "author": {"@type": "Organization", "name": "ofrecord"},
        "claimReviewed": figure.sentence.strip(),
        "reviewBody": " ".join(_body(figure)),
        "reviewRating": _rating(figure),
        "itemReviewed": _claim(figure, story),
    }
    if figure.edition is not None:
        review["isBasedOn"] = _source(figure.edition)
    return review


def _rating(figure: Figure) -> PlainRow:
    rating = RATINGS[figure.verdict]
    plain: PlainRow = {"@type": "Rating", "alternateName": rating.name}
    if rating.value is not None:
        plain |= {"ratingValue": rating.value, "bestRating": 5, "worstRating": 1}
    if figure.says:
        plain["ratingExplanation"] = figure.says
    return plain


def _body(figure: Figure) -> Iterator[str]:
    yield figure.says
    for explanation in figure.explanations:
        if explanation.text not in figure.says:
            yield f"{explanation.text[:1].upper()}{explanation.text[1:]}."


def _claim(figure: Figure, story: Story) -> PlainRow:
    work: PlainRow = {"@type": "NewsArticle"}
    known = {
        "headline": story.title,
        "url": web_address(story.url),
        "datePublished": story.published,
        "inLanguage": story.language if story.language != "other" else "",
    }
    work |= {key: value for key, value in known.items() if value}
    if story.byline:
        work["author"] = {"@type": "Person", "name": story.byline}
    if story.outlet:
        work["publisher"] = {"@type": "Organization", "name": story.outlet}
    claim: PlainRow = {"@type": "Claim", "name": figure.text, "appearance": work}
    if story.published:
        claim["datePublished"] = story.published
    if story.outlet:
        claim["author"] = {"@type": "Organization", "name": story.outlet}
    elif story.byline:
        claim["author"] = {"@type": "Person", "name": story.byline}
    return claim


def _source(edition: Edition) -> PlainRow:
    """The edition that the verdict rests on."""
    source: PlainRow = {
        "@type": "Dataset",
        "name": describe_edition(edition),
        "identifier": edition.edition_id,
        "datePublished": edition.published_on,
    }
    if edition.captures:
        capture = edition.captures[0]
        if address := web_address(capture.url):
            source["url"] = address
        source["distribution"] = {
            "@type": "DataDownload",
            "name": capture.file,
            "sha256": capture.sha256,
        }
    return source
