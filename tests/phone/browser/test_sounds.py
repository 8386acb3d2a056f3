"""What the page plays: the hotline's own sounds, with their words."""

import io
import wave

import pytest
from fakes.page import BELGIUM, Page

from ivr.cli.voice import OfflineVoice

ENGINES = {BELGIUM: "espeakng_loader", "+815012340001": "pyopenjtalk"}
"""What says the first words of a hotline."""


def samples_of(wav):
    with wave.open(io.BytesIO(wav)) as sound:
        return sound.readframes(sound.getnframes())


def test_captions_come_with_the_sound(page):
    """Each sound is told with its sentences, their language and their moments."""
    told = page.dial().until("play")
    first = told["captions"][0]
    assert (first["text"], first["locale"]) == ("Bienvenue chez Saldo.", "fr_BE")
    assert 0 <= first["starts_s"] < first["ends_s"] <= told["length_s"]
    assert not told["is_silent"]


def test_a_voice_that_is_not_here_is_silent(make_app):
    """What Twilio's voice would say has words, a length, and nothing to hear."""
    page = Page(make_app(has_phone=True, uses_recordings=False).test_client())
    told = page.dial().until("play")
    assert told["is_silent"]
    assert told["captions"][0]["text"]
    page.post("hang-up")
    page.until("ended")


@pytest.mark.parametrize(("dialled", "engine"), ENGINES.items())
def test_an_offline_voice_says_what_twilios_would(make_app, dialled, engine):
    """Where one is installed the page hears it, and so does the recording."""
    pytest.importorskip(engine, reason="the offline voices are not here")
    app = make_app(has_phone=True, uses_recordings=False, voice=OfflineVoice())
    page = Page(app.test_client())
    told = page.dial(hotline=dialled).until("play")
    heard = page.get(f"sounds/{told['sound']}.wav").data
    page.post("played", sound=told["sound"])
    page.post("hang-up")
    page.until("ended")
    assert not told["is_silent"]
    assert any(samples_of(heard))
    assert any(samples_of(page.get("recording.wav").data))


def test_the_sound_is_what_the_hotline_plays(page):
    """The page fetches it by its number while it is played, and not later."""
    told = page.dial().until("play")
    fetched = page.get(f"sounds/{told['sound']}.wav")
    with wave.open(io.BytesIO(fetched.data)) as sound:
        length_s = sound.getnframes() / sound.getframerate()
    assert length_s == pytest.approx(told["length_s"])
    assert page.get(f"sounds/{told['sound'] + 1}.wav").status_code == 404
