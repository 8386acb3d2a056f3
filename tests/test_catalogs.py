"""The catalogues hold every sentence of the code, and no other."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from ivr.speech.catalog import catalog_of
from ivr.speech.languages import languages

KEYWORDS = {"say": None, "counted": (1, 2), "Item": (2,), "named": None}


def sentences():
    """Give every sentence that the code names."""
    code = Path(__file__).parent.parent / "ivr"
    found = extract_from_dir(code, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {
        message if isinstance(message, str) else message[0]
        for _, _, message, _, _ in found
    }


@pytest.mark.parametrize("locale", sorted(languages()))
def test_a_catalogue_is_complete(locale):
    """A sentence of the code stands in the catalogue, and nothing else does."""
    assert sentences() == set(catalog_of(locale).sentences)
