"""An account source that is as slow, or as broken, as a test wants it."""

import time
from dataclasses import dataclass, field

from ivr.domain.account import Account
from ivr.domain.money import Money

ACCOUNT = Account("+32470654321", "fr_BE", Money(7180, "EUR"), None)


@dataclass
class Mood:
    """How the source answers: after *delays_s*, one after another, or with *error*.

    *asked* counts what it was asked.
    """

    account: Account | None = ACCOUNT
    delays_s: list[float] = field(default_factory=list)
    error: Exception | None = None
    asked: int = 0


class MoodySource:
    """Somebody else's code, in a *mood* that all of its instances share."""

    mood = Mood()

    def read(self, msisdn):
        return self._answer(self.mood.account)

    def top_ups(self, msisdn, limit):
        return self._answer(())

    charges = top_ups

    def _answer(self, answer):
        mood = self.mood
        mood.asked += 1
        if mood.delays_s:
            time.sleep(mood.delays_s.pop(0))
        if mood.error:
            raise mood.error
        return answer
