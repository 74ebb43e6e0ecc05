"""The closed list of what can be known about a person, and what each kind means."""

from enum import StrEnum


class Kind(StrEnum):
    """What a category is to the person who must report it."""

    NAME = "name"
    IDENTIFIER = "identifier"
    CONTACT = "contact"
    FRAUD = "fraud"
    ATTRIBUTE = "attribute"
    SPECIAL = "special"
    OFFENCE = "offence"
    SECRET = "secret"  # noqa: S105 - a kind of data, no password
    REFERENCE = "reference"
    OTHER = "other"


class Category(StrEnum):
    """One kind of personal data; the value is what reports print."""

    kind: Kind

    def __new__(cls, value: str, kind: Kind = Kind.OTHER) -> "Category":
        """Return the member, its kind attached."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.kind = kind
        return member

    NAME = "name", Kind.NAME
    GIVEN_NAME = "given name", Kind.NAME
    FAMILY_NAME = "family name", Kind.NAME
    TITLE = "title", Kind.ATTRIBUTE
    ROLE = "role", Kind.ATTRIBUTE
    JOB = "job", Kind.ATTRIBUTE
    STAFF_NUMBER = "staff number", Kind.IDENTIFIER
    PERSON_REFERENCE = "person reference", Kind.IDENTIFIER
    DATE_OF_BIRTH = "date of birth", Kind.ATTRIBUTE
    AGE = "age", Kind.ATTRIBUTE
    SEX = "sex", Kind.ATTRIBUTE
    NATIONALITY = "nationality", Kind.ATTRIBUTE
    PAY = "pay", Kind.ATTRIBUTE
    EMAIL = "e-mail address", Kind.CONTACT
    TELEPHONE = "telephone number", Kind.CONTACT
    POSTCODE = "postcode", Kind.CONTACT
    ADDRESS = "address", Kind.CONTACT
    PLACE = "place", Kind.OTHER
    NHS_NUMBER = "NHS number", Kind.IDENTIFIER
    CHI_NUMBER = "CHI number", Kind.IDENTIFIER
    NATIONAL_INSURANCE = "National Insurance number", Kind.FRAUD
    TAX_REFERENCE = "unique taxpayer reference", Kind.FRAUD
    PASSPORT = "passport number", Kind.FRAUD
    DRIVING_LICENCE = "driving licence number", Kind.FRAUD
    VEHICLE_REGISTRATION = "vehicle registration", Kind.IDENTIFIER
    NATIONAL_IDENTIFIER = "national identifier", Kind.FRAUD
    PUPIL_NUMBER = "unique pupil number", Kind.IDENTIFIER
    LEARNER_NUMBER = "unique learner number", Kind.IDENTIFIER
    COUNCIL_TAX_REFERENCE = "council-tax reference", Kind.REFERENCE
    TENANCY_REFERENCE = "tenancy reference", Kind.REFERENCE
    IBAN = "IBAN", Kind.FRAUD
    BANK_ACCOUNT = "bank account", Kind.FRAUD
    PAYMENT_CARD = "payment card", Kind.FRAUD
    CRIME_REFERENCE = "crime reference", Kind.REFERENCE
    PNC_ID = "PNC id", Kind.IDENTIFIER
    CRO_NUMBER = "CRO number", Kind.IDENTIFIER
    CASE_URN = "police URN", Kind.REFERENCE
    CUSTODY_NUMBER = "custody number", Kind.REFERENCE
    COLLAR_NUMBER = "collar or warrant number", Kind.IDENTIFIER
    INCIDENT_LOG = "incident log", Kind.REFERENCE
    USER_NAME = "user name", Kind.IDENTIFIER
    IP_ADDRESS = "IP address", Kind.IDENTIFIER
    MAC_ADDRESS = "MAC address", Kind.IDENTIFIER
    SECRET = "password or key", Kind.SECRET
    KNOWN = "on your list", Kind.IDENTIFIER
    ETHNICITY = "ethnicity", Kind.SPECIAL
    RELIGION = "religion", Kind.SPECIAL
    POLITICS = "political opinion", Kind.SPECIAL
    UNION = "trade-union membership", Kind.SPECIAL
    HEALTH = "health", Kind.SPECIAL
    DISABILITY = "disability", Kind.SPECIAL
    SEX_LIFE = "sex life", Kind.SPECIAL
    ORIENTATION = "sexual orientation", Kind.SPECIAL
    BIOMETRICS = "biometrics", Kind.SPECIAL
    GENETICS = "genetics", Kind.SPECIAL
    OFFENCE = "criminal offence", Kind.OFFENCE
    FREE_TEXT = "free text", Kind.OTHER
    NOTHING = "nothing personal", Kind.OTHER


class Confidence(StrEnum):
    """How sure a judgement is; the words are those of the findings."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    CERTAIN = "certain"

    @property
    def rank(self) -> int:
        """Return 0 for possible, 1 for likely, 2 for certain."""
        return ("possible", "likely", "certain").index(self.value)


class Role(StrEnum):
    """What a person is in a record."""

    VICTIM = "victim"
    WITNESS = "witness"
    SUSPECT = "suspect"
    COMPLAINANT = "complainant"
    OFFICER = "officer"
    PATIENT = "patient"
    PUPIL = "pupil"
    PARENT = "parent"
    TENANT = "tenant"
    EMPLOYEE = "employee"
    APPLICANT = "applicant"
    CUSTOMER = "customer"
    CONTACT = "next of kin or contact"
    OTHER = "person"

    @property
    def is_acting(self) -> bool:
        """Return whether such a person stands in a record only because they worked on it."""
        return self is Role.OFFICER
