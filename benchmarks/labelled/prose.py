"""Sentences with names, sensitive words, and sentences that only look as if they had them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.labelled.samples import Names
from leakscan.pii.categories import Category

WITH_NAME = (
    "I spoke to {} about the repair.", "Mrs {} called the office twice.", "Statement taken from {} at the scene.", "{} is the tenant of the flat.", "Please copy {} into the reply.", "The complaint was made by {} last week.",
    "Suspect {} was arrested nearby.", "Her neighbour, {}, heard shouting.", "Reported by Mr {}.", "{} and her son moved out in May.", "Dr {} reviewed the case.", "Witness: {}",
)  # fmt: skip
WITHOUT_NAME = (
    "The Annual Report was sent to the Finance Committee.", "Norwich City Council owns the building on Bishop Bridge Road.", "The Data Protection Officer will reply.", "Great Yarmouth Market Place was closed.", "Meeting moved to Lincoln Castle in May.", "Microsoft Excel could not open the Summary Sheet.",
    "Royal Mail delivered late on Good Friday.", "See Table Two and Figure Nine in Part Four.", "King Street and Victoria Road are shut.", "The Preston Park works begin in April.", "North Sea gas prices rose in March.", "Windsor House was sold to Taylor Wimpey.", "Police and Crime Commissioner published the plan.", "Order the Marks and Spencer gift cards.", "Chelsea beat Crystal Palace on Saturday.",
)  # fmt: skip

SENSITIVE: tuple[tuple[Category, tuple[str, ...]], ...] = (
    (Category.HEALTH, ("She suffers from depression and anxiety.", "He was sectioned under the Mental Health Act.", "Patient has type 2 diabetes.", "He is HIV positive.", "Referred for cancer treatment.", "She is pregnant and cannot attend.", "He has been sober since his overdose.")),
    (Category.OFFENCE, ("He was convicted of burglary in 2014.", "She reported a rape at the address.", "Arrested for possession of cannabis.", "Victim of domestic abuse.", "Charged with common assault.", "He has a previous conviction for theft.", "Allegation of indecent assault.")),
    (Category.ORIENTATION, ("He told the officer he is gay.", "She is a lesbian.", "The attack was homophobic; the victim is bisexual.")),
    (Category.RELIGION, ("The family are practising Muslims.", "He is a Jehovah's Witness.", "She is Jewish and asked for a kosher meal.", "A Sikh man was attacked.")),
    (Category.ETHNICITY, ("The suspect is described as a Black male.", "She is of Pakistani heritage.", "An Asian woman aged thirty.", "A Romany Gypsy family live there.")),
    (Category.DISABILITY, ("He uses a wheelchair.", "She is registered blind.", "The child has a learning disability.", "He is autistic.")),
    (Category.UNION, ("She is a Unison member.", "He is a trade union representative.")),
    (Category.POLITICS, ("He is a member of the Labour Party.", "She stood as a Conservative candidate.")),
)  # fmt: skip
HARMLESS = (
    "No disability was recorded.", "She does not have diabetes.", "Nobody was convicted of theft.", "There is no history of depression.", "He has never been arrested.", "Church Road is closed.", "The black car was parked by the Indian restaurant.", "Wind assault course opens in spring.", "The health and safety audit is due.", "Gay Street, Bath, was resurfaced.", "He denied any mental illness.", "The white van was parked outside.", "The labour costs rose by five per cent.", "A conservative estimate is ten days.", "The European Union published new rules.", "Orange and black paint was delivered.", "The chemist's shop closes at six.", "Asthma was ruled out.", "The sex ratio was balanced.", "Unite the two sheets before sending.", "Not charged with any offence.", "The theft insurance premium went up.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the name in it if any, whether the list knows the name, and what it says."""

    text: str
    name: str = ""
    listed: bool | None = None
    says: Category | None = None


def named(seed: int, *, size: int = 1500, is_listed: Callable[[str], bool]) -> Iterator[Sentence]:
    """Yield sentences with a name: half of them of names that the shipped list lacks in part or whole."""
    random, names = Random(seed), Names(seed)
    while size:
        given, family = names.pair()
        listed = is_listed(given) and is_listed(family)
        if listed and random.random() < 0.35:
            continue
        name = f"{given} {family}"
        yield Sentence(random.choice(WITH_NAME).format(name), name, listed)
        size -= 1


def nameless() -> Iterator[Sentence]:
    """Yield sentences without any person's name."""
    for text in WITHOUT_NAME:
        yield Sentence(text)


def sensitive() -> Iterator[Sentence]:
    """Yield sentences that say something special about a person, then some that do not."""
    for category, texts in SENSITIVE:
        for text in texts:
            yield Sentence(text, says=category)
    for text in HARMLESS:
        yield Sentence(text)
