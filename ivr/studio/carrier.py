"""The words around a fragment, which a voice artist reads it in."""

from bisect import bisect_right
from itertools import accumulate

from ivr.speech.fragment import Fragment
from ivr.speech.sentence import Sentence


def carrier_of(sentence: Sentence, index: int) -> tuple[str, bool]:
    """Give *sentence* with its fragment number *index* in [brackets].

    And tell whether the fragment is of the frame, not of a value in it.
    """
    text = sentence.text
    end = 0
    for fragment in sentence.fragments[: index + 1]:
        start, end = _place(fragment, text, end)
    return f"{text[:start]}[{text[start:end]}]{text[end:]}", _is_frame(sentence, start)


def _place(fragment: Fragment, text: str, after: int) -> tuple[int, int]:
    """Tell where *fragment* stands in *text*: its first letter may be a capital."""
    words = fragment.words
    begun = words[:1].upper() + words[1:]
    start = 0 if text.startswith(begun) and not after else text.find(words, after)
    return start, start + len(words)


def _is_frame(sentence: Sentence, start: int) -> bool:
    begins = [0, *accumulate(len(span.text) for span in sentence.spans)]
    return sentence.spans[bisect_right(begins, start) - 1].fragment < 0
