"""What every test shares: the option that accepts new golden lines."""

import pytest
from hypothesis import settings

# Time is no measure where cores are shared; the examples are the same in every run.
settings.register_profile("leakscan", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("leakscan")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew instead of comparing"
    )


@pytest.fixture
def updates_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
