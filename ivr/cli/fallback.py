"""What callers hear while nothing of ours answers: `ivr fallback`."""

from collections.abc import Sequence
from pathlib import Path

import click

from ivr.cli.development import development_settings
from ivr.dialogue.acts import HangUp
from ivr.dialogue.faults import apology
from ivr.domain.hotline import Hotline
from ivr.domain.msisdn import calling_number
from ivr.domain.phrase import Line
from ivr.speech.packs import folder
from ivr.speech.recordings import MissingRecordingError, Recordings
from ivr.speech.sentence import sentence_of
from ivr.speech.speech import Recorded, Voiced
from ivr.speech.stitch import stitch
from ivr.twilio.twiml import twiml

WEB = ("http://", "https://")


@click.command()
@click.option("--hotline", metavar="NUMBER", help="Only that one, such as +3278120001.")
@click.option(
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write files there, named by number.",
)
@click.option(
    "--recordings",
    metavar="URL",
    help="Play recordings, which will lie under this URL, instead of a voice.",
)
def fallback(
    hotline: str | None, directory: Path | None, recordings: str | None
) -> None:
    """Write the TwiML that callers hear while the hotline cannot be reached.

    It apologises in each language of a hotline and asks to call again later. Put it on
    another host, and name it in VoiceFallbackUrl of your Twilio number, with GET as
    its method. Without --directory it is printed. With --recordings a WAV file is
    written beside it, to be hosted under that URL.
    """
    chosen = _chosen(hotline)
    if directory is None and (len(chosen) > 1 or recordings):
        raise click.UsageError("Say with --directory where the files are to go.")
    if recordings and not recordings.startswith(WEB):
        raise click.UsageError("--recordings is a URL that begins with https://.")
    if directory is None:
        click.echo(_document(chosen[0], None))
        return
    try:
        _write(chosen, directory, recordings)
    except MissingRecordingError as error:
        raise click.ClickException(f"{error}: leave out --recordings.") from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error


def _chosen(number: str | None) -> list[Hotline]:
    hotlines = development_settings().hotlines
    if number is None:
        return list(hotlines.values())
    hotline = hotlines.get(calling_number(number) or "")
    if hotline is None:
        raise click.UsageError(
            f"No hotline has the number {number}: choose one of {', '.join(hotlines)}."
        )
    return [hotline]


def _write(chosen: Sequence[Hotline], directory: Path, url: str | None) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for hotline in chosen:
        path = directory / _name(hotline, "xml")
        if url:
            sound = path.with_suffix(".wav")
            sound.write_bytes(_sound(hotline))
            click.echo(sound)
        path.write_text(_document(hotline, url), encoding="utf-8")
        click.echo(path)


def _document(hotline: Hotline, url: str | None) -> str:
    """Write the TwiML of *hotline*; *url* is where recordings lie, None for a voice."""
    voiced = [
        Voiced(sentence_of(line).text, line.locale) for line in _apologies(hotline)
    ]
    spoken = [Recorded(_name(hotline, "wav"))] if url else voiced
    # Who hears this may be in any turn of a call, at any hour: nothing that is not
    # written here can be known, so nobody is connected with an office that may be shut.
    return twiml(spoken, HangUp(), "", lambda name: f"{(url or '').rstrip('/')}/{name}")


def _sound(hotline: Hotline) -> bytes:
    sentences = [sentence_of(line) for line in _apologies(hotline)]
    return stitch(sentences, Recordings(folder("prompts"))).wav


def _apologies(hotline: Hotline) -> list[Line]:
    """Give what is said, in the order of the menu: whose call it is, nobody knows."""
    return [line for locale in hotline.languages for line in apology(locale).lines]


def _name(hotline: Hotline, kind: str) -> str:
    return f"{hotline.number.removeprefix('+')}.{kind}"
