"""Says a value: `ivr say`."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from ivr.app import utc_now
from ivr.domain.phrase import Line, Phrase
from ivr.speech.catalog import MissingWordsError, catalog_of
from ivr.speech.currencies import UnknownCurrencyError
from ivr.speech.fragment import written
from ivr.speech.languages import UnknownLocaleError, language_of
from ivr.speech.languages.language import Fragments, Language, UnspeakableError
from ivr.speech.packs import folder
from ivr.speech.recordings import MissingRecordingError, Recordings
from ivr.speech.say import phrase_of, value_of
from ivr.speech.sentence import GAP, Sentence, sentence_of
from ivr.speech.stitch import stitch

UNSPEAKABLE = (UnknownCurrencyError, UnspeakableError, MissingWordsError)
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
    """Print the exact words for a value, or for a whole sentence.

    sentence NAME GAP=KIND:VALUE… says a sentence of the catalogue with its gaps filled,
    as a call would: sentence balance.amount balance=money:EUR:71.80, or with key:1,
    name:eSIM, term:digits.6, weekdays:mon:fri, figures:EUR:71.80, day:-1; count=2 chooses
    the form of a sentence that has more than one.

    Else KIND VALUE is number 1250, money EUR 71.80, data 1.5GB, minutes 8, messages 10,
    date 2026-12-01, day -1 (yesterday), days 3, time 18:30, percent 12.5 or
    digits 0470123456. Of a batch, a line that cannot be said is answered with an
    empty line, and told on stderr by its number.
    """
    try:
        language = language_of(locale)
        if batch:
            spoken = _batch(sys.stdin, language, reading=reading)
        else:
            spoken = [_said(" ".join(words), language, reading=reading)]
        if wav:
            wav.write_bytes(_sound(language.locale, spoken))
    except (UnknownLocaleError, *UNSPEAKABLE) as error:
        raise click.UsageError(str(error)) from error
    except MissingRecordingError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{wav} cannot be written") from error


def _batch(
    lines: Iterable[str], language: Language, *, reading: bool
) -> list[Fragments]:
    """Print a line for each of *lines*, an empty one where there is nothing to say.

    What cannot be said is told by its number, and ends with exit code 2.
    """
    spoken: list[Fragments] = []
    is_bad = False
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                spoken.append(_said(line, language, reading=reading))
            else:
                click.echo()
        except UNSPEAKABLE as error:
            is_bad = True
            click.echo()
            click.echo(f"line {number}: {error}", err=True)
    if is_bad:
        sys.exit(2)
    return spoken


def _said(asked: str, language: Language, *, reading: bool) -> Fragments:
    """Print the words of what is *asked*, such as money EUR 71.80."""
    match asked.split():
        case ["sentence", *words] if words:
            phrase = phrase_of(words, utc_now().date())
            _require_gaps(phrase, language.locale)
            sentence = sentence_of(Line(phrase, language.locale))
            fragments, text = list(sentence.fragments), sentence.text
        case ["sentence"]:
            raise UnspeakableError(
                "sentence needs a name: sentence balance.amount balance=money:EUR:71.80"
            )
        case words:
            fragments = language.speak(value_of(words, utc_now().date()))
            text = written(fragments)
            text = text.lower() if language.locale in LOWER_CASE else text
    click.echo(_read(fragments) if reading else text)
    return fragments


def _require_gaps(phrase: Phrase, locale: str) -> None:
    needed = set(GAP.findall(catalog_of(locale).sentence(phrase)))
    if needed != dict(phrase.gaps).keys():
        gaps = " ".join(f"{gap}=KIND:VALUE" for gap in sorted(needed)) or "no gaps"
        raise UnspeakableError(f"{phrase.sentence} needs {gaps}")


def _read(fragments: Fragments) -> str:
    return "".join(
        ("" if fragment.attached or not index else " ") + fragment.spoken
        for index, fragment in enumerate(fragments)
    )


def _sound(locale: str, spoken: list[Fragments]) -> bytes:
    sentences = [Sentence(locale, (), tuple(fragments)) for fragments in spoken]
    return stitch(sentences, Recordings(folder("prompts"))).wav
