import wave

import pytest
from fakes.hotline import MENU, gather, response

from ivr.phone.captions import Caption
from ivr.phone.sound import Sound
from ivr.phone.tape import Tape


@pytest.mark.parametrize("pace", ["new", "known", "expert"])
def test_the_tape_is_as_long_as_what_was_heard(call, hotline, tmp_path, pace):
    """The tape is 8 kHz, 16 bit, mono, and as long as the lines of the hotline."""
    hotline.documents["/voice"] = response(gather('numDigits="1"'))
    hotline.documents["/voice/turn/1"] = response("<Say>Goed.</Say>", MENU)
    called = call("1", pace)
    called.tape.save(tmp_path / "call.wav")
    with wave.open(str(tmp_path / "call.wav")) as tape:
        assert (tape.getframerate(), tape.getsampwidth(), tape.getnchannels()) == (
            8000,
            2,
            1,
        )
        length_s = tape.getnframes() / 8000
    assert length_s == called.tape.length_s
    heard_s = sum(line.audio_s for line in called.lines)
    assert length_s == pytest.approx(heard_s, abs=0.001)


def test_a_sound_without_words_is_recorded():
    """Music has no captions, and is heard all the same."""
    tape = Tape()
    tape.record(Sound(bytes(16000), ()), 0.5)
    assert tape.length_s == 0.5


def test_a_sound_cut_before_its_first_word_is_not_recorded():
    """Silence before the first word, cut by a key, is neither line nor tape."""
    tape = Tape()
    tape.record(Sound(bytes(16000), (Caption("Ja.", "", 0.4, 0.9),)), 0.3)
    assert tape.length_s == 0
