"""The source `tmf654`: accounts of a charging system that speaks TM Forum's TMF654.

It is read only: buckets and balances, top-ups, the history of actions, and from TMF677
what was used. Whatever is amiss there is a `SourceUnavailableError` here, in words that
name no number, no figure and no token.
"""

from ivr.accounts.tmf654.source import Tmf654Accounts
from ivr.accounts.tmf654.terms import Requests, Terms, Vocabulary

__all__ = ["Requests", "Terms", "Tmf654Accounts", "Vocabulary"]
