"""What becomes of a take, and what is measured of a recording."""

import wave

import numpy as np
import pytest

from ivr.studio import takes
from ivr.studio.sound import Sound
from tests.fakes.voices import RATE_HZ, tone


def silence(duration_s):
    """Give silence of *duration_s* at the rate of the fake voice."""
    return np.zeros(round(duration_s * RATE_HZ), dtype=np.float32)


def recorded(tmp_path, *parts):
    """Finish a take of *parts*; give the path of its recording."""
    path = tmp_path / "take.wav"
    takes.write(takes.finished(Sound(np.concatenate(parts), RATE_HZ)), path)
    return path


def test_a_recording_is_telephone_wav(tmp_path):
    """A recording is 8 kHz, 16-bit, mono WAV."""
    with wave.open(str(recorded(tmp_path, tone(500, 0.5)))) as recording:
        assert recording.getparams()[:3] == (1, 2, 8000)


@pytest.mark.parametrize("amplitude", [0.001, 0.03, 0.5, 1.0])
def test_every_take_comes_to_one_level(tmp_path, amplitude):
    """However loud a take was, its recording is at -20 dBov."""
    path = recorded(tmp_path, tone(500, 0.5, amplitude))
    assert takes.measure(path).level_dbov == pytest.approx(-20, abs=0.1)


def test_pauses_do_not_count_as_speech(tmp_path):
    """A pause inside a sentence does not make its speech louder."""
    path = recorded(tmp_path, tone(500, 0.3), silence(0.6), tone(500, 0.3))
    assert takes.measure(path).level_dbov == pytest.approx(-20, abs=0.2)


def test_peaks_are_limited_and_speech_stays_loud(tmp_path):
    """A take of sharp peaks stays under -3 dBFS and near its level."""
    pulses = np.zeros(RATE_HZ // 2, dtype=np.float32)
    pulses[::160] = 1
    measured = takes.measure(recorded(tmp_path, pulses))
    assert measured.peak_dbfs <= -2.9
    assert measured.level_dbov == pytest.approx(-20, abs=2)


def test_silence_around_the_words_is_cut(tmp_path):
    """Silence before and after the words goes, but for 8 ms of pad."""
    path = recorded(tmp_path, silence(0.5), tone(500, 0.4), silence(0.7))
    assert takes.measure(path).duration_s == pytest.approx(0.416, abs=0.01)


def test_a_faint_release_after_a_closure_is_kept(tmp_path):
    """The faint burst that ends a word after 60 ms of closure is not cut."""
    burst = tone(2000, 0.02, 0.5 * 10 ** (-45 / 20))
    path = recorded(tmp_path, tone(500, 0.3), silence(0.06), burst, silence(0.5))
    assert takes.measure(path).duration_s == pytest.approx(0.39, abs=0.015)


def test_a_recording_begins_and_ends_in_silence(tmp_path):
    """The edges are faded, so that a join makes no click."""
    samples = takes.read(recorded(tmp_path, tone(500, 0.4)))
    assert abs(samples[0]) < 0.001
    assert abs(samples[-1]) < 0.01


def test_rumble_is_taken_out():
    """A hum of 40 Hz under the speech is turned down by 25 dB or more."""
    rumble, speech = tone(40, 1, 0.3), tone(800, 1, 0.3)
    samples = takes.finished(Sound(rumble + speech, RATE_HZ))
    spectrum = np.abs(np.fft.rfft(samples[2000:6000]))
    assert spectrum[20] < spectrum[400] * 10 ** (-25 / 20)


def test_what_a_telephone_cannot_carry_does_not_fold_back():
    """A tone of 6 kHz leaves nothing at 2 kHz once a take is at 8 kHz."""
    take = tone(6000, 1, 0.3) + tone(800, 1, 0.3)
    samples = takes.finished(Sound(take, RATE_HZ))
    spectrum = np.abs(np.fft.rfft(samples[2000:6000]))
    assert spectrum[1000] < spectrum[400] * 10 ** (-60 / 20)


def test_the_longest_silence_is_found(tmp_path):
    """The longest pause inside a recording is measured."""
    parts = tone(500, 0.2), silence(0.1), tone(500, 0.2), silence(0.3), tone(500, 0.2)
    measured = takes.measure(recorded(tmp_path, *parts))
    assert measured.longest_silence_s == pytest.approx(0.3, abs=0.03)


def test_silence_has_a_level_too(tmp_path):
    """A recording of nothing measures as the floor, not as an error."""
    path = tmp_path / "nothing.wav"
    takes.write(np.zeros(800, dtype=np.float32), path)
    measured = takes.measure(path)
    assert (measured.level_dbov, measured.longest_silence_s) == (-100, 0.1)


def wav(path, channels=1, width=2, rate=8000, frames=b"\0\0" * 80):
    """Write a WAV file of any shape."""
    with wave.open(str(path), "wb") as recording:
        recording.setparams((channels, width, rate, 0, "NONE", ""))
        recording.writeframes(frames)


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        ({"rate": 11025}, "11025 Hz"),
        ({"channels": 2}, "2 ch"),
        ({"width": 1}, "8-bit"),
        ({"frames": b""}, "shorter"),
    ],
)
def test_another_format_is_named(tmp_path, shape, found):
    """A WAV file of another format is refused by saying what it is."""
    wav(tmp_path / "odd.wav", **shape)
    with pytest.raises(takes.WrongFormatError, match=found):
        takes.read(tmp_path / "odd.wav")


def test_a_truncated_file_is_refused(tmp_path):
    """A recording that is shorter than its header says is refused."""
    path = recorded(tmp_path, tone(500, 0.4))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(takes.WrongFormatError, match="header"):
        takes.measure(path)


def test_what_is_no_wav_is_refused(tmp_path):
    """A file that is no WAV at all is refused as such."""
    (tmp_path / "song.wav").write_bytes(b"ID3 a song")
    with pytest.raises(takes.WrongFormatError, match="not a PCM WAV"):
        takes.measure(tmp_path / "song.wav")
