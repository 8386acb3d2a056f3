"""Privacy: what is kept about a number is told to its owner alone."""

import json

from conftest import ANNA, ANNAS_PIN, BELGIUM, BERT


def test_an_export_tells_all_and_nothing_of_others(rooms, people):
    """The account, its history, tries and calls; no hash, and nobody else's number."""
    told = rooms.privacy.export(ANNA)
    assert told["account"]["minor_units"] == 7180
    assert {it["usage_type"] for it in told["buckets"]} == {"data", "voice", "sms"}
    assert [len(told[kind]) for kind in ("top_ups", "charges")] == [3, 3]
    assert told["has_pin"] is True
    assert [
        (it["account"], it["telephone"], it["outcome"]) for it in told["attempts"]
    ] == [
        ("own", "own", "right PIN"),
        ("own", "withheld", "right PIN"),
        ("own", "other", "other PIN"),
    ]
    own, other = told["calls"]
    assert own == {
        "hotline": BELGIUM,
        "telephone": "own",
        "account": "own",
        "began_at": "2026-11-18T11:00:00+00:00",
        "ended_at": "2026-11-18T11:00:00+00:00",
        "end_status": "completed",
        "was_turned_away": False,
    }
    assert (other["telephone"], other["account"]) == ("withheld", "own")
    written = json.dumps(told)
    for secret in (BERT, "argon2", ANNAS_PIN, "CA4"):
        assert secret not in written


def test_an_export_tells_of_tries_at_other_accounts_without_their_number(rooms, people):
    """Bert's telephone tried another account's PIN: which one is not his to know."""
    told = rooms.privacy.export(BERT)
    assert [(it["account"], it["telephone"]) for it in told["attempts"]] == [
        ("own", "own"),
        ("other", "own"),
    ]
    assert ANNA not in json.dumps(told)


def test_nothing_is_told_of_a_number_we_do_not_know(rooms):
    """There is a word for everything that could be there."""
    assert rooms.privacy.export("+32470999999") == {
        "msisdn": "+32470999999",
        "account": None,
        "buckets": [],
        "top_ups": [],
        "charges": [],
        "has_pin": False,
        "attempts": [],
        "guards": [],
        "last_known_at": None,
        "calls": [],
    }
