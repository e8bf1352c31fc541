"""In which form an answer goes out: what a client takes, and how it is packed."""

from __future__ import annotations

from functools import lru_cache

BROTLI = "br"
GZIP = "gzip"
PLAIN = ""
LEAST = 400
"""An answer of fewer bytes is not packed: it fits into one packet as it is."""
_KNOWN = (BROTLI, GZIP)
_LONGEST = 1_000
"""A header longer than this is nobody's preference."""
_LARGE = 300_000


@lru_cache(maxsize=1_024)
def choose_packing(accepted: bytes) -> str:
    """How to pack for a client, by its ``Accept-Encoding``: the best that it takes.

    >>> choose_packing(b"gzip, deflate, br"), choose_packing(b"gzip, br;q=0"), choose_packing(b"")
    ('br', 'gzip', '')
    """
    weights = read_weights(accepted)
    best, most = PLAIN, 0.0
    for name in _KNOWN:
        weight = weights.get(name, weights.get("*", 0.0))
        if weight > most:
            best, most = name, weight
    return best if most >= weights.get("identity", 0.0) else PLAIN


@lru_cache(maxsize=1_024)
def prefers_csv(accept: bytes) -> bool:
    """Whether a client would rather have CSV than JSON, by its ``Accept``.

    >>> prefers_csv(b"text/csv"), prefers_csv(b"*/*"), prefers_csv(b"text/csv;q=0.5, */*")
    (True, False, False)
    """
    weights = read_weights(accept)
    anything = weights.get("*/*", 0.0)
    json = weights.get("application/json", weights.get("application/*", anything))
    return weights.get("text/csv", weights.get("text/*", anything)) > json


def read_weights(header: bytes) -> dict[str, float]:
    """What a header of preferences names, each with its weight.

    >>> read_weights(b"text/csv, */*;q=0.1")
    {'text/csv': 1.0, '*/*': 0.1}
    """
    weights = {}
    for part in header[:_LONGEST].decode("latin-1").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    weight = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        if name:
            weights[name] = weight
    return weights


def pack(body: bytes, packing: str) -> bytes:
    """The bytes of an answer, packed; the same bytes whenever it is done."""
    if packing == GZIP:
        import deflate

        return bytes(deflate.gzip_compress(body, 6))
    if packing == BROTLI:
        import brotli  # type: ignore[import-untyped]  # it has no annotations

        return bytes(brotli.compress(body, quality=5 if len(body) > _LARGE else 9))
    return body
