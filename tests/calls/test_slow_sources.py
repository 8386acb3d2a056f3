"""A source that is slow or down: never silence, never a figure without its time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, Twilio
from fakes.moody import Mood, MoodySource
from fakes.phone import Phone
from fakes.twiml import verbs
from sqlalchemy import text

from ivr.accounts.last_known import WORTH_TELLING
from ivr.accounts.source import Patience, SourceUnavailableError

LIMIT_S, FILLER_S = 1.5, 0.3
PROOF = f"1 {ANNAS_PIN}"
MOMENT = "Un instant, nous vérifions pour vous."
BALANCE = "Il vous reste septante et un euros quatre-vingts de crédit."
SORRY = "Cette information n'est pas disponible pour l'instant."
AGENT = "Pour nous parler, tapez zéro."
LAST = "Voici les derniers que nous connaissons."
AS_OF = "Ces chiffres, mis à jour aujourd'hui à midi, ont pu changer depuis."
DOWN = SourceUnavailableError("away")


@pytest.fixture
def mood(monkeypatch):
    mood = Mood()
    monkeypatch.setattr(MoodySource, "mood", mood)
    return mood


@pytest.fixture
def make_node(make_app, mood):
    """Give a maker of nodes whose accounts are kept by the moody source."""

    def make(**changes):
        patience = Patience(LIMIT_S, FILLER_S, **changes)
        return make_app(accounts="fakes.moody.MoodySource", patience=patience)

    return make


@pytest.fixture
def call(make_node, settings):
    """Give what calls Belgium from Anna's telephone, and tells the words."""
    node = make_node()

    def call(keys=PROOF, caller=ANNA):
        return Phone(node, settings).call(caller, BELGIUM, keys).words

    return call


def test_whoever_waits_is_told_so_and_then_the_balance(call, mood):
    """An answer that is late, and in time, comes after a word in between."""
    mood.delays_s = [0, 2 * FILLER_S]
    words = call()
    assert MOMENT in words
    assert words.index(MOMENT) < words.index(BALANCE)
    assert mood.asked == 2  # at the answer, and once for the balance


def test_an_answer_that_is_too_late_is_an_honest_sentence(call, mood):
    """Nobody waits for long: they hear that it cannot be told, and of a person."""
    mood.delays_s = [0, LIMIT_S + 1]
    words = call()
    assert words.index(MOMENT) < words.index(SORRY) < words.index(AGENT)
    assert BALANCE not in words


def test_a_telephone_rings_while_its_number_is_looked_up(call, mood):
    """A source that does not know in time whose number it is makes a stranger of it."""
    mood.delays_s = [LIMIT_S + 1]
    words = call("")
    assert MOMENT not in words
    assert words.startswith("Welkom bij Saldo.")


def test_what_is_last_known_is_told_with_its_time(call, mood, clock):
    """While the source is down, who has proved themselves hears what was last read."""
    assert BALANCE in call()
    mood.error = DOWN
    clock.at += timedelta(hours=2)
    words = call()
    assert words.index(LAST) < words.index(BALANCE)
    assert AS_OF in words


def test_the_last_known_is_told_with_its_time_at_once(call, mood):
    """A minute is enough for money to change hands."""
    assert BALANCE in call()
    mood.error = DOWN
    assert AS_OF in call()


def test_without_a_pin_nothing_is_kept(call, mood, rooms, clock):
    """A greeting reads an account, and leaves nothing of it here."""
    call("")
    assert rooms.last_known.of(ANNA, clock.at) is None


def test_figures_of_last_week_are_not_told(call, mood, clock):
    """What is too old to be of use is a sentence, and a person."""
    assert BALANCE in call()
    mood.error = DOWN
    clock.at += WORTH_TELLING + timedelta(hours=1)
    words = call(f"2 1 0470654321 {ANNAS_PIN}")
    assert SORRY in words
    assert BALANCE not in words


def test_an_operator_may_have_nothing_kept(make_node, settings, mood, rooms, clock):
    """With keep_last_known = false there is nothing to find."""
    phone = Phone(make_node(keeps_last_known=False), settings)
    assert BALANCE in phone.call(ANNA, BELGIUM, PROOF).words
    assert rooms.last_known.of(ANNA, clock.at) is None
    mood.error = DOWN
    assert BALANCE not in phone.call(ANNA, BELGIUM, PROOF).words


def test_what_is_kept_can_be_read_by_nobody_else(call, mood, rooms, settings):
    """Neither a database alone nor another key tells what is known of whom."""
    call()
    with rooms.engine.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM last_known").all()
    assert not {ANNA, "7180"} & set(map(str, row))
    assert "fr_BE" not in str(row)


def test_another_node_answers_whoever_waits(make_node, settings, mood):
    """The turn after the word in between may come to a server that knows nothing."""
    mood.delays_s = [0, LIMIT_S + 1]
    one, other = (Twilio(make_node().test_client(), settings) for _ in range(2))
    one.arrive()
    one.press(1, "1")
    assert verbs(one.press(2, ANNAS_PIN)) == ["Play", "Redirect"]
    assert verbs(other.stay_silent(3))[0] == "Gather"
    assert mood.asked == 3


def test_a_word_in_between_that_is_asked_for_twice_is_the_same(
    make_node, settings, mood
):
    """Twilio sends a webhook again: the words are those of before, and one question."""
    mood.delays_s = [0, 2 * FILLER_S]
    twilio = Twilio(make_node().test_client(), settings)
    twilio.arrive()
    twilio.press(1, "1")
    first = twilio.press(2, ANNAS_PIN)
    assert twilio.press(2, ANNAS_PIN).data == first.data
    answer = twilio.stay_silent(3)
    assert twilio.stay_silent(3).data == answer.data
    assert mood.asked == 2


def test_our_own_tables_are_not_kept_twice(phone, rooms, clock):
    """Where accounts are kept here, they are down when all is."""
    assert BALANCE in phone.call(ANNA, BELGIUM, PROOF).words
    assert rooms.last_known.of(ANNA, clock.at) is None


def test_what_is_last_known_can_be_erased_and_ages_away(
    call, mood, rooms, settings, clock
):
    """An owner's wish, or a week, leaves nothing of it."""
    call()
    assert rooms.privacy.export(ANNA)["last_known_at"] is not None
    assert rooms.privacy.erase(ANNA, clock.at)["last known"] == 1
    rooms.last_known.keep(mood.account, clock.at)
    later = clock.at + WORTH_TELLING + timedelta(seconds=1)
    assert rooms.privacy.purge(settings.hotlines, later)["last known"] == 1


def test_the_last_known_of_another_is_not_told(call, mood, rooms, clock):
    """A row that was moved to another account tells its owner nothing."""
    for msisdn in (ANNA, "+32470123456"):
        rooms.last_known.keep(replace(mood.account, msisdn=msisdn), clock.at)
        assert rooms.last_known.of(msisdn, clock.at).msisdn == msisdn
    with rooms.engine.begin() as connection:
        first = "SELECT sealed FROM (SELECT * FROM last_known) AS them ORDER BY account"
        connection.execute(text(f"UPDATE last_known SET sealed = ({first} LIMIT 1)"))
    told = [rooms.last_known.of(it, clock.at) for it in (ANNA, "+32470123456")]
    assert told.count(None) == 1


def test_the_last_known_of_another_version_is_not_told(call, mood, rooms, clock):
    """What cannot be read any more is as good as nothing."""
    call()
    with rooms.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE last_known SET sealed = 'of another key'")
    assert rooms.last_known.of(ANNA, clock.at) is None


def test_a_source_that_knows_how_old_its_figures_are_is_believed(rooms, mood, clock):
    """The time that is told is that of the figures, not that of reading them."""
    an_hour_ago = clock.at - timedelta(hours=1)
    rooms.last_known.keep(replace(mood.account, as_of=an_hour_ago), clock.at)
    assert rooms.last_known.of(ANNA, clock.at).as_of == an_hour_ago
