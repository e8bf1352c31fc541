"""What the names that a page gives its elements (``class``, ``id``, ``role``) say of them."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Sort(StrEnum):
    """What an element is, as far as its names say."""

    PLAIN = "plain"
    BODY = "body"
    """The paragraphs of a story: ``article-body``, ``entry-content``, ``itemprop=articleBody``."""
    STORY = "story"
    """A story with its head: ``article``, ``post``, ``role=main``."""
    CAPTION = "caption"
    DECK = "deck"
    """What is printed between the headline and the first paragraph: ``subtitle``, ``standfirst``."""
    FURNITURE = "furniture"
    """Part of the page and no part of its story: lists of others, sharing, newsletters, banners."""
    APART = "apart"
    """Never the story, however long: readers' comments, consent to cookies."""
    HIDDEN = "hidden"
    """Not seen by a reader: ``hidden``, ``display:none``, text for screen readers alone."""


LONGEST_NAMES = 400
"""Letters of names that are looked at: no page needs more, and a made one might have a million."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OF_STATE = re.compile(
    r"(?:no|has|with|without|is|not|tag|category|author|topic|section|type|status|format)[-_]"
    r"|comments?-(?:open|closed|off|enabled|disabled)"
    r"|elementor\b"
)
"""How names start that tell a state, or what a page is filed under: they speak of no part of it."""


def _names(words: str) -> re.Pattern[str]:
    """A pattern for a name that holds one of the words, each standing free in it."""
    return re.compile(rf"(?:^|[_-])(?:{words})(?=[_-]|$)", re.VERBOSE)


_HIDDEN = re.compile(
    r"(?:hidden|d-none|is-hidden|sr-only|off-?screen|(?:visually|screen-?reader)-?(?:hidden|text|only))$"
)
_APART = _names(
    """comments? | comment-?(?:list|area|section|thread|form) | comentarios? | disqus | dsq
    | livefyre | viafoura | respond | replies | cookies? | consent | gdpr | onetrust"""
)
_CAPTION = _names("captions? | fig-?caption | cutlines? | ep[ií]grafe | pie-de-foto | pie-foto")
_BODY = _names(
    """(?:article|story|post|entry|news|blog|content|page|single|main)[-_]*
       (?:body|content|text|copy|bodycopy|fulltext)
    | body-?(?:text|copy|content) | copy-?body | (?:full|rich)-?text | art-content | field-body
    | field-name-body | name-body | cuerpo | contenido-(?:nota|noticia) | texto-(?:nota|noticia)"""
)
_STORY = re.compile(
    r"(?:article|story|post|entry|hentry|single-post|news-?item|main|(?:main-)?content|primary|body"
    r"|(?:article|story)-?(?:page|wrapper|container|main)|nota|noticia|art[ií]culo)$"
)
_DECK = _names(
    """deck | dek | subtitle | sub-?headline | standfirst | summary | intro | abstract
    | bajada | copete | entradilla | sumario"""
)
_FURNITURE = _names(
    r"""ads? | advert\w* | adslot | dfp\w* | publicidad | sponsor\w* | promos? | promot\w+
    | outbrain | taboola | criteo | zergnet
    | shar(?:e|es|ing|ethis|edaddy) | addto(?:any|calendar) | social\w* | sociable | follow-?us
    | compartir | redes
    | relatedposts | related\w* | relacionad[ao]s? | recirc\w* | recommend\w* | suggest\w*
    | teasers? | interstitial | trending | popular | te-puede-interesar | le[ae]-tambien
    | most-?(?:read|viewed|popular|recent|shared) | mas-(?:leidas?|leidos?|visto)
    | latest-?(?:news|stories|posts)
    | (?:more|other|top|next|also|read|see)-?(?:stories|news|articles|posts|story|article|on|also
      |more|next|read|like|from) | up-?next | you-may\w*
    | newsletters? | bolet[ií]n | subscri(?:be|ption|ptions) | suscri\w+ | sign-?up | sign-?in
    | log-?in | registration | donat\w+ | membership | paywall | regwall | support-?us
    | call-?to-?action | cta | privacy | permission
    | side-?bars? | bread-?crumbs? | migas | nav | navi | navigation | nav-?bar | sub-?nav | menus?
    | footers? | colophon | masthead | site-?header | tool-?bar | banners? | skip-?links?
    | tags? | tag-?(?:list|cloud|links) | topics? | keywords | etiquetas | categories | cat-links
    | authors?(?:-\w+)? | bylines? | bios? | contributors? | firma | autor
    | entry-meta | meta(?:data)? | timestamp | pagination | pager | paginator | page-?links
    | widgets? | modals? | pop-?ups? | overlay | tooltip | lightbox | drop-?down
    | copyright | credits? | disclaimers? | feedback | print-?(?:only|link|button) | buttons?
    | pull-?quotes? | ticker | weather | playlist | (?:video|audio)-?player | listen | ratings?
    | noprint | hide-print | toc | table-of-contents | license | wm-ipp"""
)
_ROLES = {
    "main": Sort.STORY,
    "article": Sort.STORY,
    **dict.fromkeys(
        (
            *("navigation", "search", "banner", "contentinfo", "complementary", "dialog"),
            *("alertdialog", "menu", "menubar", "toolbar", "tablist", "tooltip", "form"),
        ),
        Sort.FURNITURE,
    ),
}
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def sort_element(attributes: list[tuple[str, str]]) -> Sort:
    """What the attributes of an element say that it is.

    >>> sort_element([("class", "col-8 article-body")]), sort_element([("id", "relatedStories")])
    (<Sort.BODY: 'body'>, <Sort.FURNITURE: 'furniture'>)
    >>> sort_element([("class", "has-sidebar p-4")]), sort_element([("style", "display: none")])
    (<Sort.PLAIN: 'plain'>, <Sort.HIDDEN: 'hidden'>)
    """
    names = ""
    for key, value in attributes:
        match key:
            case "class" | "id":
                names = f"{names} {value}" if names else value
            case "itemprop" if value in {"articleBody", "reviewBody"}:
                return Sort.BODY
            case "role" if value in _ROLES:
                return _ROLES[value]
            case "hidden":
                return Sort.HIDDEN
            case "style" if "none" in value or "hidden" in value:
                if _NO_DISPLAY.search(value[:LONGEST_NAMES]):
                    return Sort.HIDDEN
            case _:
                pass
    return sort_names(names[:LONGEST_NAMES]) if names else Sort.PLAIN


@lru_cache(maxsize=8192)
def sort_names(names: str) -> Sort:
    """What an element's classes and id say that it is.

    >>> sort_names("wp-caption alignnone"), sort_names("ArticleFooter-newsletter")
    (<Sort.CAPTION: 'caption'>, <Sort.FURNITURE: 'furniture'>)
    >>> sort_names("post-content"), sort_names("related-post-content")
    (<Sort.BODY: 'body'>, <Sort.FURNITURE: 'furniture'>)
    """
    found = {_sort_name(name) for name in _CAMEL.sub("-", names).lower().split()}
    return next((sort for sort in _FIRST if sort in found), Sort.PLAIN)


_FIRST = (
    *(Sort.HIDDEN, Sort.CAPTION, Sort.APART, Sort.BODY, Sort.FURNITURE, Sort.DECK, Sort.STORY),
)
"""Which of an element's names says most."""


def _sort_name(name: str) -> Sort:
    if _OF_STATE.match(name):
        return Sort.PLAIN
    name = name.partition("--")[0]
    if _HIDDEN.match(name):
        return Sort.HIDDEN
    if _CAPTION.search(name):
        return Sort.CAPTION
    if _APART.search(name):
        return Sort.APART
    if _FURNITURE.search(name):
        return Sort.FURNITURE
    if _BODY.search(name):
        return Sort.BODY
    if _STORY.match(name):
        return Sort.STORY
    return Sort.DECK if _DECK.search(name) else Sort.PLAIN
