"""`ivr fallback`: what callers hear while nothing of ours answers."""

import io
import wave
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from conftest import BELGIUM

from ivr.cli import ivr
from ivr.phone.verbs import Hangup, Play, Say, read_verbs
from ivr.settings import DEVELOPMENT, read_settings
from ivr.speech.catalog import catalog_of
from ivr.twilio.twiml import VOICES

HOTLINES = read_settings(DEVELOPMENT).hotlines
URL = "https://sorry.example/saldo"


@pytest.fixture
def run():
    def run(*words):
        return CliRunner().invoke(ivr, ["fallback", *map(str, words)])

    return run


def apology(locale):
    return catalog_of(locale).words("fault.sorry")


@pytest.mark.parametrize("number", HOTLINES)
def test_a_document_apologises_in_every_language(run, number):
    """In the order of the menu, each by its own voice; then the call ends."""
    written = run("--hotline", number)
    assert written.exit_code == 0
    *said, last = read_verbs(written.output)
    assert said == [
        Say(apology(locale), *VOICES[locale]) for locale in HOTLINES[number].languages
    ]
    assert last == Hangup()


def test_every_hotline_has_a_file(run, tmp_path):
    """--directory writes a document for each hotline, named by its number."""
    written = run("--directory", tmp_path / "new")
    names = [f"{number[1:]}.xml" for number in HOTLINES]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(names)
    assert written.output.split() == [str(tmp_path / "new" / name) for name in names]
    document = (tmp_path / "new" / f"{BELGIUM[1:]}.xml").read_text(encoding="utf-8")
    assert document == run("--hotline", BELGIUM).output.rstrip("\n")


@pytest.mark.parametrize("url", [URL, f"{URL}/"])
def test_recordings_lie_beside_the_documents(run, tmp_path, url):
    """With --recordings each document plays a telephone's WAV file, which is there."""
    assert run("--directory", tmp_path, "--recordings", url).exit_code == 0
    for number, hotline in HOTLINES.items():
        document = (tmp_path / f"{number[1:]}.xml").read_text(encoding="utf-8")
        play, last = read_verbs(document)
        assert play == Play(f"{URL}/{number[1:]}.wav")
        assert last == Hangup()
        recording = tmp_path / urlsplit(play.url).path.rpartition("/")[2]
        with wave.open(io.BytesIO(recording.read_bytes())) as sound:
            form = sound.getframerate(), sound.getsampwidth(), sound.getnchannels()
            length_s = sound.getnframes() / sound.getframerate()
        assert form == (8000, 2, 1)
        assert 2 * len(hotline.languages) < length_s < 9 * len(hotline.languages)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--hotline", "+15005550006"], "No hotline has the number +15005550006"),
        (["--hotline", "nonsense"], f"choose one of {next(iter(HOTLINES))}"),
        ([], "Say with --directory"),
        (["--hotline", BELGIUM, "--recordings", URL], "Say with --directory"),
        (["--directory", "there", "--recordings", "sorry.example"], "https://"),
    ],
)
def test_what_cannot_be_written_is_said(run, words, sentence):
    """A wrong use is told in a sentence, with exit code 2; nothing is written."""
    refused = run(*words)
    assert refused.exit_code == 2
    assert sentence in refused.stderr


def test_a_folder_that_cannot_be_written_is_named(run, tmp_path):
    """Where no file can be made, it is said where that is."""
    (tmp_path / "file").touch()
    refused = run("--directory", tmp_path / "file" / "in it")
    assert refused.exit_code == 1
    assert str(tmp_path / "file") in refused.stderr


def test_missing_recordings_are_named(run, tmp_path, monkeypatch):
    """Words without a recording are told, and that a voice can say them."""
    monkeypatch.setattr("ivr.cli.fallback.folder", lambda _: tmp_path)
    refused = run("--directory", tmp_path, "--recordings", URL)
    assert refused.exit_code == 1
    assert "leave out --recordings" in refused.stderr
