"""How fast a caller presses keys."""

from enum import StrEnum

from ivr.phone.handset import Question

EXPERT_MOMENT_S = 0.5


class Pace(StrEnum):
    """How well a caller knows the hotline.

    One who is new hears every question out; one who knows it waits for the sentence
    that names the key; an expert presses as soon as the question is recognised.
    """

    NEW = "new"
    KNOWN = "known"
    EXPERT = "expert"

    @property
    def key_s(self) -> float:
        """Give how long it takes to press a key."""
        return 0.3 if self is Pace.EXPERT else 0.4

    def moment_s(self, question: Question, key: str) -> float:
        """Give when, in *question*, the caller begins to press the first *key*."""
        if self is Pace.EXPERT:
            return EXPERT_MOMENT_S
        if self is Pace.KNOWN and question.gather.num_digits == 1:
            named_at_s = question.names_key_at_s(key)
            return question.length_s if named_at_s is None else named_at_s
        return question.length_s
