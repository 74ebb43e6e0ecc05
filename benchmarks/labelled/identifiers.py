"""Identifiers in cells and sentences, each with its near misses."""

from collections.abc import Callable, Iterator
from random import Random
from string import ascii_uppercase, digits

from benchmarks.labelled.samples import Names, Sample
from leakscan.pii.categories import Category

Make = Callable[[Random], str]
CHECK_23 = "ZABCDEFGHJKLMNPQRTUVWXY"


def run(random: Random, length: int, alphabet: str = digits) -> str:
    return "".join(random.choices(alphabet, k=length))


def _nhs_digits(random: Random, first: str = "") -> str:
    while True:
        body = (first + run(random, 9))[:9]
        check = 11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return body + str(check % 11)


def nhs(random: Random) -> str:
    number = _nhs_digits(random, random.choice(("4", "6", "7", "9", "999")))
    return random.choice(
        (number, f"{number[:3]} {number[3:6]} {number[6:]}", f"{number[:3]}-{number[3:6]}-{number[6:]}")
    )


def chi(random: Random) -> str:
    return _nhs_digits(random, f"{random.randint(1, 28):02}{random.randint(1, 12):02}{random.randint(0, 99):02}")


def nino(random: Random) -> str:
    first = random.choice(("QQ", "ZZ", random.choice("ABCEGHJKLMNPRSTWXY") + random.choice("ABCEGHJKLMNPRSTWXYZ")))
    while first in {"BG", "GB", "NK", "KN", "TN", "NT"}:
        first = random.choice("ABCEGHJKLMNPRSTWXY") + random.choice("ABCEGHJKLMNPRSTWXYZ")
    body, last = run(random, 6), random.choice("ABCD")
    return random.choice(
        (
            f"{first}{body}{last}",
            f"{first} {body[:2]} {body[2:4]} {body[4:]} {last}",
            f"{first}{body}{last}".lower(),
        )
    )


def utr(random: Random) -> str:
    body = run(random, 9)
    check = sum(int(d) * w for d, w in zip(body, (6, 7, 8, 9, 10, 5, 4, 3, 2), strict=True)) % 11
    number = "21987654321"[check] + body
    return random.choice((number, f"{number[:5]} {number[5:]}", number + "K"))


def upn(random: Random) -> str:
    body = run(random, 12)
    check = sum(int(d) * w for d, w in zip(body, range(2, 14), strict=True)) % 23
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[check] + body


def uln(random: Random) -> str:
    while True:
        body = random.choice("123456789") + run(random, 8)
        rest = sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
        if rest:
            return body + str(10 - rest)


def driving_licence(random: Random) -> str:
    name = (run(random, random.randint(3, 5), ascii_uppercase) + "9999")[:5]
    month = random.randint(1, 12) + random.choice((0, 50))
    initials = random.choice(ascii_uppercase) + random.choice(ascii_uppercase + "9")
    return f"{name}{random.randint(0, 9)}{month:02}{random.randint(1, 28):02}{random.randint(0, 9)}{initials}{random.randint(2, 9)}{run(random, 2, ascii_uppercase)}"


def vehicle(random: Random) -> str:
    area = random.choice("ABCDEFGHKLMNPRSVWXY") + random.choice("ABCDEFGHJKLMNPRSTUVWXY")
    age = random.choice((f"{random.randint(2, 25):02}", f"{random.randint(51, 75)}"))
    last = run(random, 3, "ABCDEFGHJKLMNPRSTUVWXYZ")
    return random.choice(
        (
            f"{area}{age} {last}",
            f"{area}{age} {last}",
            f"{random.choice('ABCDEFGHJKLMNPRSTVWXY')}{random.randint(100, 999)} {last}",
        )
    )


def passport(random: Random) -> str:
    return random.choice((run(random, 9), random.choice("ABCDEFGHX") + run(random, 8)))


def iban(random: Random) -> str:
    country, body = random.choice(
        (
            ("GB", run(random, 4, ascii_uppercase) + run(random, 14)),
            ("DE", run(random, 18)),
            ("FR", run(random, 23)),
            ("NL", run(random, 4, ascii_uppercase) + run(random, 10)),
            ("PL", run(random, 24)),
        )
    )
    number = "".join(str(int(c, 36)) for c in body + country + "00")
    whole = f"{country}{98 - int(number) % 97:02}{body}"
    return random.choice((whole, " ".join(whole[i : i + 4] for i in range(0, len(whole), 4))))


def luhn(body: str) -> str:
    total = sum(sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(body)))
    return str(-total % 10)


def card(random: Random) -> str:
    body = random.choice(
        ("4" + run(random, 14), f"5{random.randint(1, 5)}" + run(random, 13), "37" + run(random, 12))
    )
    number = body + luhn(body)
    if len(number) == 15:
        return random.choice((number, f"{number[:4]} {number[4:10]} {number[10:]}"))
    return random.choice(
        (
            number,
            " ".join(number[i : i + 4] for i in range(0, 16, 4)),
            "-".join(number[i : i + 4] for i in range(0, 16, 4)),
        )
    )


def bank(random: Random) -> str:
    sort = run(random, 6)
    dashed = f"{sort[:2]}-{sort[2:4]}-{sort[4:]}"
    return random.choice(
        (f"{dashed} {run(random, 8)}", f"{dashed}, {run(random, 8)}", f"{dashed} / {run(random, 8)}")
    )


def telephone(random: Random) -> str:
    return random.choice(
        (
            f"07700 900{run(random, 3)}", f"07700900{run(random, 3)}", f"+44 7700 900{run(random, 3)}", f"01632 960{run(random, 3)}",
            f"(01632) 960{run(random, 3)}", f"020 7946 0{run(random, 3)}", f"+447{run(random, 9)}", f"0{random.choice(('7911 ', '7400 ', '7850 '))}{run(random, 6)}",
            f"+33 6 {run(random, 2)} {run(random, 2)} {run(random, 2)} {run(random, 2)}", f"+49 30 {run(random, 8)}", f"+48 22 {run(random, 3)} {run(random, 2)} {run(random, 2)}", f"+353 87 {run(random, 3)} {run(random, 4)}",
        )
    )  # fmt: skip


AREAS = (
    "NR",
    "IP",
    "SS",
    "N",
    "E",
    "SW",
    "BT",
    "EH",
    "CF",
    "LL",
    "M",
    "B",
    "LS",
    "NE",
    "PO",
    "SO",
    "CB",
    "GL",
)


def postcode(random: Random) -> str:
    inward = random.choice(digits) + run(random, 2, "ABDEFGHJLNPQRSTUWXYZ")
    return f"{random.choice(AREAS)}{random.randint(1, 29)} {inward}"


def email(random: Random) -> str:
    return f"{run(random, 5, 'abcdefghij')}.{run(random, 6, 'klmnopqrst')}@{random.choice(('example.org', 'mail.example.com', 'norfolk.example.gov.uk', 'exämple.de'))}"


def crime(random: Random) -> str:
    year = random.randint(15, 25)
    return random.choice(
        (
            f"36/{run(random, random.randint(4, 6))}/{year}",
            f"CR/{run(random, 7)}/{year}",
            f"{random.randint(10, 63)}{year}00{run(random, 5)}",
            f"06BB/{run(random, 5)}/{year}",
            f"{run(random, 7)}/{year}",
            f"20BW/{run(random, 6)}A/{year}",
        )
    )


def pnc(random: Random) -> str:
    year, serial = random.randint(1975, 2024), run(random, 7)
    letter = CHECK_23[int(f"{year % 100:02}{serial}") % 23]
    return random.choice((f"{year}/{serial}{letter}", f"{year % 100:02}/{int(serial)}{letter}"))


def cro(random: Random) -> str:
    year, serial = random.randint(60, 99), run(random, 6)
    letter = CHECK_23[int(f"{year:02}{serial}") % 23]
    plain = serial.lstrip("0")
    without_prints = CHECK_23[int(f"{year:02}{plain}") % 23]
    return random.choice((f"{serial}/{year}{letter}", f"SF{year}/{plain}{without_prints}"))


def urn(random: Random) -> str:
    unit, serial, year = (
        random.choice(ascii_uppercase) + random.choice(digits + ascii_uppercase),
        run(random, 5),
        random.randint(15, 25),
    )
    return random.choice((f"36{unit}{serial}{year}", f"36/{unit}/{serial}/{year}", f"36 {unit} {serial} {year}"))


def custody(random: Random) -> str:
    return random.choice(
        (
            f"36AA/{run(random, 4)}/{random.randint(15, 25)}",
            f"CU/{run(random, 5)}/{random.randint(15, 25)}",
            f"NPC-{run(random, 6)}",
            f"36{run(random, 2, ascii_uppercase)}{run(random, 6)}",
        )
    )


def collar(random: Random) -> str:
    return random.choice(
        (
            run(random, 4),
            run(random, 3) + random.choice("ABC"),
            f"PC {run(random, 4)}",
            f"DS {run(random, 3)}",
        )
    )


def incident(random: Random) -> str:
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(2018, 2025)
    return random.choice(
        (
            f"CAD {run(random, 4)}/{day:02}{('JAN', 'MAR', 'SEP')[month % 3]}{year % 100}",
            f"NP-{year}{month:02}{day:02}-{run(random, 4)}",
            f"NC-{day:02}{month:02}{year}-{run(random, 3)}",
            f"CAD{run(random, 4)} of {day:02}/{month:02}/{year}",
        )
    )


def date_of_birth(random: Random) -> str:
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(1935, 2018)
    return random.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{year}-{month:02}-{day:02}",
            f"{day}.{month}.{year}",
            f"{day} {('January', 'March', 'July')[month % 3]} {year}",
            f"{day:02}-{('Jan', 'Mar', 'Jul')[month % 3]}-{year}",
        )
    )


def council_tax(random: Random) -> str:
    return random.choice((run(random, 8), run(random, 9), run(random, 10), run(random, 8) + "X"))


def tenancy(random: Random) -> str:
    return random.choice(
        (f"T{run(random, 6)}", run(random, 8), f"TEN{run(random, 7)}", f"{run(random, 6)}/{run(random, 2)}")
    )


def ip_address(random: Random) -> str:
    return random.choice(
        (
            f"192.168.{random.randint(0, 255)}.{random.randint(1, 254)}",
            f"10.{random.randint(0, 255)}.{random.randint(0, 255)}.{random.randint(1, 254)}",
            f"{random.randint(60, 220)}.{random.randint(32, 255)}.{random.randint(0, 255)}.{random.randint(1, 254)}",
            f"2001:db8:{run(random, 4, '123456789abcdef')}::{run(random, 3, '123456789abcdef')}",
        )
    )


def mac_address(random: Random) -> str:
    return random.choice(":-").join(run(random, 2, "0123456789abcdef") for _ in range(6))


def user_name(random: Random) -> str:
    name = run(random, 1, "abcdefg") + run(random, 6, "hijklmnop")
    return random.choice(
        (
            f"C:\\Users\\{name}\\Documents\\list.xlsx",
            f"/home/{name}/reports",
            f"/Users/{name}/Desktop/a.docx",
            f"C:\\Documents and Settings\\{name}\\My Documents",
            f"file:///C:/Users/{name}/x.xls",
        )
    )


def secret(random: Random) -> str:
    word = run(random, 12, "abcdefghjkmnpqrstuvwxyz23456789")
    return random.choice(
        (
            f"Provider=SQLOLEDB;Data Source=srv01;User ID=sa;Password={word};",
            f"pwd={word}",
            f"https://admin:{word}@intranet.example.org/x",
            "AKIA" + run(random, 16, ascii_uppercase + "234567"),
            "ghp_" + run(random, 36, "abcdefghijklmnopqrstuvwxyz0123456789"),
            f"password: {word}",
        )
    )


# Category, maker, headers above a cell, sentences around it; "{}" alone is a cell without header.
PLAN: tuple[tuple[Category, Make, tuple[str, ...], tuple[str, ...]], ...] = (
    (Category.EMAIL, email, ("", "E-mail"), ("{}", "Please write to {} by Friday.", "<{}>")),
    (Category.TELEPHONE, telephone, ("", "Tel no", "Mobile", "Telefon"), ("{}", "Ring {} after six", "Mob: {}")),
    (Category.POSTCODE, postcode, ("", "Postcode", "PCODE"), ("{}", "lives near {} in a flat", "12 High Street, Norwich, {}")),
    (Category.NHS_NUMBER, nhs, ("NHS No", "NHSNumber"), ("{}", "NHS number {}", "nhs no. {} seen today")),
    (Category.CHI_NUMBER, chi, ("CHI", "CHI Number"), ("{}", "CHI {}", "chi number: {}")),
    (Category.NATIONAL_INSURANCE, nino, ("NI Number", "NINO", "National Insurance No"), ("{}", "NI number {}", "her NINO is {}.")),
    (Category.TAX_REFERENCE, utr, ("UTR", "Unique Taxpayer Reference"), ("{}", "UTR {}", "tax reference {} for the year")),
    (Category.PUPIL_NUMBER, upn, ("UPN", ""), ("{}", "UPN {}")),
    (Category.LEARNER_NUMBER, uln, ("ULN", "Unique Learner Number"), ("{}", "ULN {}")),
    (Category.DRIVING_LICENCE, driving_licence, ("", "Driving Licence", "Driver No"), ("{}", "licence number {} was shown")),
    (Category.VEHICLE_REGISTRATION, vehicle, ("VRM", "Reg", "Vehicle Registration"), ("{}", "driving a blue Ford, registration {}", "index {} seen leaving")),
    (Category.PASSPORT, passport, ("Passport No", "Passport"), ("{}", "passport number {}", "holds passport {}")),
    (Category.IBAN, iban, ("", "IBAN"), ("{}", "pay to {} today")),
    (Category.PAYMENT_CARD, card, ("", "Card number", "PAN"), ("{}", "paid by card {} on Friday")),
    (Category.BANK_ACCOUNT, bank, ("", "Bank details", "Sort code and account"), ("{}", "Sort code / account: {}", "refund to {}")),
    (Category.CRIME_REFERENCE, crime, ("Crime Ref", "Crime No", "Occurrence Number", "CrimeRefNo"), ("{}", "crime reference {}", "see crime no {} for details")),
    (Category.PNC_ID, pnc, ("", "PNC ID", "PNCID"), ("{}", "PNC {} refers")),
    (Category.CRO_NUMBER, cro, ("CRO", "CRO Number"), ("{}", "CRO number {}")),
    (Category.CASE_URN, urn, ("URN", "Case URN"), ("{}", "URN {}", "file URN: {} at court")),
    (Category.CUSTODY_NUMBER, custody, ("Custody No", "Custody Record Number"), ("{}", "custody number {}", "custody ref {}")),
    (Category.COLLAR_NUMBER, collar, ("Collar No", "Shoulder Number", "Warrant No"), ("{}", "collar number {}", "warrant no. {}")),
    (Category.INCIDENT_LOG, incident, ("", "Incident Log", "CAD"), ("{}", "attended under incident {}", "log {} refers")),
    (Category.DATE_OF_BIRTH, date_of_birth, ("DOB", "D.O.B.", "Date of Birth"), ("{}", "DOB {}", "born on {}", "d.o.b: {}", "date of birth {}")),
    (Category.COUNCIL_TAX_REFERENCE, council_tax, ("Council Tax Ref", "CTAX Account"), ("{}", "council tax reference {}", "Council Tax account no {}")),
    (Category.TENANCY_REFERENCE, tenancy, ("Tenancy Ref", "Tenancy Reference No"), ("{}", "tenancy reference {}", "tenancy no: {}")),
    (Category.IP_ADDRESS, ip_address, ("", "IP Address"), ("{}", "logged in from {}")),
    (Category.MAC_ADDRESS, mac_address, ("", "MAC"), ("{}", "adapter {} joined")),
    (Category.USER_NAME, user_name, ("", "Path"), ("{}", "saved in {}")),
    (Category.SECRET, secret, ("", "Connection"), ("{}",)),
)  # fmt: skip


def positives(seed: int, *, each: int = 200) -> Iterator[Sample]:
    """Yield values that hold one identifier each."""
    random = Random(seed)
    for category, make, headers, sentences in PLAN:
        for _ in range(each):
            value, sentence = make(random), random.choice(sentences)
            header = random.choice(headers) if sentence == "{}" else random.choice(("", "Notes", "Comment"))
            yield Sample(sentence.format(value), header, ((category, value),))


def _near_makers() -> tuple[tuple[str, Make], ...]:
    return (
        ("Order No", lambda r: run(r, r.randint(6, 12))), ("Order No", lambda r: f"PO-{run(r, 6)}"), ("Product", lambda r: f"{run(r, 2, ascii_uppercase)}-{run(r, 4)}-{run(r, 2, ascii_uppercase)}"),
        ("SKU", lambda r: f"{run(r, 3, ascii_uppercase)}{run(r, 5)}"), ("Invoice", lambda r: f"INV{run(r, 6)}"), ("Batch", lambda r: f"{run(r, 4)}/{run(r, 2)}"), ("EAN", lambda r: run(r, 13)),
        ("Amount", lambda r: f"{r.randint(1, 99999)}.{run(r, 2)}"), ("Amount", lambda r: f"£{r.randint(1, 999)},{run(r, 3)}.{run(r, 2)}"), ("Qty", lambda r: str(r.randint(1, 9999))),
        ("Version", lambda r: f"{r.randint(0, 12)}.{r.randint(0, 12)}.{r.randint(0, 12)}.{r.randint(0, 12)}"), ("Date", lambda r: f"{r.randint(1, 28):02}/{r.randint(1, 12):02}/{r.randint(2001, 2026)}"),
        ("Invoice date", lambda r: f"{r.randint(2001, 2026)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"), ("Time", lambda r: f"{r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}"),
        ("GUID", lambda r: f"{run(r, 8, '0123456789abcdef')}-{run(r, 4, '0123456789abcdef')}-4{run(r, 3, '0123456789abcdef')}-a{run(r, 3, '0123456789abcdef')}-{run(r, 12, '0123456789abcdef')}"),
        ("Lat", lambda r: f"5{r.randint(0, 9)}.{run(r, 6)}, -{r.randint(0, 5)}.{run(r, 6)}"), ("Grid ref", lambda r: f"TG {run(r, 3)} {run(r, 3)}"), ("Tracking", lambda r: f"{run(r, 2, ascii_uppercase)}{run(r, 9)}GB"),
        ("Timestamp", lambda r: run(r, 13)), ("Tracking", lambda r: run(r, 16)), ("Serial", lambda r: run(r, 10, "0123456789ABCDEF")), ("Colour", lambda r: "#" + run(r, 6, "0123456789ABCDEF")), ("Percent", lambda r: f"{r.randint(0, 100)}.{run(r, 2)}%"),
        ("Planning app", lambda r: f"{r.randint(15, 25)}/{run(r, 5)}/FUL"), ("Account code", lambda r: f"{run(r, 4)}-{run(r, 4)}"), ("Cost centre", lambda r: run(r, 5)), ("Room", lambda r: f"{r.choice('ABC')}{run(r, 3)}"), ("Formula", lambda r: f"=SUM(A{r.randint(1, 9)}:B{r.randint(10, 99)})"),
        ("Ref", lambda r: f"{r.choice(ascii_uppercase)}{run(r, 2)}/{run(r, 3)}"), ("", lambda r: f"Table {r.randint(1, 9)}.{r.randint(1, 9)}.{r.randint(1, 9)}"), ("", lambda r: f"ISO {run(r, 4)}:{r.randint(1990, 2024)}"), ("", lambda r: f"pages {r.randint(1, 99)}-{r.randint(100, 300)}"),
        ("Notes", lambda r: f"Delivered {r.randint(1, 500)} units of {run(r, 2, ascii_uppercase)}{run(r, 4)} against order {run(r, 8)}"), ("Notes", lambda r: f"Meeting held on {r.randint(1, 28)} March {r.randint(2005, 2025)} in room {run(r, 3)}"),
        ("Notes", lambda r: f"Total for 20{run(r, 2)}/{run(r, 2)} was {r.randint(1, 900)},{run(r, 3)},{run(r, 3)}"), ("Model", lambda r: f"Model {run(r, 2, ascii_uppercase)}{run(r, 3)} mk{r.randint(1, 4)}"), ("Handle", lambda r: f"@{run(r, 6, 'abcdef')}"), ("Path", lambda r: f"\\\\srv{run(r, 2)}\\public\\{run(r, 5, 'abcde')}.xlsx"), ("Path", lambda r: f"C:\\Program Files\\Tool\\bin{run(r, 2)}"), ("", lambda r: f"Passwords must be {r.randint(8, 14)} characters long"), ("ISBN", lambda r: f"978-{run(r, 1)}-{run(r, 4)}-{run(r, 4)}-{run(r, 1)}"), ("VAT no", lambda r: f"GB{run(r, 9)}"), ("Company no", lambda r: run(r, 8)),
        # The word that names an identifier heads something else: totals, dates, codes, money.
        ("Registration date", lambda r: f"{r.randint(1, 28):02}/{r.randint(1, 12):02}/{r.randint(2001, 2026)}"), ("NHS Trust code", lambda r: f"R{run(r, 2, ascii_uppercase)}"), ("NHS spend", lambda r: run(r, r.randint(5, 9))), ("Crimes recorded", lambda r: run(r, r.randint(1, 7))),
        ("Vehicle count", lambda r: run(r, 3)), ("Price index", lambda r: f"{r.randint(80, 130)}.{run(r, 1)}"), ("Incident date", lambda r: f"{r.randint(1, 28):02}/{r.randint(1, 12):02}/{r.randint(2001, 2026)}"), ("Council Tax collected", lambda r: run(r, r.randint(6, 9))), ("Tenancy start date", lambda r: f"{r.randint(2001, 2026)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"),
        ("Passports issued", lambda r: run(r, r.randint(4, 7))), ("Custody total", lambda r: run(r, r.randint(2, 5))), ("Bank charges", lambda r: f"{run(r, 3)}.{run(r, 2)}"), ("Card type", lambda r: r.choice(("Visa", "Mastercard"))), ("Number of calls", lambda r: run(r, r.randint(2, 7))), ("Mobile data (MB)", lambda r: run(r, r.randint(2, 6))), ("Crime rate per 1000", lambda r: f"{run(r, 2)}.{run(r, 2)}"), ("Tax year", lambda r: f"20{run(r, 2)}/{run(r, 2)}"), ("Address ID", lambda r: run(r, 12)),
        ("Notes", lambda r: f"Crime fell by {run(r, 2)} per cent to {run(r, 5)} in 20{run(r, 2)}"), ("Notes", lambda r: f"The vehicle fleet of {run(r, 3)} costs {run(r, 6)} a year"), ("Notes", lambda r: f"NHS budget {run(r, 9)} pounds"), ("Notes", lambda r: f"Council tax raised {run(r, 8)} pounds"), ("Notes", lambda r: f"{run(r, 4)} incidents were logged, {run(r, 5)} last year"), ("Notes", lambda r: f"Born in {r.choice(('Norwich', 'Leeds'))}, opened {r.randint(1, 28)}/{r.randint(1, 12)}/2019"),
    )  # fmt: skip


def near_misses(seed: int, *, each: int = 130) -> Iterator[Sample]:
    """Yield values that hold no personal data but look as if they might."""
    random = Random(seed + 1)
    for header, make in _near_makers():
        for _ in range(each):
            yield Sample(make(random), header if random.random() < 0.7 else "")
    names = Names(seed + 2)
    for word in ("Street", "Road", "Ltd", "& Sons", "Arms", "Hall", "Primary School", "Wood", "Park"):
        for _ in range(20):
            yield Sample(f"{names.family()} {word}", random.choice(("Site", "Supplier", "Venue", "")))
