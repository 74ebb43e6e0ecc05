"""Joins hidden characters into words and runs."""

from leakscan.formats.pdf.characters import Characters
from leakscan.views.pages import Cover, HiddenText

_WORD_SHARE = 0.4
_MOST_BESIDE = 3
"""How long a run with one letter or digit may be; longer ones are the dots of a form on which its fields lie."""


def complete_words(characters: Characters, covers: dict[int, Cover]) -> None:
    """Count the rest of a word as hidden when much of it is: a label painted over a cover meets some of it."""
    letters, boxes = characters.letters, characters.boxes

    def is_of_word(place: int) -> bool:
        return 0 <= place < len(letters) and boxes[place] is not None and not letters[place].isspace()

    end = 0
    for place in sorted(covers):
        if place < end or not is_of_word(place):
            continue
        start, end = place, place + 1
        while is_of_word(start - 1):
            start -= 1
        while is_of_word(end):
            end += 1
        hidden = [covers[item] for item in range(start, end) if item in covers]
        if len(hidden) >= (end - start) * _WORD_SHARE:
            is_covered = all(cover.is_covering for cover in hidden)
            common = max(hidden, key=hidden.count)
            for item in range(start, end):
                covers[item] = common if is_covered else covers.get(item, common)


def hidden_runs(
    number: int, characters: Characters, covers: dict[int, Cover]
) -> tuple[list[HiddenText], set[int]]:
    """Return the runs of hidden characters, and the positions of the characters in them."""
    runs: list[HiddenText] = []
    hidden: set[int] = set()
    run: list[int] = []
    kind: Cover | None = None
    for place in sorted(covers):
        first = run[-1] + 1 if run else place
        between = characters.letters[first:place]
        if between and (not between.isspace() or "\r" in between or "\n" in between):
            _finish(number, run, kind, characters, runs, hidden)
            run, first = [], place
        letter = characters.letters[place]
        if run and letter.isspace() and letter not in "\r\n":
            continue  # it belongs to what follows it, if anything does
        if run and covers[place] is not kind:
            _finish(number, run, kind, characters, runs, hidden)
            run = []
        kind = covers[place]
        run.extend(range(first, place + 1))
    _finish(number, run, kind, characters, runs, hidden)
    return runs, hidden


def _finish(
    number: int,
    run: list[int],
    kind: Cover | None,
    characters: Characters,
    runs: list[HiddenText],
    hidden: set[int],
) -> None:
    text = "".join(characters.letters[place] for place in run).strip()
    letters = sum(character.isalnum() for character in text)
    if kind is Cover.ANNOTATION and letters == 1 and len(text) > _MOST_BESIDE:
        return
    least = 2 if kind in (Cover.PARTLY, Cover.UNPAINTED, Cover.CLIPPED, Cover.BLACKED_OUT) else 1
    if kind is None or letters < least:
        return
    boxes = [box for place in run if (box := characters.boxes[place]) is not None]
    box = (
        min(item[0] for item in boxes),
        min(item[1] for item in boxes),
        max(item[2] for item in boxes),
        max(item[3] for item in boxes),
    )
    runs.append(HiddenText(number, text, kind, box))
    hidden.update(run)
