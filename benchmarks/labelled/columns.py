"""Columns in many header styles and languages, and columns that hold nothing personal."""

from collections.abc import Callable, Iterator
from random import Random

from benchmarks.labelled import identifiers as ids
from benchmarks.labelled.samples import LabelledColumn, Names
from leakscan.pii.categories import Category

Words = dict[str, tuple[str, ...]]

HEADERS: dict[Category, Words] = {
    Category.GIVEN_NAME: {"en": ("First Name", "Forename", "Given Name(s)", "Christian name", "F_Name", "Vic Forename"), "cy": ("Enw cyntaf",), "ga": ("Ainm baiste", "Céadainm"), "fr": ("Prénom",), "de": ("Vorname",), "es": ("Nombre de pila",), "nl": ("Voornaam",), "pl": ("Imię",)},
    Category.FAMILY_NAME: {"en": ("Surname", "Last Name", "Family name", "L_Name", "Vic_Surname", "SusSurname"), "cy": ("Cyfenw",), "ga": ("Sloinne",), "fr": ("Nom de famille",), "de": ("Nachname", "Familienname"), "es": ("Apellidos",), "nl": ("Achternaam",), "pl": ("Nazwisko",)},
    Category.NAME: {"en": ("Name", "Full Name", "Victim Name", "Customer name", "Employee", "Tenant", "Witness 1"), "cy": ("Enw", "Enw llawn"), "ga": ("Ainm",), "fr": ("Nom complet", "Nom et prénom"), "de": ("Name", "Vollständiger Name"), "es": ("Nombre y apellidos", "Nombre completo"), "nl": ("Volledige naam", "Naam"), "pl": ("Imię i nazwisko",)},
    Category.DATE_OF_BIRTH: {"en": ("DOB", "D.O.B.", "Date of Birth", "Birth Date", "DateOfBirth", "Victim DOB"), "cy": ("Dyddiad geni",), "ga": ("Dáta breithe",), "fr": ("Date de naissance", "Né(e) le"), "de": ("Geburtsdatum", "Geb.-Datum"), "es": ("Fecha de nacimiento",), "nl": ("Geboortedatum",), "pl": ("Data urodzenia",)},
    Category.ADDRESS: {"en": ("Address", "Home Address", "Addr Line 1", "Vic_Address", "Street address"), "cy": ("Cyfeiriad",), "ga": ("Seoladh",), "fr": ("Adresse",), "de": ("Anschrift", "Adresse"), "es": ("Dirección", "Domicilio"), "nl": ("Adres",), "pl": ("Adres",)},
    Category.TELEPHONE: {"en": ("Telephone", "Tel", "Mobile No.", "Phone Number", "ContactNo", "Home tel"), "cy": ("Ffôn", "Rhif ffôn"), "ga": ("Guthán", "Fón"), "fr": ("Téléphone", "Portable"), "de": ("Telefon", "Handynummer"), "es": ("Teléfono", "Móvil"), "nl": ("Telefoonnummer",), "pl": ("Telefon", "Nr telefonu")},
    Category.EMAIL: {"en": ("Email", "E-mail Address", "eMailAddr"), "cy": ("E-bost",), "ga": ("Ríomhphost",), "fr": ("Courriel",), "de": ("E-Mail",), "es": ("Correo electrónico",), "nl": ("E-mailadres",), "pl": ("Adres e-mail",)},
    Category.POSTCODE: {"en": ("Postcode", "Post Code", "PCode", "Vic Postcode", "Zip/Postcode"), "cy": ("Cod post",), "ga": ("Cód poist",)},
    Category.SEX: {"en": ("Sex", "Gender", "M/F", "Vic_Gender"), "cy": ("Rhyw",), "ga": ("Inscne",), "fr": ("Sexe",), "de": ("Geschlecht",), "es": ("Sexo",), "nl": ("Geslacht",), "pl": ("Płeć",)},
    Category.AGE: {"en": ("Age", "Age at incident", "Victim Age", "Age (yrs)"), "cy": ("Oed", "Oedran"), "ga": ("Aois",), "fr": ("Âge",), "de": ("Alter",), "es": ("Edad",), "nl": ("Leeftijd",), "pl": ("Wiek",)},
    Category.TITLE: {"en": ("Title", "Salutation"), "de": ("Anrede",), "fr": ("Civilité",), "nl": ("Aanhef",)},
    Category.ETHNICITY: {"en": ("Ethnicity", "Ethnic Origin", "Self-defined ethnicity", "SDE", "Ethnic Group"), "cy": ("Ethnigrwydd",), "fr": ("Origine ethnique",), "de": ("Ethnie", "Ethnische Herkunft"), "es": ("Etnia", "Origen étnico"), "nl": ("Etniciteit",)},
    Category.RELIGION: {"en": ("Religion", "Faith", "Religion or Belief"), "cy": ("Crefydd",), "ga": ("Creideamh",), "fr": ("Religion",), "de": ("Konfession", "Religionszugehörigkeit"), "es": ("Religión",), "nl": ("Geloof", "Godsdienst"), "pl": ("Wyznanie",)},
    Category.ORIENTATION: {"en": ("Sexual Orientation", "Sexuality", "SexualOrientation"), "cy": ("Cyfeiriadedd rhywiol",), "fr": ("Orientation sexuelle",), "de": ("Sexuelle Orientierung",), "es": ("Orientación sexual",)},
    Category.DISABILITY: {"en": ("Disability", "Disabled?", "Disability Type"), "cy": ("Anabledd",), "fr": ("Handicap",), "de": ("Behinderung",), "es": ("Discapacidad",), "nl": ("Handicap",), "pl": ("Niepełnosprawność",)},
    Category.HEALTH: {"en": ("Diagnosis", "Medical condition", "Health Condition", "Medication"), "cy": ("Cyflwr iechyd",), "fr": ("Diagnostic",), "de": ("Diagnose",), "es": ("Diagnóstico",), "nl": ("Diagnose",), "pl": ("Diagnoza",)},
    Category.OFFENCE: {"en": ("Offence", "Crime Type", "Offence Description", "HO Offence", "Conviction", "MO"), "cy": ("Trosedd",), "fr": ("Infraction",), "de": ("Straftat", "Delikt"), "es": ("Delito",), "nl": ("Delict", "Strafbaar feit"), "pl": ("Przestępstwo",)},
    Category.UNION: {"en": ("Trade Union", "Union Membership", "TU member"), "fr": ("Syndicat",), "de": ("Gewerkschaft",)},
    Category.POLITICS: {"en": ("Political party", "Party membership", "Political Affiliation"), "fr": ("Parti politique",), "de": ("Parteizugehörigkeit",)},
    Category.NATIONALITY: {"en": ("Nationality", "Citizenship"), "cy": ("Cenedligrwydd",), "fr": ("Nationalité",), "de": ("Staatsangehörigkeit",), "es": ("Nacionalidad",), "nl": ("Nationaliteit",), "pl": ("Obywatelstwo",)},
    Category.STAFF_NUMBER: {"en": ("Staff No", "Employee ID", "Payroll Number", "Emp_No", "Service Number"), "cy": ("Rhif staff",), "fr": ("Matricule",), "de": ("Personalnummer",), "es": ("Número de empleado",), "nl": ("Personeelsnummer",), "pl": ("Numer pracownika",)},
    Category.JOB: {"en": ("Job Title", "Rank", "Grade/Rank", "Position"), "cy": ("Teitl swydd",), "fr": ("Poste occupé",), "de": ("Dienstgrad", "Berufsbezeichnung"), "es": ("Puesto",), "nl": ("Functie",), "pl": ("Stanowisko",)},
    Category.FREE_TEXT: {"en": ("Notes", "Comments", "Narrative", "Summary", "Free Text"), "cy": ("Nodiadau",), "fr": ("Remarques",), "de": ("Bemerkungen",), "es": ("Observaciones",), "nl": ("Opmerkingen",), "pl": ("Uwagi",)},
    Category.ROLE: {"en": ("Role", "Involvement", "Person Type")},
    Category.PLACE: {"en": ("Town", "City", "County", "Place of birth"), "cy": ("Tref",), "fr": ("Ville",), "de": ("Ort", "Wohnort"), "es": ("Ciudad",), "nl": ("Woonplaats",), "pl": ("Miasto",)},
    Category.PAY: {"en": ("Salary", "Annual Pay", "Hourly rate of pay"), "fr": ("Salaire",), "de": ("Gehalt",), "nl": ("Salaris",)},
    Category.NHS_NUMBER: {"en": ("NHS No", "NHS Number", "NHSNo")}, Category.CHI_NUMBER: {"en": ("CHI", "CHI No")},
    Category.NATIONAL_INSURANCE: {"en": ("NI No", "NINO", "National Insurance Number", "NatIns"), "cy": ("Rhif Yswiriant Gwladol",)},
    Category.PUPIL_NUMBER: {"en": ("UPN", "Unique Pupil Number")}, Category.LEARNER_NUMBER: {"en": ("ULN",)},
    Category.PASSPORT: {"en": ("Passport Number",), "fr": ("N° de passeport",), "de": ("Reisepassnummer",)}, Category.DRIVING_LICENCE: {"en": ("Driving Licence No", "Driver Number")},
    Category.VEHICLE_REGISTRATION: {"en": ("VRM", "Vehicle Reg", "Registration Mark"), "de": ("Kennzeichen",)}, Category.IBAN: {"en": ("IBAN",)}, Category.PAYMENT_CARD: {"en": ("Card No", "Credit card")},
    Category.CRIME_REFERENCE: {"en": ("Crime Ref", "Crime Number", "CrimeRefNo", "Occurrence No"), "cy": ("Cyfeirnod trosedd",)}, Category.PNC_ID: {"en": ("PNC ID", "PNC")}, Category.CRO_NUMBER: {"en": ("CRO No",)},
    Category.CUSTODY_NUMBER: {"en": ("Custody No", "Custody Record")}, Category.COLLAR_NUMBER: {"en": ("Collar No", "Officer Collar", "Shoulder No", "OIC Collar Number")}, Category.INCIDENT_LOG: {"en": ("Incident No", "CAD Ref", "Log number")},
    Category.TENANCY_REFERENCE: {"en": ("Tenancy Ref", "Tenancy Number")}, Category.COUNCIL_TAX_REFERENCE: {"en": ("Council Tax Ref", "CTax Account No")},
    Category.IP_ADDRESS: {"en": ("IP", "IP Address")}, Category.USER_NAME: {"en": ("Username", "User ID", "Login"), "de": ("Benutzername",)},
    Category.PERSON_REFERENCE: {"en": ("Client ID", "Person ID", "Patient ID", "Customer Number", "Nominal Ref"), "fr": ("Numéro client",), "de": ("Kundennummer",), "nl": ("Klantnummer",)},
}  # fmt: skip

# Headers as people really write them: roles before, after and inside, remarks in brackets, genitives.
ODD: tuple[tuple[str, Category], ...] = (
    ("Vic 1 Surname", Category.FAMILY_NAME), ("SUSPECT_DATE_OF_BIRTH", Category.DATE_OF_BIRTH), ("victimforename", Category.GIVEN_NAME), ("Surname (victim)", Category.FAMILY_NAME), ("Name of Victim", Category.NAME), ("Child's DOB", Category.DATE_OF_BIRTH),
    ("Next of kin tel", Category.TELEPHONE), ("Emergency contact name", Category.NAME), ("Applicant First Name", Category.GIVEN_NAME), ("Employee Surname:", Category.FAMILY_NAME), ("Tenant 1 Name", Category.NAME), ("Telephone (home)", Category.TELEPHONE),
    ("Date of birth (dd/mm/yyyy)", Category.DATE_OF_BIRTH), ("Nom de l'élève", Category.NAME), ("Adresse (Privat)", Category.ADDRESS), ("Achternaam patiënt", Category.FAMILY_NAME), ("Nazwisko ucznia", Category.FAMILY_NAME), ("Offender's address", Category.ADDRESS), ("WITNESSNAME", Category.NAME), ("Complainant's e-mail", Category.EMAIL),
    ("MainOffence_Desc", Category.OFFENCE), ("Pers_Ethnic_Origin", Category.ETHNICITY), ("Officer - Collar No.", Category.COLLAR_NUMBER), ("Pupil Forename(s)", Category.GIVEN_NAME), ("Ethnicity (16+1)", Category.ETHNICITY), ("Contact telephone number 2", Category.TELEPHONE), ("IP Surname", Category.FAMILY_NAME), ("Sus1_DOB", Category.DATE_OF_BIRTH), ("Patient's sex", Category.SEX), ("staff_surname", Category.FAMILY_NAME), ("OIC", Category.NAME), ("Home Addr.", Category.ADDRESS), ("PersonDateOfBirth", Category.DATE_OF_BIRTH), ("Declared disability", Category.DISABILITY), ("Religion (optional)", Category.RELIGION), ("Crime Type L2", Category.OFFENCE),
)  # fmt: skip
# Columns whose header says nothing: only these can be told by their values.
TOLD_BY_VALUES = (Category.EMAIL, Category.TELEPHONE, Category.POSTCODE, Category.NHS_NUMBER, Category.NATIONAL_INSURANCE, Category.IBAN, Category.PAYMENT_CARD, Category.PUPIL_NUMBER, Category.DRIVING_LICENCE, Category.IP_ADDRESS, Category.ETHNICITY, Category.RELIGION, Category.OFFENCE, Category.FREE_TEXT, Category.PNC_ID)  # fmt: skip
SILENT = ("", "Column3", "Field 7", "F4", "Unnamed: 2", "Data", "Value")

POOLS: dict[Category, tuple[str, ...]] = {
    Category.SEX: ("M", "F", "Male", "Female", "U"), Category.TITLE: ("Mr", "Mrs", "Miss", "Ms", "Dr", "Mx"),
    Category.ETHNICITY: ("White British", "W1", "Asian - Indian", "Black Caribbean", "Mixed White and Asian", "White Irish", "Not stated", "Chinese", "Any other white background"),
    Category.RELIGION: ("Christian", "Muslim", "No religion", "Hindu", "Jewish", "Sikh", "Buddhist", "Prefer not to say", "Catholic"),
    Category.ORIENTATION: ("Heterosexual", "Gay", "Lesbian", "Bisexual", "Prefer not to say", "Straight"),
    Category.DISABILITY: ("None", "Yes", "No", "Hearing impairment", "Learning disability", "Mobility", "Wheelchair user"),
    Category.HEALTH: ("Depression", "Type 2 diabetes", "Asthma", "Anxiety", "Hypertension", "COPD", "Epilepsy", "Schizophrenia"),
    Category.OFFENCE: ("Burglary dwelling", "Common assault", "Theft from shop", "Rape of a female", "Criminal damage", "Possession of cannabis", "Harassment", "ABH", "Domestic abuse"),
    Category.UNION: ("Unison", "GMB", "Unite", "None", "PCS", "Yes", "No"), Category.POLITICS: ("Labour", "Conservative", "Liberal Democrat", "Green", "Plaid Cymru", "SNP", "None"),
    Category.NATIONALITY: ("British", "Irish", "Polish", "Romanian", "Indian", "French", "German"),
    Category.JOB: ("Constable", "Sergeant", "Inspector", "Finance Officer", "Social Worker", "Nurse", "HR Manager", "PCSO", "Detective Constable"),
    Category.ROLE: ("Victim", "Witness", "Suspect", "Complainant"), Category.PLACE: ("Norwich", "Ipswich", "Lowestoft", "King's Lynn", "Thetford", "Great Yarmouth", "Cromer", "Lincoln", "Preston"),
}  # fmt: skip

SENTENCES = (
    "Victim states that she left the house at nine and returned to find the door forced.",
    "Called back, no reply. Will try again next week as agreed with the duty desk.",
    "Application received late; awaiting further documents before a decision is made.",
    "Seen at the clinic and given advice about diet and exercise, review in six weeks.",
    "Tenant reports damp in the back bedroom, surveyor to attend.",
)
STREETS = (
    "High Street",
    "Church Lane",
    "Mill Road",
    "Station Road",
    "Queens Avenue",
    "The Close",
    "Park Crescent",
    "Elm Grove",
)
ABROAD = (
    "Hauptstraße 12, 50667 Köln",
    "12 rue de la Paix, 75002 Paris",
    "Calle Mayor 7, Madrid",
    "Kerkstraat 44, Utrecht",
    "ul. Długa 5, Kraków",
    "Bergweg 3",
    "14 avenue Foch, Lyon",
)


def _address(random: Random) -> str:
    street = f"{random.randint(1, 180)} {random.choice(STREETS)}"
    return random.choice(
        (
            street,
            f"Flat {random.randint(1, 20)}, {street}",
            f"{street}, Norwich",
            f"{street}, Ipswich, {ids.postcode(random)}",
        )
    )


def _simple(random: Random) -> dict[Category, Callable[[], str]]:
    r = random
    return {
        Category.ADDRESS: lambda: _address(r), Category.TELEPHONE: lambda: ids.telephone(r), Category.EMAIL: lambda: ids.email(r), Category.POSTCODE: lambda: ids.postcode(r),
        Category.AGE: lambda: str(r.randint(1, 95)), Category.STAFF_NUMBER: lambda: r.choice((ids.run(r, 6), f"E{ids.run(r, 5)}")), Category.FREE_TEXT: lambda: r.choice(SENTENCES), Category.PAY: lambda: f"{r.randint(18000, 90000)}",
        Category.NHS_NUMBER: lambda: ids.nhs(r), Category.CHI_NUMBER: lambda: ids.chi(r), Category.NATIONAL_INSURANCE: lambda: ids.nino(r), Category.PUPIL_NUMBER: lambda: ids.upn(r), Category.LEARNER_NUMBER: lambda: ids.uln(r), Category.PASSPORT: lambda: ids.passport(r),
        Category.DRIVING_LICENCE: lambda: ids.driving_licence(r), Category.VEHICLE_REGISTRATION: lambda: ids.vehicle(r), Category.IBAN: lambda: ids.iban(r), Category.PAYMENT_CARD: lambda: ids.card(r), Category.CRIME_REFERENCE: lambda: ids.crime(r),
        Category.PNC_ID: lambda: ids.pnc(r), Category.CRO_NUMBER: lambda: ids.cro(r), Category.CUSTODY_NUMBER: lambda: ids.custody(r), Category.COLLAR_NUMBER: lambda: ids.run(r, 4), Category.INCIDENT_LOG: lambda: ids.incident(r),
        Category.TENANCY_REFERENCE: lambda: ids.tenancy(r), Category.COUNCIL_TAX_REFERENCE: lambda: ids.council_tax(r), Category.IP_ADDRESS: lambda: ids.ip_address(r), Category.USER_NAME: lambda: f"{ids.run(r, 1, 'abc')}{ids.run(r, 5, 'klmno')}", Category.PERSON_REFERENCE: lambda: f"{ids.run(r, 7)}",
    }  # fmt: skip


def _styled(random: Random, header: str) -> str:
    return random.choice(
        (
            header,
            header,
            header.upper(),
            header.lower(),
            header.replace(" ", "_"),
            header + " ",
            header.replace(" ", ""),
        )
    )


def personal(seed: int, *, rounds: int = 3, is_listed: Callable[[str], bool]) -> Iterator[LabelledColumn]:
    """Yield columns of every category in every language, of some thirty values each.

    Name columns are made twice: of names that are on the shipped list, and of names that are not.
    """
    random, names = Random(seed), Names(seed)
    simple = _simple(random)
    for _ in range(rounds):
        for category, languages in HEADERS.items():
            for language, headers in languages.items():
                for header in headers:
                    size = random.randint(12, 40)
                    if category in (Category.GIVEN_NAME, Category.FAMILY_NAME, Category.NAME):
                        for listed in (True, False):
                            yield LabelledColumn(
                                _styled(random, header),
                                _names(names, random, category, size, listed=listed, is_listed=is_listed),
                                category,
                                language,
                                listed,
                            )
                        continue
                    if category is Category.DATE_OF_BIRTH:
                        form = random.randrange(5)
                        values = [_date(random, form) for _ in range(size)]
                    elif category is Category.ADDRESS and language not in ("en", "cy", "ga"):
                        values = [random.choice(ABROAD) for _ in range(size)]
                    elif category in POOLS:
                        values = random.choices(POOLS[category], k=size)
                    else:
                        values = [simple[category]() for _ in range(size)]
                    blanks = random.choice((0.0, 0.0, 0.2))
                    yield LabelledColumn(
                        _styled(random, header),
                        ["" if random.random() < blanks else value for value in values],
                        category,
                        language,
                    )

    for _ in range(rounds):
        for header, category in ODD:
            size = random.randint(12, 40)
            if category in (Category.GIVEN_NAME, Category.FAMILY_NAME, Category.NAME):
                listed = random.random() < 0.5
                yield LabelledColumn(
                    header,
                    _names(names, random, category, size, listed=listed, is_listed=is_listed),
                    category,
                    "odd",
                    listed,
                )
            else:
                yield LabelledColumn(header, _values(random, category, size, simple), category, "odd")
        for category in TOLD_BY_VALUES:
            yield LabelledColumn(
                random.choice(SILENT),
                _values(random, category, random.randint(12, 40), simple),
                category,
                "silent",
            )


def _values(random: Random, category: Category, size: int, simple: dict[Category, Callable[[], str]]) -> list[str]:
    if category is Category.DATE_OF_BIRTH:
        form = random.randrange(5)
        return [_date(random, form) for _ in range(size)]
    if category in POOLS:
        return random.choices(POOLS[category], k=size)
    return [simple[category]() for _ in range(size)]


def _names(
    names: Names,
    random: Random,
    category: Category,
    size: int,
    *,
    listed: bool,
    is_listed: Callable[[str], bool],
) -> list[str]:
    form = random.randrange(6)
    values: list[str] = []
    while len(values) < size:
        given, family = names.pair()
        if (is_listed(given) and is_listed(family)) is not listed or (
            not listed and (is_listed(given) or is_listed(family))
        ):
            continue
        if category is Category.GIVEN_NAME:
            values.append(given if form else given.upper())
        elif category is Category.FAMILY_NAME:
            values.append(family if form else family.upper())
        else:
            values.append(
                (
                    f"{given} {family}",
                    f"{family}, {given}",
                    f"{family.upper()}, {given}",
                    f"{given} {family}",
                    f"{random.choice(('Mr', 'Mrs', 'Dr'))} {given[0]} {family}",
                    f"{given} {family}".upper(),
                )[form]
            )
    return values


def _date(random: Random, form: int) -> str:
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(1935, 2018)
    return (
        f"{day:02}/{month:02}/{year}",
        f"{year}-{month:02}-{day:02}",
        f"{day}.{month}.{year}",
        f"{day} {('Jan', 'Mar', 'Jul')[month % 3]} {year}",
        f"{year}-{month:02}-{day:02}T00:00:00",
    )[form]


def impersonal(seed: int, *, rounds: int = 6) -> Iterator[LabelledColumn]:
    """Yield columns that hold nothing personal, many under words that also head personal ones."""
    r, names = Random(seed + 7), Names(seed + 7)
    makers: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Product Name", lambda: r.choice(("Blue widget", "Steel bolt", "Office chair", "Paper A4", "Red pen"))), ("Company Name", lambda: f"{names.family()} {r.choice(('Ltd', 'plc', '& Sons', 'Group'))}"), ("File name", lambda: f"{ids.run(r, 6, 'abcdefgh')}.xlsx"),
        ("Order No", lambda: ids.run(r, 8)), ("Amount", lambda: f"{r.randint(1, 9999)}.{ids.run(r, 2)}"), ("Status", lambda: r.choice(("Open", "Closed", "Pending"))), ("Country", lambda: r.choice(("France", "Germany", "Spain", "Wales"))),
        ("Invoice Date", lambda: f"{r.randint(1, 28):02}/{r.randint(1, 12):02}/20{r.randint(10, 25)}"), ("Date Reported", lambda: f"20{r.randint(10, 25)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"), ("Quantity", lambda: str(r.randint(1, 99))), ("Department", lambda: r.choice(("Finance", "Housing", "Legal", "Estates"))),
        ("Month", lambda: r.choice(("January", "April", "May", "June", "August"))), ("Project Name", lambda: r.choice(("Phoenix", "Mercury", "Apollo", "Delta"))), ("Total", lambda: str(r.randint(1, 50000))), ("SKU", lambda: f"{ids.run(r, 3, 'ABC')}{ids.run(r, 5)}"), ("Version", lambda: f"{r.randint(1, 9)}.{r.randint(0, 9)}.{r.randint(0, 9)}"),
        ("Street Lighting", lambda: r.choice(("Yes", "No"))), ("Average Age of Fleet", lambda: f"{r.randint(1, 12)}.{ids.run(r, 1)}"), ("Percentage", lambda: f"{r.randint(0, 100)}%"), ("Sheet name", lambda: f"Sheet{r.randint(1, 9)}"), ("Year", lambda: str(r.randint(1990, 2025))), ("Page Title", lambda: r.choice(("Home", "About us", "Contact", "News"))), ("Ward", lambda: r.choice(("Abbey", "Castle", "Riverside", "Bowthorpe"))),
        ("Category", lambda: r.choice(("A", "B", "C"))), ("URL", lambda: f"https://www.example.org/{ids.run(r, 5, 'abcdef')}"), ("Unit price", lambda: f"£{r.randint(1, 99)}.{ids.run(r, 2)}"), ("Number of victims", lambda: str(r.randint(0, 9))), ("Count of Surname", lambda: str(r.randint(1, 300))), ("Stage", lambda: r.choice(("1", "2", "3"))), ("Barcode", lambda: ids.run(r, 13)), ("Supplier", lambda: f"{names.family()} {r.choice(('Ltd', 'Limited', 'LLP'))}"), ("Language", lambda: r.choice(("English", "Welsh", "Polish"))), ("Village", lambda: f"{names.family()} {r.choice(('St Mary', 'Green', 'Heath', 'Common'))}"),
        ("Column1", lambda: ids.run(r, 5)), ("Last modified", lambda: f"20{r.randint(10, 25)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"), ("Address of cell", lambda: f"${r.choice('ABC')}${r.randint(1, 99)}"), ("Brand name", lambda: r.choice(("Acme", "Globex", "Initech"))), ("Script", lambda: r.choice(("run", "stop"))), ("Message", lambda: r.choice(("ok", "failed", "retry"))),
        ("Contact method", lambda: r.choice(("Phone", "Email", "Letter"))), ("Name of organisation", lambda: f"{names.family()} Trust"), ("Position", lambda: f"{r.randint(1, 900)}"), ("Concrete grade", lambda: f"C{ids.run(r, 2)}"), ("Mobile devices", lambda: str(r.randint(1, 99))), ("Address type", lambda: r.choice(("Billing", "Delivery"))), ("Phone model", lambda: r.choice(("Galaxy S9", "iPhone 12", "Nokia 3310"))), ("Age of vehicle", lambda: str(r.randint(1, 20))), ("Title of document", lambda: r.choice(("Budget", "Minutes", "Policy note"))), ("Charge", lambda: f"{r.randint(1, 99)}.{ids.run(r, 2)}"), ("Condition", lambda: r.choice(("Good", "Fair", "Poor", "New"))), ("Race", lambda: r.choice(("10k", "Marathon", "Half marathon"))), ("Orientation", lambda: r.choice(("Portrait", "Landscape"))), ("Index", lambda: str(r.randint(1, 9000))), ("Card", lambda: r.choice(("Yellow", "Red"))), ("Post", lambda: r.choice(("First class", "Second class"))), ("Name", lambda: r.choice(("Red paint", "steel bolts", "A4 paper", "white board", "desk lamp"))), ("Name", lambda: r.choice(("Norfolk", "Suffolk", "Essex", "Kent"))), ("Description", lambda: f"{ids.run(r, 4)}"), ("Salary budget", lambda: r.choice(("over", "under"))), ("Registration fee", lambda: f"{r.randint(1, 99)}"), ("Tel. charges", lambda: f"{r.randint(1, 99)}.{ids.run(r, 2)}"), ("Sex ratio", lambda: f"0.{ids.run(r, 2)}"), ("Staff number change", lambda: f"-{r.randint(1, 9)}%"), ("Crime reduction target", lambda: f"{r.randint(1, 9)}%"), ("Date of birth of business", lambda: f"20{r.randint(10, 25)}-01-0{r.randint(1, 9)}"), ("Ethnicity count", lambda: str(r.randint(1, 99))), ("Asset Tag", lambda: f"{ids.run(r, 2, 'ABC')}{ids.run(r, 6)}"), ("Item No.", lambda: ids.run(r, 10)), ("", lambda: ids.run(r, 10)), ("", lambda: ids.run(r, 8)), ("", lambda: r.choice(("Yes", "No"))), ("Value", lambda: f"{r.randint(1, 12)}.{ids.run(r, 3)}"), ("Building Name", lambda: f"{names.family()} House"), ("Street", lambda: r.choice(("lit", "unlit"))), ("Mail server", lambda: f"mx{r.randint(1, 9)}"), ("Token count", lambda: ids.run(r, 4)), ("Grade", lambda: str(r.randint(1, 9))), ("Update", lambda: f"KB{ids.run(r, 7)}"), ("Log", lambda: f"{r.randint(0, 5)}.{ids.run(r, 4)}"),
    )  # fmt: skip
    for _ in range(rounds):
        for header, make in makers:
            category = Category.PLACE if header == "Village" else Category.NOTHING
            yield LabelledColumn(_styled(r, header), [make() for _ in range(r.randint(12, 40))], category)
