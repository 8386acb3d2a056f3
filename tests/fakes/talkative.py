"""A source of accounts that fails, and tells everything it knows as it does."""

import logging

TOLD = "the balance of {} is EUR 71.80, spoken septante et un euros quatre-vingts"


class TalkativeSource:
    """Somebody else's code: it logs what it was asked for, and raises it."""

    def read(self, msisdn):
        logging.getLogger("acme.billing").warning("no answer for %s", msisdn)
        raise LookupError(TOLD.format(msisdn))

    def top_ups(self, msisdn, limit):
        return self.read(msisdn)

    charges = top_ups
