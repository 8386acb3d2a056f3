"""`ivr call`: a balance in one command, with its figures and its recording."""

import json
import wave

import pytest
from conftest import ANNA
from fakes.commands import CALL


def test_a_call_tells_the_balance(run):
    """One command places a call and prints who says what; the PIN is hidden."""
    called = run(*CALL)
    assert called.exit_code == 0
    assert "hotline: Il vous reste septante et un euros quatre-vingts" in called.output
    assert "caller: ••••••" in called.output
    assert "141421" not in called.output


def test_a_call_in_json_ends_with_its_figures(run):
    """With --json each line is an object; the last tells how long it took."""
    lines = [json.loads(line) for line in run(*CALL, "--json").output.splitlines()]
    keys = {"who", "text", "keys", "audio_s", "locale", "elapsed_s"}
    assert all(set(line) == keys for line in lines[:-1])
    assert lines[-1]["event"] == "end"
    assert lines[-1]["key_presses"] == 7


@pytest.mark.parametrize(("pace", "limit_s"), [("known", 12), ("expert", 6)])
def test_a_known_caller_soon_hears_the_amount(run, pace, limit_s):
    """What is heard before the amount is short enough, at each pace."""
    ended = json.loads(run(*CALL, "--json", "--pace", pace).output.splitlines()[-1])
    assert 0 < ended["time_to_balance_s"] <= limit_s


def test_a_recording_is_what_was_heard(run, tmp_path):
    """--record writes a telephone's WAV, as long as all that was said."""
    lines = run(*CALL, "--json", "--record", f"{tmp_path}/call.wav").output.splitlines()
    said_s = sum(json.loads(line)["audio_s"] for line in lines[:-1])
    with wave.open(f"{tmp_path}/call.wav") as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (8000, 1)
        assert sound.getnframes() / 8000 == pytest.approx(said_s, rel=0.05)


def test_demo_accounts_stay_out_of_real_databases(run, migrated, monkeypatch):
    """With a pepper of the operator's, `ivr call` adds no account whose PIN is public."""
    monkeypatch.setenv("IVR_PIN_PEPPER", "mine")
    assert "Welkom" in run(*CALL).output
    assert "There is no account" in run("accounts", "show", ANNA).output
