"""What the tests of the speech share: small catalogues, and small recordings."""

import wave

import pytest

from ivr.domain.phrase import Line, say
from ivr.speech.catalog import Catalog
from ivr.speech.recordings import Recordings
from ivr.speech.sentence import sentence_of
from ivr.speech.stitch import RATE_HZ

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n'
ENTRY = 'msgid "{0}"\nmsgstr "{1}"\n'


@pytest.fixture
def catalog(tmp_path, monkeypatch):
    """Give what writes a small catalogue: `catalog("en", {"pay": "Pay {amount}."})`."""

    def write(locale, entries):
        folder = tmp_path / "locales" / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        text = "\n".join([HEAD, *(ENTRY.format(*entry) for entry in entries.items())])
        (folder / "ivr.po").write_text(text, encoding="utf-8")

    monkeypatch.setattr(
        "ivr.speech.sentence.catalog_of", lambda it: Catalog(it, tmp_path / "locales")
    )
    return write


@pytest.fixture
def compose(catalog):
    """Give what composes words: `compose("en", "You have {amount}.", amount=…)`."""

    def compose(locale, words, entries=None, *, slowly=False, **gaps):
        catalog(locale, {"it": words} | (entries or {}))
        return sentence_of(Line(say("it", **gaps), locale, slowly))

    return compose


@pytest.fixture
def recordings(tmp_path):
    return Recordings(tmp_path / "prompts")


@pytest.fixture
def record(recordings):
    """Give what records a line: its n-th fragment is n times 10 ms of the sample n.

    It returns these lengths in milliseconds. What *but* names stays without a voice.
    """

    def write(line, but=()):
        sentence = sentence_of(line)
        lengths_ms = []
        for number, fragment in enumerate(sentence.fragments, 1):
            path = recordings.path(line.locale, fragment)
            path.parent.mkdir(parents=True, exist_ok=True)
            lengths_ms.append(10 * number)
            if fragment.name not in but:
                write_wav(path, number, 10 * number)
        return lengths_ms

    return write


def write_wav(path, sample, length_ms):
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        frames = RATE_HZ * length_ms // 1000
        sound.writeframes(sample.to_bytes(2, "little") * frames)
