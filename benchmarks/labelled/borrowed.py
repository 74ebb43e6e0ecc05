"""Values that Faker makes: the forms are its authors' choice, in many countries, and not ours."""

from collections.abc import Callable, Iterator
from functools import partial

from faker import Faker

from benchmarks.labelled.samples import Sample
from leakscan.pii.categories import Category

ABROAD = ("fr_FR", "de_DE", "es_ES", "nl_NL", "pl_PL", "ga_IE", "it_IT", "en_US")
HARMLESS = (
    "company", "bs", "catch_phrase", "ean13", "uuid4", "isbn13", "bban", "date", "time", "sentence", "hex_color", "url",
    "user_agent", "pricetag", "country", "city", "color_name", "md5", "word", "month_name", "swift",
)  # fmt: skip
PATTERNS = ("??-####-??", "??####", "???#####", "########", "##########", "############", "################")


def _faker(locale: str, seed: int) -> Faker:
    faker = Faker(locale)
    faker.seed_instance(seed)
    return faker


def _address(faker: Faker) -> str:
    return str(faker.address()).replace("\n", ", ")


def makers(seed: int) -> Iterator[tuple[Category, str, Callable[[], str]]]:
    """Yield a category, a header and what makes a value of it."""
    home = _faker("en_GB", seed)
    yield Category.EMAIL, "Email", home.email
    yield Category.TELEPHONE, "Phone", home.phone_number
    yield Category.TELEPHONE, "Mobile", home.cellphone_number
    yield Category.POSTCODE, "Postcode", home.postcode
    yield Category.ADDRESS, "Address", partial(_address, home)
    yield Category.IBAN, "IBAN", home.iban
    yield Category.PAYMENT_CARD, "Card No", home.credit_card_number
    yield Category.VEHICLE_REGISTRATION, "Reg", home.license_plate
    yield Category.NATIONAL_INSURANCE, "NI No", home.ssn
    yield Category.IP_ADDRESS, "IP address", home.ipv4
    yield Category.IP_ADDRESS, "IP address", home.ipv6
    yield Category.MAC_ADDRESS, "MAC", home.mac_address
    for locale in ABROAD:
        faker = _faker(locale, seed)
        yield Category.TELEPHONE, "Tel", faker.phone_number
        yield Category.ADDRESS, "Address", partial(_address, faker)


def borrowed(seed: int, *, each: int = 100) -> Iterator[tuple[Sample, bool]]:
    """Yield samples and whether a header stands over them; harmless ones hold nothing."""
    for category, header, make in makers(seed):
        for number in range(2 * each):
            value = str(make())
            yield Sample(value, header if number % 2 else "", ((category, value),)), bool(number % 2)
    faker = _faker("en_GB", seed)
    for name in HARMLESS:
        for _ in range(each):
            yield Sample(str(getattr(faker, name)())), False
    for pattern in PATTERNS:
        for _ in range(each):
            yield Sample(faker.bothify(pattern).upper()), False
