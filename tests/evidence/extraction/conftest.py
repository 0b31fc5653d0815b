"""The language model once for all tests of the extraction; tests that need it skip where it is not installed."""

import pytest

from detente.evidence.extraction import load_model


@pytest.fixture(scope="session")
def model():
    found = load_model()
    if found is None:
        pytest.skip("needs detente[nlp]")
    return found
