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


def test_what_was_said_before_is_not_made_again(monkeypatch):
    """A sentence that is heard again, in this call or another, is there at once."""
    made = []
    monkeypatch.setattr(
        "ivr.cli.voice._samples", lambda *it: made.append(it) or b"\1\2"
    )
    voice = OfflineVoice()
    first, again, other = (voice(it, "fr-BE") for it in ("Un.", "Un.", "Deux."))
    assert first == again != other
    assert made == [("Un.", "fr_BE"), ("Deux.", "fr_BE")]


def test_a_server_logs_that_it_has_no_voice(monkeypatch, capsys):
    """The hint goes where it is to be told, and nowhere else."""
    monkeypatch.setattr("ivr.cli.voice._samples", lambda *_: None)
    told = []
    OfflineVoice(told.append)("Bonjour.", "fr-BE")
    assert "saldo-ivr[voices]" in told[0]
    assert not capsys.readouterr().err


def test_a_language_without_a_voice_is_silent():
    """No other voice reads what it cannot."""
    assert aloud("Guten Tag.", "de_DE") is None


def test_a_voice_that_breaks_is_silent(monkeypatch):
    """An engine that crashes costs its words, and no call."""
    pytest.importorskip("espeakng_loader", reason="the offline voices are not here")
    monkeypatch.setattr("ivr.studio.espeak.utterance.__file__", "/there/is/none.py")
    assert aloud("Bonjour.", "fr_BE") is None


def test_a_call_in_twilios_voices_can_be_recorded(tmp_path, monkeypatch):
    """`ivr call --record` holds what `<Say>` says, not silence."""
    pytest.importorskip("espeakng_loader", reason="the offline voices are not here")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IVR_VOICE", "say")
    command = "call --from +32470654321 --to +3278120001 --keys - --record call.wav"
    assert CliRunner().invoke(ivr, command.split()).exit_code == 0
    with wave.open("call.wav") as file:
        assert any(file.readframes(file.getnframes()))
