"""A file of eight accounts, as an operator's system writes it."""

HEADER = (
    "msisdn,locale,currency,balance,valid_until,status,plan,data_mb_left,data_mb_used,"
    "minutes_left,minutes_used,messages_left"
)
NUMBERS = [f"+3247100000{n}" for n in range(8)]
EIGHT = "".join(f"{number},nl_BE,EUR,{n}.50\n" for n, number in enumerate(NUMBERS))
SHORT = "msisdn,locale,currency,balance\n"


def written(rooms):
    """Tell of each of the eight numbers whether it has an account."""
    return [rooms.accounts.read(number) is not None for number in NUMBERS]
