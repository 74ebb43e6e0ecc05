"""Microsoft Presidio as one more recogniser, for those who have installed it (`leakscan[presidio]`)."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

from leakscan.pii.categories import Category, Confidence
from leakscan.pii.matches import Context, Match, Recogniser

_ENTITIES = {
    "PERSON": Category.NAME,
    "LOCATION": Category.PLACE,
    "MEDICAL_LICENSE": Category.STAFF_NUMBER,
    "US_SSN": Category.NATIONAL_IDENTIFIER,
    "US_ITIN": Category.NATIONAL_IDENTIFIER,
    "US_PASSPORT": Category.PASSPORT,
    "US_DRIVER_LICENSE": Category.DRIVING_LICENCE,
    "US_BANK_NUMBER": Category.BANK_ACCOUNT,
}
"""What it is asked for: kinds with recognisers of our own are left out. For addresses of e-mail it would also ask
the network for a list of domains."""
_LIKELY, _CERTAIN = 0.6, 0.95
_MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_trf", "en_core_web_sm")
_HOW = "pip install 'leakscan[presidio]' and python -m spacy download en_core_web_lg"


class Analyzer(Protocol):
    """What is used of Presidio's analyser."""

    def analyze(self, text: str, language: str, entities: list[str]) -> list[Any]:
        """Return results with `entity_type`, `start`, `end` and `score`."""


def presidio(analyzer: Analyzer | None = None) -> Recogniser:
    """Return Presidio as a recogniser.

    Args:
        analyzer: the analyser to ask; the installed one unless given.

    Raises:
        ValueError: Presidio or an English model of spaCy is not installed.
    """
    engine = analyzer or _installed()

    def find(text: str, context: Context) -> Iterator[Match]:  # noqa: ARG001 - it looks at the text alone
        for result in engine.analyze(text=text, language="en", entities=list(_ENTITIES)):
            category = _ENTITIES.get(result.entity_type)
            if category is not None:
                yield Match(category, result.start, result.end, _confidence(result.score), "Presidio says so")

    return Recogniser(Category.NAME, find, for_sentences=True)


def _confidence(score: float) -> Confidence:
    if score >= _CERTAIN:
        return Confidence.CERTAIN
    return Confidence.LIKELY if score >= _LIKELY else Confidence.POSSIBLE


@lru_cache(maxsize=1)
def _installed() -> Analyzer:
    """Return Presidio's analyser over the best English model there is; left to itself it would fetch one."""
    try:
        import spacy
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import NlpEngineProvider
    except ImportError:
        raise ValueError(f"Presidio is not installed: {_HOW}") from None
    models = spacy.util.get_installed_models()
    model = next((name for name in _MODELS if name in models), None)
    if model is None:
        raise ValueError(f"no English model of spaCy is installed: {_HOW}")
    choice = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    engine = NlpEngineProvider(nlp_configuration=choice).create_engine()
    found: Analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return found
