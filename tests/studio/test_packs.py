"""The committed recordings, as they are joined and heard."""

import io
import wave

import numpy as np
import pytest

from ivr.domain.money import Money
from ivr.domain.phrase import Line, say
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.languages import languages
from ivr.speech.packs import folder
from ivr.speech.recordings import Recordings
from ivr.speech.sentence import sentence_of
from ivr.speech.stitch import stitch
from ivr.studio import takes

LOCALES = sorted(languages())
AROUND_A_JOIN = 8
"""Samples on either side of a join that are looked at: 1 ms."""
LOUD_STEP_PERCENTILE = 90
SHARE = 0.3
"""A step at a join is small beside those that are common inside the speech around it.

Faded edges come to 0.17 of the 90th percentile at most; recordings that are cut in
the middle of a word come to 0.6 in the middle, which is a click.
"""


def amounts():
    for currency in CURRENCIES:
        hundredths = 10 ** decimals(currency)
        for units, minor in ((1, 0), (13_680, 1), (666_606, 60), (88_888_888, 99)):
            yield Money(units * hundredths + minor % hundredths, currency)


def steps(wav):
    """Give how far each sample is from the next."""
    with wave.open(io.BytesIO(wav)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return np.abs(np.diff(samples.astype(np.int32)))


def clicks(line, recordings):
    """Tell of each join in *line* whether it clicks."""
    utterance = stitch([sentence_of(line)], recordings)
    taken = steps(utterance.wav)
    loud = np.percentile(taken[taken > 0], LOUD_STEP_PERCENTILE)
    joins = [round(takes.RATE_HZ * at) for at in utterance.heard[0].fragments_start_s]
    return [
        taken[join - AROUND_A_JOIN : join + AROUND_A_JOIN].max() > SHARE * loud
        for join in joins[1:]
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_join_clicks(locale):
    """Where recordings meet, no step is as large as those inside the speech."""
    recordings = Recordings(folder("prompts"))
    for amount in amounts():
        found = clicks(Line(say("balance.amount", balance=amount), locale), recordings)
        assert found
        assert not any(found)


def test_a_cut_word_clicks(tmp_path):
    """Recordings that end in the middle of a word are found by these measures."""
    line = Line(say("balance.amount", balance=Money(66_660_666, "EUR")), "nl_BE")
    whole, cut = Recordings(folder("prompts")), Recordings(tmp_path)
    (tmp_path / line.locale).mkdir()
    for path in whole.paths(sentence_of(line)):
        samples = takes.read(path)
        takes.write(samples[: len(samples) // 2], tmp_path / line.locale / path.name)
    assert any(clicks(line, cut))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_pack_has_one_level(locale):
    """No recording of a locale is more than 2 dB from -20 dBov."""
    files = (folder("prompts") / locale).glob("*.wav")
    levels = [takes.measure(file).level_dbov for file in files]
    assert -22 <= min(levels) <= max(levels) <= -18
