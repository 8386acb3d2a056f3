"""Opening hours in words."""

from ivr.domain.hotline import OpeningHours
from ivr.domain.phrase import Days, Phrase, say


def hours_phrase(hours: OpeningHours) -> Phrase:
    """Tell one span of opening hours."""
    # NOTE: When people answer. {days} is "every day", one day, or a span of days, as
    # the entries days.… say it; {opens} and {closes} are clock times.
    return say(
        "agent.hours",
        days=Days(hours.first_day, hours.last_day),
        opens=hours.opens,
        closes=hours.closes,
    )
