"""Kinds of fact: what the corpus states, and where a report says the same."""

from tests.corpus.kinds import caches, package, people, sheets
from tests.corpus.kinds.kind import Kind

KINDS: tuple[Kind, ...] = (*sheets.KINDS, *caches.KINDS, *people.KINDS, *package.KINDS)

NOT_COMPARED = {
    "container": "said by `format`",
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
