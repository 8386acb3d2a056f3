"""What the call costs, in words: said before it costs anything."""

from ivr.dialogue.call import Call
from ivr.domain.hotline import CallPrice
from ivr.domain.phrase import Line, Phrase, say


def price_lines(call: Call) -> tuple[Line, ...]:
    """Tell the price of *call* in its language, if its hotline has one."""
    price = call.hotline.call_price
    return () if price is None else (call.line(_phrase(price)),)


def _phrase(price: CallPrice) -> Phrase:
    if price.price.minor_units == 0:
        # NOTE: Right after the greeting: the call is free of charge. Short.
        return say("price.free")
    if price.is_per_minute:
        # NOTE: Right after the greeting. {price} is what each minute of this call costs.
        # Short. Let words follow {price}.
        return say("price.minute", price=price.price)
    # NOTE: Right after the greeting. {price} is what this call costs, however long.
    # Short. Let words follow {price}.
    return say("price.call", price=price.price)
