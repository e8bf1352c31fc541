"""``dataset.jsonld``: each register as a schema.org Dataset, which search engines read."""

from __future__ import annotations

from collections.abc import Sequence

from ofrecord.export.described import MEDIA_TYPES, DataFile, Exported, Form
from ofrecord.model import Plain, PlainRow


def describe_datasets(exported: Sequence[Exported], address: str = "") -> PlainRow:
    """Every register as a Dataset, in one JSON-LD document."""
    graph: list[Plain] = [describe_dataset(one, address) for one in exported]
    return {"@context": "https://schema.org/", "@graph": graph}


def describe_dataset(one: Exported, address: str = "") -> PlainRow:
    """A register as a schema.org Dataset; addresses of files are relative without an ``address``.

    The publisher is the maker of what is printed; this compilation names it as its source.
    """
    publisher: PlainRow = {"@type": "Organization", "name": one.publisher, "url": one.home}
    span = {"temporalCoverage": f"{one.first_day}/{one.last_day}"} if one.first_day else {}
    dated = {"dateModified": one.captured_on, "version": one.captured_on}
    return {
        "@type": "Dataset",
        "name": one.title,
        "identifier": one.name,
        "description": one.cautioned,
        "url": address or one.home,
        "creator": publisher,
        "isBasedOn": one.home,
        "license": {"@type": "CreativeWork", "name": one.licence},
        "isAccessibleForFree": True,
        "inLanguage": "en",
        **span,
        **(dated if one.captured_on else {}),
        "variableMeasured": [title for _, title in one.measures],
        "distribution": [_download(file, address) for file in one.files],
    }


def _download(file: DataFile, address: str) -> PlainRow:
    return {
        "@type": "DataDownload",
        "name": f"{file.table or 'all tables'} ({file.form})",
        "contentUrl": f"{address.rstrip('/')}/{file.path}" if address else file.path,
        "encodingFormat": MEDIA_TYPES[Form(file.form)],
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
