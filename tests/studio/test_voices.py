"""The offline voices, where their engines are installed."""

import io
import sys

import numpy as np
import pytest

from ivr.speech.fragment import Fragment
from ivr.studio import espeak, openjtalk, respelling, takes, utterance
from ivr.studio.espeak import Espeak
from ivr.studio.faults import SilentVoiceError, VoicesNotInstalledError
from ivr.studio.voices import VOICES, voice_of

SENTENCES = {
    "ja_JP": "残高が少なくなっております。",
    "ko_KR": "잔액이 없습니다.",
    "nl_BE": "Uw belkrediet is op.",
    "fr_BE": "Votre crédit est épuisé.",
    "zh_CN": "您的余额已经用完。",
    "en": "Your credit is used up.",
}


@pytest.fixture
def espeak_ng():
    """Skip where eSpeak NG is absent."""
    pytest.importorskip("espeakng_loader", reason="eSpeak NG: the extra [voices]")


@pytest.fixture
def open_jtalk():
    """Skip where Open JTalk is absent; give the voice of Japanese."""
    pytest.importorskip("pyopenjtalk", reason="Open JTalk: the extra [voices]")
    return voice_of("ja_JP")


@pytest.mark.parametrize("locale", [name for name in VOICES if name != "ja_JP"])
@pytest.mark.usefixtures("espeak_ng")
def test_espeak_speaks_a_sentence_without_clipping(locale):
    """A sentence of every language sounds, and keeps under full scale."""
    voice = voice_of(locale)
    sound = voice.speak(voice.script(Fragment(SENTENCES[locale])))
    assert len(sound.samples) > sound.rate_hz / 2
    assert 0.1 < np.abs(sound.samples).max() < 0.75


def test_open_jtalk_speaks_a_sentence(open_jtalk):
    """A Japanese sentence sounds, and keeps within full scale."""
    sound = open_jtalk.speak(SENTENCES["ja_JP"])
    assert len(sound.samples) > sound.rate_hz
    assert 0.1 < np.abs(sound.samples).max() <= 1


@pytest.mark.usefixtures("espeak_ng")
def test_espeak_says_the_same_whatever_it_said_before():
    """The same text gives the same samples after other texts in other languages."""
    dutch, mandarin = voice_of("nl_BE"), voice_of("zh_CN")
    first = dutch.speak("uw saldo is,").samples
    mandarin.speak("您的余额")
    dutch.speak("sssss")
    assert np.array_equal(dutch.speak("uw saldo is,").samples, first)


def test_open_jtalk_says_the_same_whatever_it_said_before(open_jtalk):
    """The same text gives the same samples after other texts."""
    first = open_jtalk.speak("三千").samples
    open_jtalk.speak(SENTENCES["ja_JP"])
    assert np.array_equal(open_jtalk.speak("三千").samples, first)


def test_a_number_is_no_longer_than_it_must_be(open_jtalk, tmp_path):
    """A Japanese chunk of four beats lasts six tenths of a second at most."""
    takes.write(takes.finished(open_jtalk.speak("三千")), tmp_path / "a.wav")
    assert takes.measure(tmp_path / "a.wav").duration_s <= 0.6


def test_a_falling_take_is_fed_with_a_stop(open_jtalk):
    """Where a value ends a Japanese sentence, a full stop follows what is fed."""
    assert open_jtalk.script(Fragment("八分", "ハップン", final=True)) == "ハップン。"


@pytest.mark.parametrize(
    ("words", "reading", "script"),
    [
        ("三千円", "サンゼンエン", "三千円"),
        ("八百", "ハッピャク", "8百"),
        ("八分", "ハップン", "ハップン"),
        ("二点", "ニーテン", "ニーテン"),
        ("二十日", "ハツカ", "二十日"),
        ("八十円", "ハチジュウエン", "八十円"),
        ("残高は", "", "残高は"),
    ],
)
def test_kanji_are_fed_where_they_are_read_rightly(open_jtalk, words, reading, script):
    """Words are fed as written if they are read as wanted, else their reading is."""
    assert open_jtalk.script(Fragment(words, reading)) == script


@pytest.mark.parametrize(
    ("locale", "fragment", "script"),
    [
        ("nl_BE", Fragment("U hebt nog"), "U hebt nog,"),
        ("nl_BE", Fragment("Goedemorgen,"), "Goedemorgen,"),
        ("nl_BE", Fragment("op uw kaart."), "op uw kaart."),
        ("nl_BE", Fragment("gigabyte"), "gigabait,"),
        ("fr_BE", Fragment("dix", "di"), "di,"),
        ("fr_BE", Fragment("deux wons"), "deux ouonne,"),
        ("fr_BE", Fragment("cent euros"), "cente euros,"),
        ("fr_BE", Fragment("deux cents euros"), "deux cents euros,"),
        ("fr_BE", Fragment("vingt heures"), "vinte heures,"),
        ("fr_BE", Fragment("vingt-deux heures"), "vingt-deux heures,"),
        ("fr_BE", Fragment("une carte e-SIM"), "une carte i-sime,"),
        ("en", Fragment("your SIM card."), "your simm card."),
        ("en", Fragment("your PIN."), "your pinn."),
        ("en", Fragment("An eSIM"), "An e-simm,"),
        ("ko_KR", Fragment("십육"), "심뉵,"),
        ("ko_KR", Fragment("점", "쩜"), "쩜,"),
        ("zh_CN", Fragment("一百"), "一百"),
        ("zh_CN", Fragment("您拨打的号码"), "您拨打得号码"),
        ("zh_CN", Fragment("以下语言中选择。"), "以下语言钟选择。"),
        ("ja_JP", Fragment("ほかの方と"), "ほかのかたと"),
        ("ja_JP", Fragment("はい、サルドでございます。"), "はいサルドでございます。"),
        ("ja_JP", Fragment("SIMカードに"), "シムカードに"),
        ("nl_BE", Fragment("euro", final=True), "euro."),
        ("fr_BE", Fragment("dix", "di", final=True), "di."),
        ("en", Fragment("a.m.", final=True), "a.m."),
        ("ko_KR", Fragment("백육", "뱅뉵", final=True), "뱅뉵."),
        ("zh_CN", Fragment("分钟", final=True), "分钟。"),
    ],
)
def test_a_fragment_is_fed_as_the_engine_reads_it_best(locale, fragment, script):
    """Faults of the engine are respelled; a comma follows what does not end."""
    assert voice_of(locale).script(fragment) == script


@pytest.mark.usefixtures("espeak_ng")
def test_a_text_without_sound_is_refused():
    """A text of which the engine makes no sound is an error with a name."""
    with pytest.raises(SilentVoiceError, match="eSpeak NG nl"):
        voice_of("nl_BE").speak("")


def test_a_japanese_text_without_sound_is_refused(open_jtalk):
    """A Japanese text of which the engine makes no sound is an error too."""
    with pytest.raises(SilentVoiceError, match="Open JTalk"):
        open_jtalk.speak("")


@pytest.mark.usefixtures("espeak_ng")
def test_a_voice_that_does_not_exist_is_an_error():
    """A voice that eSpeak NG does not know is not replaced by another."""
    with pytest.raises(SilentVoiceError, match="no-such-voice"):
        Espeak("no-such-voice", 165, 60, respelling.english).speak("hello")
    with pytest.raises(LookupError, match="no-such-voice"):
        utterance.speak("hello", "no-such-voice", 165, 60, 50)


@pytest.mark.usefixtures("espeak_ng")
def test_an_utterance_is_a_program(monkeypatch, capfdbinary):
    """The utterance reads its text and writes its sound, sixteen bits a sample."""
    text = io.TextIOWrapper(io.BytesIO("één".encode()))
    monkeypatch.setattr(sys, "stdin", text)
    utterance.main(["nl", "165", "60", "50"])
    sys.stdout.flush()
    sound = capfdbinary.readouterr().out
    assert len(sound) > 10_000
    assert len(sound) % 2 == 0


def test_an_absent_espeak_says_what_to_install(monkeypatch):
    """Without eSpeak NG the error says how to get it."""
    monkeypatch.setattr(espeak, "find_spec", lambda _: None)
    with pytest.raises(VoicesNotInstalledError, match=r"saldo-ivr\[voices\]"):
        voice_of("en").speak("hello")


def test_an_absent_open_jtalk_says_what_to_install(monkeypatch):
    """Without Open JTalk the error says how to get it."""

    def absent(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(openjtalk, "import_module", absent)
    with pytest.raises(VoicesNotInstalledError, match=r"saldo-ivr\[voices\]"):
        voice_of("ja_JP").speak("円")


def test_espeak_is_credited():
    """The licence of eSpeak NG is named, and what it does not cover."""
    assert "GPL-3.0" in voice_of("nl_BE").credit


def test_the_voice_of_japanese_is_credited():
    """The licence of Mei asks for her to be named, and she is."""
    credit = voice_of("ja_JP").credit
    assert all(name in credit for name in ("Mei", "MMDAgent", "CC BY 3.0"))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("一分钟", "意分钟"),
        ("一日元", "移日元"),
        ("一元", "一元"),
        ("十一分钟", "十一分钟"),
    ],
)
def test_a_lone_one_has_its_tone_in_mandarin(text, script):
    """Before a unit one is yì or yí; the engine gives it its own tone otherwise."""
    assert respelling.mandarin(text) == script
