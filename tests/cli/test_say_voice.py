"""What `<Say>` says can be heard on phones of ours."""

import wave

import pytest
from click.testing import CliRunner

from ivr.cli import ivr
from ivr.cli.voice import OfflineVoice
from ivr.phone.sound import said
from ivr.studio.aloud import aloud
from ivr.twilio.twiml import VOICES

WORDS = {
    "ja_JP": "こんにちは。",
    "ko_KR": "안녕하십니까.",
    "nl_BE": "Goedendag.",
    "fr_BE": "Bonjour.",
    "zh_CN": "您好。",
    "en": "Good morning.",
}


@pytest.mark.parametrize("locale", VOICES)
def test_each_language_is_said_by_an_offline_voice(locale):
    """A sentence of each language has a sound, of about the length that we expect."""
    pytest.importorskip("espeakng_loader", reason="the offline voices are not here")
    pytest.importorskip("pyopenjtalk", reason="the offline voices are not here")
    language, _ = VOICES[locale]
    sound = OfflineVoice()(WORDS[locale], language)
    assert any(sound.samples)
    assert 0.3 < sound.length_s < 3
    assert sound.captions[0].locale == locale


def test_without_a_voice_there_is_silence_and_a_hint(monkeypatch, capsys):
    """What cannot be said is silent for as long, and how to mend it is told once."""
    monkeypatch.setattr("ivr.cli.voice._samples", lambda *_: None)
    voice = OfflineVoice()
    for _ in range(2):
        assert voice("Bonjour.", "fr-BE") == said("Bonjour.", "fr-BE")
    assert capsys.readouterr().err.count("saldo-ivr[voices]") == 1


def test_a_language_without_a_voice_is_silent():
    """No other voice reads what it cannot."""
    assert aloud("Guten Tag.", "de_DE") is None


def test_a_call_in_twilios_voices_can_be_recorded(tmp_path, monkeypatch):
    """`ivr call --record` holds what `<Say>` says, not silence."""
    pytest.importorskip("espeakng_loader", reason="the offline voices are not here")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IVR_VOICE", "say")
    command = "call --from +32470654321 --to +3278120001 --keys - --record call.wav"
    assert CliRunner().invoke(ivr, command.split()).exit_code == 0
    with wave.open("call.wav") as file:
        assert any(file.readframes(file.getnframes()))
