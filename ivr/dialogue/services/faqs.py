"""The operator's own questions and answers."""

from ivr.dialogue.call import Call
from ivr.dialogue.events import Told
from ivr.dialogue.turn import Move, Question
from ivr.domain.hotline import Faq
from ivr.domain.phrase import Key, Name, say


def enter(call: Call) -> Move:
    """Offer the questions."""
    asked = question(call)
    return Move(call, asked.ask, asked.lines)


def question(call: Call) -> Question:
    """Offer every question that has words in the caller's language."""
    offers = [
        # NOTE: Offers one of the operator's own questions; {question} is its title, in
        # the operator's words ("What an eSIM is").
        say("faqs.offer", question=Name(faq.questions[call.locale]), key=Key(key))
        for key, faq in _faqs(call).items()
    ]
    back = say("more.back", key=Key(call.hotline.keys_of(call.locale).back))
    return Question(
        lines=tuple(call.line(phrase) for phrase in [*offers, back]),
        silence=say("menu.silence"),
        other_key=say("menu.other_key"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Answer, and offer the questions again."""
    faq = _faqs(call).get(keys)
    if faq is None:
        return None
    # NOTE: The answer to one of the operator's questions, in the operator's words: leave
    # this entry as it is.
    answer = call.line(say("faqs.answer", answer=Name(faq.answers[call.locale])))
    asked = question(call)
    return Move(call.to(call.place), asked.ask, (answer, *asked.lines))


def told(call: Call, _event: Told) -> Move:
    """Offer the questions: nothing was asked of the world."""
    return enter(call)


def _faqs(call: Call) -> dict[str, Faq]:
    return {
        str(key): faq for key, faq in enumerate(call.hotline.faqs_in(call.locale), 1)
    }
