"""Nothing secret and nobody's figures can be read in what calls leave behind.

Every transcript is played through the real webhooks, with everything logged; then all
output, every table, the bytes of the database and all URLs are searched.
"""

import errno
import io
import logging
import re
from contextlib import suppress
from itertools import chain

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM
from fakes.evidence import ALLOWED, OUTPUT, URLS, Evidence, Overheard, Wanted
from fakes.left_behind import FILE_WITHOUT_ACCOUNTS, WAL
from fakes.phone import Phone
from fakes.transcripts import FILES, named, read, set_scene
from fakes.wanted import figures, links, number, secrets, typed

from ivr import logs
from ivr.accounts.demo import demo_accounts
from ivr.phone.faults import HotlineError
from ivr.settings import DEVELOPMENT
from ivr.speech.packs import folder


@pytest.fixture
def evidence(settings, databases, capfd):
    """Log everything, and give what is found of it."""
    stream = io.StringIO()
    logs.set_up(stream, logging.DEBUG, as_json=True)
    found = Evidence(databases.left_behind(settings.database_url))
    found.collect = lambda: "".join([stream.getvalue(), *capfd.readouterr()])
    return found


@pytest.fixture
def play(make_app, settings, evidence, rooms, clock):
    """Give what plays a call, and gives every secret of it."""

    def play(caller, dialled, keys="", prompts=None, **changes):
        app = Overheard(make_app(prompts, **changes), evidence.urls)
        heard = []
        with suppress(HotlineError):  # some calls are to fail
            called = Phone(app, settings).call(caller, dialled, keys)
            heard = [line.text for line in called.lines if line.who == "hotline"]
        evidence.output += evidence.collect()
        demos = demo_accounts(clock())
        numbers = {caller, *(demo.account.msisdn for demo in demos)} - {"anonymous"}
        accounts = filter(None, map(rooms.accounts.read, numbers))
        return {
            *secrets(settings),
            *(Wanted("PIN", demo.pin) for demo in demos),
            *typed(keys),
            *map(number, numbers),
            *chain.from_iterable(figures(account.balance) for account in accounts),
            *(Wanted("words", said) for said in heard),
            *(Wanted("link", it) for it in links(evidence.urls)),
        }

    return play


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_call_leaves_nothing_to_read(path, play, evidence, rooms, clock, settings):
    """Of no call, whatever is said in it, is anything secret readable anywhere."""
    told = set_scene(read(path)[0], rooms, clock, settings)
    wanted = play(told["from"], told["to"], told.get("keys", ""))
    assert '"event": "turn answered"' in evidence.output
    assert evidence.leaks(wanted) == []


PROOF = f"1 {ANNAS_PIN} 1"


def recorded(prompts, recording):
    """Give the recordings as *recording* makes them of ours."""
    pack = prompts / "fr_BE"
    pack.mkdir(parents=True)
    for path in (folder("prompts") / "fr_BE").glob("*.wav"):
        (pack / path.name).write_bytes(recording(path.read_bytes()))
    return prompts


def test_a_broken_recording_leaves_nothing(play, evidence, tmp_path):
    """That a recording cannot be played is told, and not which."""
    prompts = recorded(tmp_path / "prompts", lambda wav: wav[:-1])
    wanted = play(ANNA, BELGIUM, PROOF, prompts=prompts)
    assert "BrokenRecordingError" in evidence.output
    assert evidence.leaks(wanted) == []


def test_a_disk_that_fails_leaves_nothing(play, evidence, tmp_path, monkeypatch):
    """Flask's own line tells neither the link nor the file, whose name is the words."""

    def refuse(path):
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr("ivr.speech.stitch.wave.open", refuse)
    prompts = recorded(tmp_path / "prompts", bytes)
    wanted = play(ANNA, BELGIUM, PROOF, prompts=prompts)
    assert "Exception on /speech/….wav" in evidence.output
    assert "PermissionError" in evidence.output
    assert evidence.leaks(wanted) == []


def test_missing_recordings_leave_nothing(play, evidence, tmp_path):
    """That they are missing is told, and not which: they are named by their words."""
    wanted = play(ANNA, BELGIUM, PROOF, prompts=tmp_path / "none")
    assert "said without recordings" in evidence.output
    assert "balance.amount" not in evidence.output
    assert evidence.leaks(wanted) == []


def test_a_talkative_source_leaves_nothing(play, evidence):
    """What another's code says and raises is told without what it was asked."""
    changes = {"accounts": "fakes.talkative.TalkativeSource"}
    wanted = play(ANNA, BELGIUM, f"2 1 0470654321 {ANNAS_PIN}", **changes)
    for told in ("no answer for …", "LookupError", "fakes.talkative:[0-9]+ read"):
        assert re.search(told, evidence.output)
    assert evidence.leaks(wanted | {Wanted("words", "balance of")}) == []


BROKEN = {
    "sqlite": "sqlite3.OperationalError (SQLITE_ERROR)",
    "postgresql": "psycopg.errors.UndefinedTable (42P01)",
}


@pytest.mark.parametrize("table", ["calls", "answers", "pin_attempts", "top_ups"])
def test_a_broken_database_leaves_nothing(play, evidence, rooms, table):
    """Its errors are told by type and code, without the statement and its values."""
    evidence.database.drop(table)
    wanted = play(ANNA, BELGIUM, f"1 {ANNAS_PIN} * 4 1")
    assert BROKEN[rooms.engine.dialect.name] in evidence.output
    statement = Wanted("words", "SELECT"), Wanted("words", "INSERT")
    assert not any(one.is_in(evidence.output) for one in statement)
    assert evidence.leaks(wanted) == []


def plant_in_a_line(evidence, secret):
    logs.log_of("ivr.forgetful").error(f"a caller keyed {secret}")
    evidence.output += evidence.collect()


def plant_in_a_field(evidence, secret):
    logs.log_of("ivr.forgetful").error("a caller keyed", reason=secret)
    evidence.output += evidence.collect()


def plant_in_a_url(evidence, secret):
    evidence.urls.append(f"GET /voice?Digits={secret}")


def plant_in_a_row(evidence, secret):
    evidence.database.execute(f"UPDATE calls SET end_status = '{secret}'")


def plant_and_take_back(evidence, secret):
    plant_in_a_row(evidence, secret)
    plant_in_a_row(evidence, "completed")


@pytest.mark.parametrize(
    ("plant", "places"),
    [
        (plant_in_a_line, {OUTPUT}),
        (plant_in_a_field, {OUTPUT}),
        (plant_in_a_url, {URLS}),
        (plant_in_a_row, {"calls", WAL, FILE_WITHOUT_ACCOUNTS}),
        (plant_and_take_back, {WAL}),
    ],
)
@pytest.mark.parametrize("planted", [Wanted("PIN", ANNAS_PIN), number(ANNA)])
def test_the_search_finds_what_is_planted(play, evidence, planted, plant, places):
    """A PIN or a number in a line, a URL, a row, or where a row was is not overlooked."""
    wanted = play(ANNA, BELGIUM, PROOF)
    plant(evidence, planted.text)
    found = {place for *one, place in evidence.leaks(wanted) if one == [*planted]}
    searched = places.intersection(evidence.places())
    assert found == searched - ALLOWED.get(planted.kind, set())


@pytest.mark.parametrize(
    "planted",
    [
        "+32470654321",
        "0032470654321",
        "0470654321",
        "EUR 71.80",
        "minor_units=7180",
        "septante et un euros quatre-vingts",
        DEVELOPMENT["TWILIO_AUTH_TOKEN"],
        DEVELOPMENT["IVR_SECRET_KEY"],
        DEVELOPMENT["IVR_PIN_PEPPER"].replace(" ", "%20"),
    ],
)
def test_the_search_knows_secrets_in_every_form(play, evidence, planted):
    """Numbers as they are keyed, amounts as they are written and said, keys of ours."""
    wanted = play(ANNA, BELGIUM, PROOF)
    assert evidence.leaks(wanted) == []
    evidence.urls.append(planted)
    assert {place for _, _, place in evidence.leaks(wanted)} == {URLS}
