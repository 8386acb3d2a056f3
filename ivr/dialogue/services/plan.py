"""The plan: its name, what it holds, and what costs beyond it."""

from collections.abc import Iterator

from ivr.dialogue.acts import ReadAccount
from ivr.dialogue.call import Call
from ivr.dialogue.events import Told
from ivr.dialogue.report import pressed, proven, question, report_account
from ivr.dialogue.turn import Move
from ivr.domain.account import Account
from ivr.domain.phrase import Name, Phrase, say
from ivr.domain.plan import Allowance, Rate
from ivr.domain.usage import Data, Messages, Minutes, UsageType

__all__ = ["enter", "pressed", "question", "told"]


def enter(call: Call) -> Move:
    """Read the account."""
    return proven(call, ReadAccount)


def told(call: Call, event: Told) -> Move:
    """Say what the plan is."""
    return report_account(call, event, _phrases)


def _phrases(account: Account, call: Call) -> Iterator[Phrase]:
    name = account.plan
    if not name:
        # NOTE: The card has no plan: what is used is taken from the credit.
        yield say("plan.none")
        return
    # NOTE: {name} is the plan's, in the operator's words.
    yield say("plan.name", name=Name(call.hotline.name_in(call.locale, name)))
    if plan := call.hotline.plans.get(name):
        yield from filter(None, map(_holds, plan.allowances))
        limited = [
            rate for rate in plan.rates if not plan.is_unlimited(rate.usage_type)
        ]
        yield from filter(None, map(_beyond, limited))


def _holds(allowance: Allowance) -> Phrase | None:
    amount = allowance.amount
    if amount is None:
        return _without_limit(allowance.usage_type)
    match allowance.usage_type:
        case UsageType.DATA:
            # NOTE: What the plan holds. {amount} is an amount of data. Let words follow.
            return say("plan.data", amount=Data(amount))
        case UsageType.VOICE:
            # NOTE: What the plan holds. {amount} is call minutes. Let words follow.
            return say("plan.minutes", amount=Minutes(amount))
        case UsageType.SMS:
            # NOTE: What the plan holds. {amount} is text messages. Let words follow.
            return say("plan.messages", amount=Messages(amount))
        case UsageType.OTHER:
            return None


def _without_limit(usage_type: UsageType) -> Phrase | None:
    match usage_type:
        case UsageType.DATA:
            # NOTE: What the plan holds: data without a limit.
            return say("plan.data_unlimited")
        case UsageType.VOICE:
            # NOTE: What the plan holds: calls without a limit.
            return say("plan.minutes_unlimited")
        case UsageType.SMS:
            # NOTE: What the plan holds: text messages without a limit.
            return say("plan.messages_unlimited")
        case UsageType.OTHER:
            return None


def _beyond(rate: Rate) -> Phrase | None:
    match rate.usage_type:
        case UsageType.DATA:
            # NOTE: What costs beyond the plan. {price} is for each megabyte. Let words
            # follow it.
            return say("plan.beyond_data", price=rate.price)
        case UsageType.VOICE:
            # NOTE: What costs beyond the plan. {price} is for each minute of a call. Let
            # words follow it.
            return say("plan.beyond_minutes", price=rate.price)
        case UsageType.SMS:
            # NOTE: What costs beyond the plan. {price} is for each text message. Let
            # words follow it.
            return say("plan.beyond_messages", price=rate.price)
        case UsageType.OTHER:
            return None
