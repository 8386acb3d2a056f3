"""The handset on a page: what it is to play and what is asked become news."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from ivr.phone.browser.news import News
from ivr.phone.captions import Caption
from ivr.phone.handset import Question
from ivr.phone.live import LiveCaller
from ivr.phone.sound import Sound
from ivr.phone.transcript import Transcript

Translate = Callable[[Sound], Iterable[Caption]]
"""Gives the captions of a sound in the reader's language, as far as there are any."""


class PageEarpiece:
    """Has a page play sounds, by telling *news*; *translate* gives what is read along."""

    def __init__(self, news: News, translate: Translate) -> None:
        self._news = news
        self._translate = translate
        self._question: Question | None = None
        self.playing: tuple[int, Sound] | None = None

    @property
    def is_secret(self) -> bool:
        """Tell whether the last question was for secret keys."""
        return self._question is not None and self._question.is_secret

    def ask(self, question: Question) -> None:
        """Tell how many keys *question* wants, and whether they are to be hidden."""
        self._question = question
        digits = question.gather.num_digits
        self._news.tell("asked", digits=digits, secret=question.is_secret)

    def play(self, sound: Sound, number: int) -> None:
        """Have *sound* played, which the page fetches by its *number*."""
        self.playing = number, sound
        translations = {it.starts_s: it for it in self._translate(sound)}
        self._news.tell(
            "play",
            sound=number,
            length_s=sound.length_s,
            captions=[
                _told(caption, translations.get(caption.starts_s))
                for caption in sound.captions
            ],
            can_be_cut=self._is_cut_by_keys(sound),
            is_silent=not sound.samples.strip(b"\0"),
        )

    def stop(self) -> None:
        """Have the sound stopped."""
        self._news.tell("stop")

    def connect(self, number: str) -> None:
        """Tell that the caller would be connected with *number* now."""
        self._news.tell("transfer", to=number)

    def _is_cut_by_keys(self, sound: Sound) -> bool:
        sounds = self._question.sounds if self._question else ()
        return any(sound is of_question for of_question in sounds)


def _told(caption: Caption, translation: Caption | None) -> dict[str, Any]:
    """Give *caption* as JSON, with its *translation* if that is in another language."""
    told = asdict(caption) | {"translation": None}
    if translation and translation.locale != caption.locale:
        told["translation"] = {"text": translation.text, "locale": translation.locale}
    return told


class PageCaller(LiveCaller):
    """The handset of whoever sits before the page of *earpiece*."""

    def __init__(self, earpiece: PageEarpiece, transcript: Transcript) -> None:
        super().__init__(earpiece, transcript)
        self._page = earpiece

    def asked(self, question: Question) -> None:
        """Forget keys from before *question*, and tell the page of it."""
        super().asked(question)
        self._page.ask(question)
