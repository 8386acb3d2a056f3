"""The links that are played."""

import io
import re
import shutil
import wave
from datetime import timedelta

import pytest
from conftest import ANNAS_PIN

from ivr.speech.packs import folder


def link(answer):
    return re.search(r"(/speech/[\w-]+)\.wav", answer.text)[1]


@pytest.fixture
def greeting(twilio):
    return link(twilio.arrive())


@pytest.fixture
def balance(twilio):
    twilio.arrive()
    twilio.press(1, "1")
    return link(twilio.press(2, ANNAS_PIN))


def test_a_link_plays_what_a_telephone_can(client, greeting):
    """Speech is a WAV file of 8 kHz, 16 bit, one channel."""
    played = client.get(f"{greeting}.wav")
    assert played.mimetype == "audio/wav"
    with wave.open(io.BytesIO(played.data)) as sound:
        form = (sound.getframerate(), sound.getsampwidth(), sound.getnchannels())
        assert form == (8000, 2, 1)
        assert sound.getnframes() > 8000


def test_captions_come_with_it(client, greeting):
    """The same link with .vtt gives the words in time."""
    captions = client.get(f"{greeting}.vtt")
    assert captions.mimetype == "text/vtt"
    assert (
        "<lang fr-BE>Pour votre crédit, tapez <c.key-1>un</c>.</lang>" in captions.text
    )


TIMES = re.compile(r"[\d:.]+ --> [\d:.]+")


def test_captions_come_in_another_language(client, balance):
    """The same link gives the words as another caller would hear them, at the same times."""
    heard = client.get(f"{balance}.vtt")
    read = client.get(f"{balance}.vtt?lang=en")
    assert read.mimetype == "text/vtt"
    assert re.search(
        "<lang en>.*seventy-one euros and eighty cents.*</lang>", read.text
    )
    assert TIMES.findall(read.text) == TIMES.findall(heard.text)


def test_the_operators_names_come_in_another_language(client, greeting):
    """The brand is that of the file of hotlines."""
    read = client.get(f"{greeting}.vtt?lang=ja-JP").text
    assert "サルド" in read
    assert "Saldo" not in read


def test_another_language_opens_no_other_door(client, balance, clock):
    """Who may read the words may read them in any language, and nobody else may."""
    read = f"{balance}.vtt?lang=en"
    cached = client.get(read).cache_control
    assert cached.private
    assert cached.max_age <= 60
    assert client.get(f"{balance}x.vtt?lang=en").status_code == 404
    clock.at += timedelta(minutes=11)
    assert client.get(read).status_code == 410


@pytest.mark.parametrize("language", ["", "xx", "fr-FR"])
def test_a_language_that_is_not_spoken_is_not_found(client, greeting, language):
    """There is nothing to read in it."""
    assert client.get(f"{greeting}.vtt?lang={language}").status_code == 404


def test_any_node_renders_any_link(make_app, greeting, balance):
    """A link is all that a node needs."""
    other = make_app().test_client()
    assert other.get(f"{greeting}.wav").status_code == 200
    assert other.get(f"{balance}.wav").status_code == 200


def test_fixed_sentences_are_cached_long(client, greeting, twilio):
    """What is the same for everybody has one link, and is kept by caches."""
    twilio.call_sid = "CA2"
    assert link(twilio.arrive()) == greeting
    cached = client.get(f"{greeting}.wav").cache_control
    assert cached.public
    assert cached.max_age >= 24 * 3600


def test_figures_of_somebody_expire(client, balance, clock):
    """A balance is cached privately and briefly, and its link is gone in minutes."""
    cached = client.get(f"{balance}.wav").cache_control
    assert cached.private
    assert cached.max_age <= 60
    clock.at += timedelta(minutes=11)
    assert client.get(f"{balance}.wav").status_code == 410


def test_a_known_etag_saves_the_sound(client, greeting):
    """Who has the sound already is told that it has not changed."""
    etag = client.get(f"{greeting}.wav").headers["ETag"]
    again = client.get(f"{greeting}.wav", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("token", ["x", "A" * 40, "%00", "é", "A" * 4000])
def test_a_broken_token_plays_nothing(client, token):
    """What we did not seal is not found."""
    assert client.get(f"/speech/{token}.wav").status_code == 404


def test_a_changed_token_plays_nothing(client, greeting):
    """One letter changed breaks the seal."""
    changed = greeting[:-1] + ("A" if greeting[-1] != "A" else "B")
    assert client.get(f"{changed}.wav").status_code == 404


@pytest.mark.parametrize(
    "broken", [lambda wav: b"noise" * 100, lambda wav: wav[:-1001]]
)
def test_a_broken_recording_is_not_found(make_app, greeting, tmp_path, broken):
    """A file that is no WAV, or was cut short, breaks nothing but its own link."""
    shutil.copytree(folder("prompts") / "fr_BE", tmp_path / "fr_BE")
    recording = tmp_path / "fr_BE" / "bienvenue-chez-saldo.wav"
    recording.write_bytes(broken(recording.read_bytes()))
    assert (
        make_app(prompts=tmp_path).test_client().get(f"{greeting}.wav").status_code
        == 404
    )


def test_a_recording_lost_after_the_call_is_not_found(make_app, greeting, tmp_path):
    """A node that lacks a recording says so, and does not break."""
    assert (
        make_app(prompts=tmp_path).test_client().get(f"{greeting}.wav").status_code
        == 404
    )
