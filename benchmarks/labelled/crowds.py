"""Tables of invented people whose number is known, in the shapes that real breaches had."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from benchmarks.labelled import identifiers as ids
from benchmarks.labelled.samples import LOCALES, Names
from leakscan.pii.categories import Role

# A list of forty given and twenty family names names a few hundred people, not thousands.
_PEOPLED = tuple(locale for locale in LOCALES if locale != "en_NG")

Table = tuple[list[str], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    given: str
    family: str
    born: str
    postcode: str
    number: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """Tables, and how many people are in them: in all, and by role where the case is about roles."""

    title: str
    tables: list[Table]
    truth: int
    roles: dict[Role, int] = field(default_factory=dict)
    limit: int | None = None


def population(seed: int, size: int) -> list[Person]:
    """Return so many people, no two with the same number; names repeat as they fall."""
    random, names = Random(seed), Names(seed, locales=_PEOPLED)
    people, numbers = [], set()
    while len(people) < size:
        given, family = names.pair()
        number = ids.nhs(random).replace(" ", "").replace("-", "")
        if number in numbers:
            continue
        numbers.add(number)
        born = f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(1935, 2015)}"
        people.append(Person(given, family, born, ids.postcode(random), number))
    return people


def _records(random: Random, people: list[Person], size: int) -> list[Person]:
    """Return a person for each record, everybody at least once."""
    chosen = [*people, *random.choices(people, k=max(0, size - len(people)))]
    random.shuffle(chosen)
    return chosen


def _initials(person: Person) -> str:
    return f"{person.given[0]} {person.family}"


def _crimes(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 1230)
    rows = []
    for record in _records(random, people, 3014):
        rows.append(
            [
                ids.crime(random),
                "Theft from shop",
                record.family.upper(),
                record.given,
                record.born,
                f"PC {ids.run(random, 4)}",
            ]
        )
    return Crowd(
        "1,230 people in 3,014 crimes, name and birth date",
        [(["Crime Ref", "Offence", "Surname", "Forename", "DOB", "Officer Collar"], rows)],
        1230,
    )


def _roles(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 1230)
    victims, suspects, officers = people[:800], people[800:1230], population(seed + 1, 60)
    rows = []
    for victim in _records(random, victims, 2000):
        suspect, officer = random.choice(suspects), random.choice(officers)
        rows.append(
            [
                victim.family,
                victim.given,
                victim.born,
                suspect.family,
                suspect.given,
                suspect.born,
                officer.family,
                ids.crime(random),
            ]
        )
    for number, suspect in enumerate(suspects):
        rows[number][3:6] = [suspect.family, suspect.given, suspect.born]
    for number, officer in enumerate(officers):
        rows[number][6] = officer.family
    headers = [
        "Vic_Surname",
        "Vic_Forename",
        "Vic_DOB",
        "Suspect_Surname",
        "Suspect_Forename",
        "Suspect_DOB",
        "Officer_Surname",
        "CrimeRef",
    ]
    return Crowd(
        "a victim, a suspect and an officer in each row",
        [(headers, rows)],
        1230,
        {Role.VICTIM: 800, Role.SUSPECT: 430},
    )


def _role_column(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 1230)
    rows = []
    for number, person in enumerate(people):
        role = ("Victim", "Witness", "Suspect")[number % 3]
        rows += [[role, f"{person.given} {person.family}", person.born]] * random.randint(1, 4)
    return Crowd(
        "a column says who is victim, witness, suspect",
        [(["Role", "Name", "DOB"], rows)],
        1230,
        {Role.VICTIM: 410, Role.WITNESS: 410, Role.SUSPECT: 410},
    )


def _staff(seed: int) -> Crowd:
    people = population(seed, 9483)
    rows = [
        [person.family, person.given[0], f"{10000 + n}", "Constable", "Belfast"] for n, person in enumerate(people)
    ]
    return Crowd(
        "9,483 staff: surname, initial, staff number",
        [(["Surname", "Initials", "Staff No", "Rank", "Location"], rows)],
        9483,
    )


def _names_alone(seed: int, size: int, records: int) -> Crowd:
    random, people = Random(seed), population(seed, size)
    rows = [[person.family, person.given, "Housing"] for person in _records(random, people, records)]
    return Crowd(
        f"{size:,} people in {records:,} rows, no identifier: given and family name",
        [(["Surname", "First Name", "Team"], rows)],
        size,
    )


def _two_orders(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 2375)
    first = [[f"{p.family.upper()}, {p.given}", p.born] for p in people]
    second = [[f"{p.given} {p.family}", p.born] for p in random.sample(people, 1800)]
    third = [[f"{random.choice(('Mr', 'Ms', 'Dr'))} {_initials(p)}", p.born] for p in random.sample(people, 900)]
    fourth = [[p.given.upper(), p.family.lower(), p.born] for p in random.sample(people, 900)]
    return Crowd(
        "2,375 people: two orders, capitals, titles, initials over four tables",
        [
            (["Name", "DOB"], first),
            (["Full Name", "Date of Birth"], second),
            (["Tenant", "D.O.B."], third),
            (["Forename", "Surname", "DOB"], fourth),
        ],
        2375,
    )


def _two_orders_alone(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 2375)
    first = [[f"{p.family.upper()}, {p.given}"] for p in people]
    second = [[f"{p.given} {p.family}"] for p in random.sample(people, 1500)]
    third = [[_initials(p)] for p in random.sample(people, 500)]
    return Crowd(
        "2,375 people by name alone: two orders, capitals, initials",
        [(["Name"], first), (["Full Name"], second), (["Tenant"], third)],
        2375,
    )


def _namesakes(seed: int) -> Crowd:
    people = population(seed, 600)
    rows = [[f"{p.given} {p.family}", p.born, p.postcode] for p in people]
    rows += [[f"{p.given} {p.family}", f"01/01/19{10 + n % 80}", "NR1 1AA"] for n, p in enumerate(people[:200])]
    return Crowd("two people of one name, told apart by birth date", [(["Name", "DOB", "Postcode"], rows)], 800)


def _forty_rows(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 250)
    rows = [
        [
            p.number,
            f"{p.given} {p.family}",
            f"{random.randint(1, 28)}/0{random.randint(1, 9)}/2023",
            "Seen, no concerns",
        ]
        for p in people
        for _ in range(40)
    ]
    random.shuffle(rows)
    return Crowd(
        "one person in forty rows, NHS number",
        [(["NHS No", "Patient", "Appointment date", "Notes"], rows)],
        250,
    )


def _staff_beside(seed: int) -> Crowd:
    random, people, staff = Random(seed), population(seed, 1230), population(seed + 5, 300)
    crimes = [
        [p.family, p.given, p.born, s.family, s.given]
        for p in _records(random, people, 3014)
        for s in (random.choice(staff),)
    ]
    listed = [[s.family, s.given, ids.run(random, 6), "Constable"] for s in staff]
    return Crowd(
        "victims, and a list of the staff beside them",
        [
            (["Victim Surname", "Victim Forename", "Victim DOB", "OIC Surname", "OIC Forename"], crimes),
            (["Surname", "Forename", "Staff No", "Rank"], listed),
        ],
        1530,
        {Role.VICTIM: 1230, Role.EMPLOYEE: 300},
    )


def _linked(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 3000)
    first = [[p.number, p.family, p.given] for p in people[:2000]]
    second = [[p.number, p.born, "Asthma"] for p in people[500:2500]]
    third = [[p.number, f"{p.given} {p.family}", p.born] for p in people[1000:3000]]
    for rows in (first, second, third):
        random.shuffle(rows)
    return Crowd(
        "three tables that share people by NHS number",
        [
            (["NHS Number", "Surname", "Forename"], first),
            (["NHS No", "DOB", "Diagnosis"], second),
            (["NHSNumber", "Name", "Date of birth"], third),
        ],
        3000,
    )


def _numbered(seed: int) -> Crowd:
    people = population(seed, 2400)
    rows = [
        [f"{a.given} {a.family}", a.born, f"{b.given} {b.family}", b.born, f"{c.given} {c.family}", c.born]
        for a, b, c in zip(people[:800], people[800:1600], people[1600:], strict=True)
    ]
    return Crowd(
        "three numbered people in each row",
        [(["Name1", "DOB1", "Name2", "DOB2", "Name3", "DOB3"], rows)],
        2400,
    )


def _afghan(seed: int) -> Crowd:
    people = population(seed, 33_000)
    rows = [[p.family, p.given, p.born, f"07700 900{n % 1000:03}"] for n, p in enumerate(people)]
    return Crowd(
        "33,000 rows, a person each",
        [(["Family name", "Given name", "Date of birth", "Mobile"], rows)],
        33_000,
    )


def _postcodes(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 2375)
    rows = [
        [p.family, p.given, f"{n % 200 + 1} High Street", p.postcode]
        for n, p in enumerate(people)
        for _ in range(random.randint(1, 3))
    ]
    return Crowd("name and address, no birth date", [(["Surname", "Forename", "Address", "Postcode"], rows)], 2375)


def _gaps(seed: int) -> Crowd:
    random, people = Random(seed), population(seed, 2375)
    rows = [
        [
            p.family,
            p.given,
            p.born if random.random() < 0.7 else "",
            p.postcode if random.random() < 0.8 else "n/k",
        ]
        for p in _records(random, people, 7000)
    ]
    return Crowd(
        "birth dates and postcodes missing here and there",
        [(["Surname", "Forename", "DOB", "Postcode"], rows)],
        2375,
    )


def _sampled(seed: int) -> Crowd:
    people = population(seed, 60_000)
    rows = [[p.number, p.family, p.given, p.born] for p in people]
    return Crowd(
        "60,000 people where only 10,000 mentions may be kept",
        [(["NHS No", "Surname", "Forename", "DOB"], rows)],
        60_000,
        limit=10_000,
    )


def _serials(seed: int) -> Crowd:
    from datetime import date

    people = population(seed, 1230)
    made = {p.number: date(int(p.born[6:]), int(p.born[3:5]), int(p.born[:2])) for p in people}
    first = [[p.family, p.given, str((made[p.number] - date(1899, 12, 30)).days)] for p in people]
    second = [[p.family, p.given, f"{made[p.number].isoformat()}T00:00:00"] for p in people]
    third = [[p.family, p.given, f"{made[p.number].day} {made[p.number]:%B %Y}"] for p in people]
    return Crowd(
        "one birth date as a day number, in ISO form and in words",
        [(["Surname", "Forename", "DOB"], rows) for rows in (first, second, third)],
        1230,
    )


CASES: tuple[Callable[[int], Crowd], ...] = (
    _crimes, _roles, _role_column, _staff, _two_orders, _two_orders_alone, _namesakes, _forty_rows, _staff_beside, _linked, _numbered, _afghan, _postcodes, _gaps, _sampled, _serials,
    lambda seed: _names_alone(seed, 1230, 3014), lambda seed: _names_alone(seed, 2375, 2375), lambda seed: _names_alone(seed, 9483, 14_000), lambda seed: _names_alone(seed, 33_000, 60_000),
)  # fmt: skip


def crowds(seed: int) -> Iterator[Crowd]:
    """Yield every case."""
    for number, case in enumerate(CASES):
        yield case(seed + 31 * number)
