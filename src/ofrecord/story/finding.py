"""The figures of a story by the words of every register: each is asked of one register alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from ofrecord.register import Described
from ofrecord.series import SeriesDeclaration
from ofrecord.story.claims import FoundFigure, Measure
from ofrecord.story.find import FigureFinder, make_finder
from ofrecord.story.prepared import Prepared
from ofrecord.story.series_find import SeriesFinder, make_series_finder

_Key = tuple[int, int]


class StoryFinder:
    """Finds and reads the figures of stories by the words of several registers."""

    def __init__(self, declarations: Iterable[Described]) -> None:
        self._lists: list[FigureFinder] = []
        self._series: list[SeriesFinder] = []
        for declaration in declarations:
            if isinstance(declaration, SeriesDeclaration):
                finder = make_series_finder(declaration)
                if finder is not None:
                    self._series.append(finder)
            else:
                self._lists.append(_list_finder(declaration.folder, declaration.name))
        self._opening = frozenset[str]().union(*(finder.opening for finder in self._series))

    def find(self, text: str, published: str = "") -> list[FoundFigure]:
        """Every figure of a text, in its order; where several registers find one, the surest."""
        prepared = Prepared(text)
        if self._opening.isdisjoint(prepared.present):
            return self._of_lists(prepared, published, beside=False)
        more = [
            figures for finder in self._series if (figures := finder.find_in(prepared, published))
        ]
        found = self._of_lists(prepared, published, beside=bool(more))
        for figures in more:
            found = merge_figures(found, figures)
        return found

    def _of_lists(self, prepared: Prepared, published: str, *, beside: bool) -> list[FoundFigure]:
        every = [
            finder.find_beside(prepared, published)
            if beside
            else finder.find_in(prepared, published)
            for finder in self._lists
        ]
        if len(every) == 1:
            return every[0]
        best: dict[_Key, FoundFigure] = {}
        for found in (figure for figures in every for figure in figures):
            held = best.get((found.start, found.end))
            if held is None or _is_open(held):
                best[found.start, found.end] = found
        return [best[key] for key in sorted(best)]


@lru_cache(maxsize=8)
def _list_finder(folder: Path, name: str) -> FigureFinder:
    return make_finder(folder, name)


def merge_figures(held: Sequence[FoundFigure], more: Sequence[FoundFigure]) -> list[FoundFigure]:
    """The figures of one register and those of a series, which is more particular, as one list.

    A figure that can be settled replaces what it overlaps and cannot; what cannot be settled gives
    way to what the series' own reasons say of it.
    """
    kept = list(held)
    for figure in more:
        near = [k for k in kept if k.start < figure.end and figure.start < k.end]
        if any(not _is_open(one) for one in near):
            continue
        kept = [k for k in kept if k not in near]
        kept.append(figure)
    return sorted(kept, key=lambda figure: (figure.start, figure.end))


def _is_open(figure: FoundFigure) -> bool:
    """Whether no register settles a figure."""
    return figure.readings[0].measure is Measure.NONE
