"""How many segments a text message has: each is sent, and paid for, by itself."""

GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_EXTENSION = frozenset("\f^{}\\[~]|€")
"""The alphabet of text messages (3GPP TS 23.038); the extension takes two places.

One other letter, and a whole message goes in UCS-2, with less than half the room.
"""

GSM_7_ROOM, GSM_7_ROOM_OF_MANY = 160, 153
UCS_2_ROOM, UCS_2_ROOM_OF_MANY = 70, 67
"""How many places a message has alone, and each of several that are put together."""


def segments(text: str) -> int:
    """Count the segments of *text*."""
    if GSM_7.union(GSM_7_EXTENSION).issuperset(text):
        places = len(text) + sum(letter in GSM_7_EXTENSION for letter in text)
        return _rounded_up(places, GSM_7_ROOM, GSM_7_ROOM_OF_MANY)
    places = len(text.encode("utf-16-be")) // 2
    return _rounded_up(places, UCS_2_ROOM, UCS_2_ROOM_OF_MANY)


def _rounded_up(places: int, room: int, room_of_many: int) -> int:
    return 1 if places <= room else -(-places // room_of_many)
