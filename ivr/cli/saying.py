"""Says a value: `ivr say`."""

import sys
from pathlib import Path

import click

from ivr.app import utc_now
from ivr.speech.currencies import UnknownCurrencyError
from ivr.speech.fragment import written
from ivr.speech.languages import UnknownLocaleError, language_of
from ivr.speech.languages.language import Fragments, UnspeakableError
from ivr.speech.packs import folder
from ivr.speech.recordings import MissingRecordingError, Recordings
from ivr.speech.say import value_of
from ivr.speech.sentence import Sentence
from ivr.speech.stitch import stitch

LOWER_CASE = ("en", "fr_BE", "nl_BE")
"""Where a capital letter is a custom of writing, which a value alone has no use for."""


# -12.35 is an amount, not an option.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("locale")
@click.argument("words", nargs=-1, metavar="KIND VALUE…")
@click.option("--batch", is_flag=True, help="Read KIND VALUE… lines from stdin.")
@click.option("--reading", is_flag=True, help="Print how it is pronounced.")
@click.option(
    "--wav", type=click.Path(dir_okay=False, path_type=Path), help="Write the sound."
)
def say(
    locale: str,
    words: tuple[str, ...],
    batch: bool,  # noqa: FBT001 - click hands options over as they are
    reading: bool,  # noqa: FBT001
    wav: Path | None,
) -> None:
    """Print the exact words for a value.

    KIND VALUE is number 1250, money EUR 71.80, data 1.5GB, minutes 8, messages 10,
    date 2026-12-01, day -1 (yesterday), days 3, time 18:30, percent 12.5 or
    digits 0470123456.
    """
    lines = sys.stdin if batch else [" ".join(words)]
    today = utc_now().date()
    spoken: list[Fragments] = []
    try:
        for line in lines:
            if not batch or line.strip():
                value = value_of(line.split(), today)
                spoken.append(language_of(locale).speak(value))
                click.echo(_printed(spoken[-1], locale, reading=reading))
        if wav:
            wav.write_bytes(_sound(language_of(locale).locale, spoken))
    except (UnknownLocaleError, UnknownCurrencyError, UnspeakableError) as error:
        raise click.UsageError(str(error)) from error
    except MissingRecordingError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{wav} cannot be written") from error


def _printed(fragments: Fragments, locale: str, *, reading: bool) -> str:
    text = _read(fragments) if reading else written(fragments)
    return text.lower() if language_of(locale).locale in LOWER_CASE else text


def _read(fragments: Fragments) -> str:
    return "".join(
        ("" if fragment.attached or not index else " ") + fragment.spoken
        for index, fragment in enumerate(fragments)
    )


def _sound(locale: str, spoken: list[Fragments]) -> bytes:
    sentences = [Sentence(locale, (), tuple(fragments)) for fragments in spoken]
    return stitch(sentences, Recordings(folder("prompts"))).wav
