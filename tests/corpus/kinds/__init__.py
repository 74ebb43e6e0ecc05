"""Kinds of fact: what the corpus states, and where a report says the same."""

from tests.corpus.kinds import binary, caches, decks, history, open_document, package, pages, people, sheets, texts
from tests.corpus.kinds.kind import Kind

KINDS: tuple[Kind, ...] = (
    *sheets.KINDS,
    *caches.KINDS,
    *people.KINDS,
    *history.KINDS,
    *binary.KINDS,
    *open_document.KINDS,
    *package.KINDS,
    *pages.KINDS,
    *texts.KINDS,
    *decks.KINDS,
)

NOT_COMPARED = {
    "custom_sheet_views": "a view is one finding, compared with `custom_workbook_views`",
    "container": "said by `format`",
    "biff": "the report does not tell the versions apart",
    "both_book_and_workbook_streams": "both are streams; one is read, the other is an unknown stream",
    "embedded_storages": "what objects hold is examined as files of their own",
    "filter_mode_sheets": "compared with `hidden_rows`, whichever rule tells of them",
    "macro_entries": "macros are listed and not examined",
    "thumbnails": "counted among the pictures whose pixels are not read",
    "vba_storages": "their source is compared by hand only",
    "revision_log_streams": "revision logs of binary workbooks are an unknown stream",
    "strict": "the report does not tell the two dialects apart",
    "sheet_count": "the report does not count what shows",
    "shared_strings": "the report does not count what shows",
    "defined_names": "the report does not count names that hold no data; hidden ones are compared",
    "decrypted": "its facts are compared as the file's own",
    "opens_with_default_password": "compared with `encrypted`",
    "orphan_shared_string_samples": "compared by number with `orphan_shared_strings`",
    "errors": "the facts may be incomplete; what is found besides is no disagreement",
}
"""Facts that nothing is compared with, and why; what is neither here nor a kind has no mapping yet."""
