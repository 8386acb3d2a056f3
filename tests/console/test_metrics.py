"""What is counted is true, and tells of nobody."""

import os
import subprocess
import sys

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, NIGHT
from fakes.moody import Mood, MoodySource
from prometheus_client.parser import text_string_to_metric_families

from ivr.accounts.asking import FAILURES_IN_A_ROW
from ivr.accounts.source import SourceUnavailableError

PROOF = f"1 {ANNAS_PIN}"


def read(text):
    """Give the value of each sample, by its name and the values of its labels."""
    return {
        (sample.name, frozenset(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def counted(client):
    """Give what tells how much more there is of a sample than before."""
    before = read(client.get("/metrics").text)

    def counted(name, *labels):
        sample, now = (name, frozenset(labels)), read(client.get("/metrics").text)
        return now.get(sample, 0) - before.get(sample, 0)

    return counted


def test_a_call_is_counted_by_its_turns(phone, counted):
    """Each turn is counted once, where the call then stands."""
    phone.call(ANNA, BELGIUM, PROOF)
    assert counted("ivr_turn_seconds_count", "pin", "ask") == 1
    assert counted("ivr_turn_seconds_count", "balance", "ask") >= 1
    assert counted("ivr_pin_checks_total", "right") == 1
    assert counted("ivr_wishes_total", "ReadAccount", "granted") == 2
    assert counted("ivr_source_seconds_count", "ReadAccount", "answered") == 2
    assert counted("ivr_speech_total", "personal", "sent") >= 1


def test_a_turn_that_comes_again_is_counted_once(twilio, counted):
    """Twilio's second try is no second turn."""
    for _ in range(2):
        twilio.arrive()
    assert counted("ivr_turn_seconds_count", "menu", "ask") == 1


def test_misses_are_counted_by_place_and_language(phone, counted):
    """Where callers stumble, and in which language, can be seen."""
    phone.call(ANNA, BELGIUM, "1 - 7")
    assert counted("ivr_misses_total", "pin", "fr_BE") >= 2


@pytest.mark.parametrize(
    ("keys", "reason"),
    [("1 000000 000000 000000", "pin.end"), ("- - - -", "end.missed")],
)
def test_calls_that_we_end_are_counted_by_their_last_words(
    phone, counted, clock, keys, reason
):
    """Why calls end can be seen: a call has one reason, whatever Twilio says after."""
    clock.at = NIGHT
    phone.call(ANNA, BELGIUM, keys)
    assert counted("ivr_calls_ended_total", reason) == 1
    assert counted("ivr_calls_ended_total", "completed") == 0


def test_calls_that_callers_end_are_counted_once(twilio, counted):
    """A word of Twilio's that comes twice is counted once."""
    twilio.arrive()
    for _ in range(2):
        twilio.post("/voice/status", CallStatus="completed")
    assert counted("ivr_calls_ended_total", "completed") == 1


def test_a_source_that_fails_shows(make_app, settings, twilio, monkeypatch, counted):
    """Its errors are counted, and that it is left in peace."""
    mood = Mood(error=SourceUnavailableError("away"))
    monkeypatch.setattr(MoodySource, "mood", mood)
    node = type(twilio)(
        make_app(accounts="fakes.moody.MoodySource").test_client(), settings
    )
    for call in range(FAILURES_IN_A_ROW):
        node.arrive(CallSid=f"CA{call}", From=f"+3247000000{call}")
    assert counted("ivr_wishes_total", "ReadAccount", "failed") == FAILURES_IN_A_ROW
    told = read(node.client.get("/metrics").text)
    assert told["ivr_source_breaker_open", frozenset({"accounts"})] == 1


def test_metrics_tell_of_nobody(phone, client):
    """No number, amount or key is in a name or a label, or is what is counted.

    Times may hold any digits: they are looked at whole.
    """
    phone.call(ANNA, BELGIUM, PROOF)
    told = read(client.get("/metrics").text)
    words = " ".join(word for name, labels in told for word in (name, *labels))
    for secret in (ANNA[1:], ANNAS_PIN, "7180", "71.8"):
        assert secret not in words
        assert float(secret) not in told.values()


TOGETHER = """
import os, resource
from pathlib import Path
from ivr import metrics

def count():
    metrics.misses.labels("pin", "en").inc()
    metrics.source.labels("ReadAccount", "answered").observe(0.1)
    metrics.breaker_is_open.labels("accounts").set(1)

metrics.share(Path(os.environ["FOLDER"]))
for largest_bytes in map(int, os.environ["LARGEST_BYTES"].split()):
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_bytes, -1))
    if child := os.fork():
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        metrics.forget(child)
        continue
    status = 1
    try:
        count()
        status = 0
    finally:
        os._exit(status)
resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
print(metrics.exposition().decode())
"""
"""Counts in forked processes, for each of which a file has its largest size."""


@pytest.fixture
def counted_together(tmp_path):
    """Give what counts in processes of their own, and reads what all have counted."""

    def counted(*largest_bytes):
        sizes = " ".join(map(str, largest_bytes))
        environ = os.environ | {"FOLDER": str(tmp_path), "LARGEST_BYTES": sizes}
        return read(
            subprocess.run(
                [sys.executable, "-c", TOGETHER],
                env=environ,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )

    return counted


MISSES = "ivr_misses_total", frozenset({"pin", "en"})


def test_processes_count_together(counted_together):
    """What forked workers count is one number, wherever it is asked."""
    told = counted_together(-1, -1, -1)
    assert told[MISSES] == 3
    assert "ivr_source_breaker_open" not in {name for name, _ in told}


@pytest.mark.parametrize("largest_bytes", [0, 100_000, 400_000])
def test_where_there_is_no_room_a_process_is_left_out(counted_together, largest_bytes):
    """A disk that is full costs some figures, never the worker and its calls."""
    assert counted_together(-1, largest_bytes, -1)[MISSES] == 2


def test_the_room_for_metrics_is_taken_before_it_is_used(counted_together, tmp_path):
    """No file has a hole: to fill one on a full disk would end the worker."""
    counted_together(-1)
    files = [file.stat() for file in tmp_path.iterdir()]
    assert files
    assert all(file.st_blocks * 512 >= file.st_size for file in files)
