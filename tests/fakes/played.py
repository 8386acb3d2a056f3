"""A hotline and an account to play calls with, without any world around them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from ivr.dialogue.call import begin
from ivr.dialogue.events import AccountRead, Answered, PinChecked, press
from ivr.dialogue.step import step
from ivr.dialogue.walk import NOON
from ivr.domain.account import Account
from ivr.domain.hotline import Hotline, Keys, OpeningHours
from ivr.domain.money import Money

OFFICE = OpeningHours("mon", "fri", datetime.min.time(), datetime.max.time())
HOTLINE = Hotline(
    number="+3278120001",
    languages=("nl_BE", "ko_KR"),
    time_zone="Europe/Brussels",
    brands={"nl_BE": "Saldo"},
    agent="+3222340001",
    opening_hours=(OFFICE,),
    low_balances={"EUR": 500},
    keys={"ko_KR": Keys(back="#", skip=None, repeat="*")},
)
OWNER = "+32470123456"
ACCOUNT = Account(OWNER, "nl_BE", Money(1205, "EUR"), date.max)


def play(*events, hotline=HOTLINE):
    """Give the last move of a call to which *events* happen."""
    call = begin(hotline)
    for event in events:
        move = step(call, event)
        call = move.call
    return move


def sentences(move):
    return [line.phrase.sentence for line in move.lines]


RECOGNISED = (Answered(NOON, OWNER), AccountRead(ACCOUNT))
AT_PIN = (*RECOGNISED, press("1"))
PROVEN = (*AT_PIN, press("161803"), PinChecked(right=True))
STRANGER = Answered(NOON, None)


def heard(key, read, hotline=HOTLINE, at=NOON, again=0):
    """Give the lines of the report under *key* of the main menu ("4 1" of both).

    *read* is the event that answers its wish, *again* how often it is asked for again.
    """
    recognised = (Answered(at, OWNER), AccountRead(replace(ACCOUNT, locale="nl_BE")))
    keys = (press(one) for one in key.split())
    proven = (*recognised, *keys, press("161803"), PinChecked(right=True), read)
    return play(*proven, *[press("1"), read] * again, hotline=hotline).lines


def said(key, read, **how):
    """Give the sentences of a report, without the question after it."""
    return [line.phrase.sentence for line in heard(key, read, **how)][:-1]


def account(**changes):
    """Give that an account was read, which is ours but for some *changes*."""
    return AccountRead(replace(ACCOUNT, **changes))


def after(days):
    """Give the day that is so many *days* after the one of the call."""
    return NOON.date() + timedelta(days)


def gaps(phrase):
    return dict(phrase.gaps)
