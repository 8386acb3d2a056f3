"""The recordings: `ivr prompts`."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter

import click
from babel.messages.pofile import PoFileError

from ivr.cli.development import development_settings
from ivr.domain.phrase import Line
from ivr.speech.catalog import DOMAIN, MissingWordsError
from ivr.speech.languages import UnknownLocaleError, language_of, languages
from ivr.speech.packs import folder
from ivr.speech.sentence import GapError
from ivr.studio.faults import VoicesNotInstalledError
from ivr.studio.inventory import lines_to_record, recordables
from ivr.studio.recordable import Recordable, by_name
from ivr.studio.script import script

NO_VOICE = "no offline voice; import what a studio records"


@click.group()
def prompts() -> None:
    """Make and check the recordings."""


@prompts.command("check")
@click.argument("locale", required=False)
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path))
def check_command(locale: str | None, html: Path | None) -> None:
    """Prove that all that can be said is recorded, as it should be.

    --html writes a page with the figures, the faults, and every recording to play.
    """
    started_s = perf_counter()
    with _studio_needed():
        from ivr.studio.check import check  # noqa: PLC0415 - a call never needs it
        from ivr.studio.page import page  # noqa: PLC0415
        from ivr.studio.table import table  # noqa: PLC0415
    wanted = _wanted(locale)
    reports = [
        check(one, wanted[one], folder("prompts"))
        for one in _shown("checking", list(wanted))
    ]
    click.echo(table(reports, perf_counter() - started_s))
    if html:
        _write(html, page(reports, html.parent))
    sys.exit(1 if any(report.faults for report in reports) else 0)


@prompts.command("script")
@click.argument("locale")
def script_command(locale: str) -> None:
    """Print what a voice artist reads: id, text, reading, carrier and take, as CSV."""
    [(_, wanted)] = _wanted(locale).items()
    click.echo(script(by_name(wanted)), nl=False)


@prompts.command("import")
@click.argument("locale")
@click.argument("takes", type=click.Path(exists=True, file_okay=False, path_type=Path))
def import_command(locale: str, takes: Path) -> None:
    """Install the studio recordings in the folder TAKES.

    Each is a WAV file, named by its id in the script: 48 kHz, 24 bits, one channel.
    """
    with _studio_needed():
        from ivr.studio.intake import intake  # noqa: PLC0415 - a call never needs it
    [(one, wanted)] = _wanted(locale).items()
    taken = intake(
        one, wanted, takes, folder("prompts"), progress=partial(_shown, "importing")
    )
    for refusal in taken.refused:
        click.echo(f"refused: {refusal}")
    click.echo(f"{one}: {taken.installed} installed, {len(taken.refused)} refused")
    sys.exit(1 if taken.refused else 0)


@prompts.command("build")
@click.argument("locale", required=False)
def build_command(locale: str | None) -> None:
    """Render the placeholder voice: what is new or changed."""
    with _studio_needed():
        from ivr.studio.build import build, sweep  # noqa: PLC0415 - no call needs it
        from ivr.studio.voices import VOICES  # noqa: PLC0415
    for one, wanted in _wanted(locale).items():
        if one not in VOICES:
            removed = sweep(one, wanted, folder("prompts"))
            click.echo(f"{one}: {NO_VOICE}; {removed} removed")
            continue
        progress = partial(_shown, f"building {one}")
        with _studio_needed():
            built = build(one, wanted, folder("prompts"), progress=progress)
        click.echo(
            f"{one}: {built.made} made, {built.kept} kept, {built.removed} removed"
        )


@contextmanager
def _studio_needed() -> Iterator[None]:
    """Say which extra has what is missing: the studio's packages, or its voices."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise click.ClickException(
            str(VoicesNotInstalledError(str(error.name)))
        ) from error
    except VoicesNotInstalledError as error:
        raise click.ClickException(str(error)) from error


def _wanted(locale: str | None) -> dict[str, list[Recordable]]:
    """Give what is to be recorded, by locale: of *locale*, or of all."""
    locales = _locales(locale)
    heard: set[Line] = set()
    for _ in _shown("walking the dialogue", ["hotlines"]):
        heard = lines_to_record(development_settings().hotlines.values())
    return {one: _read(one, heard) for one in _shown("reading the words", locales)}


def _read(locale: str, heard: set[Line]) -> list[Recordable]:
    po = f"locales/{locale}/LC_MESSAGES/{DOMAIN}"
    try:
        return recordables(locale, heard)
    except (MissingWordsError, GapError) as error:
        raise click.ClickException(str(error)) from error
    except PoFileError as error:
        # Babel counts lines from nought.
        reason = error.args[0].removesuffix(f" on {error.lineno}")
        mistake = f"{po}, line {error.lineno + 1}: {reason}"
        raise click.ClickException(mistake) from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{po}: write it in UTF-8") from error


def _locales(locale: str | None) -> list[str]:
    if locale is None:
        return sorted(languages())
    try:
        return [language_of(locale).locale]
    except UnknownLocaleError as error:
        raise click.UsageError(str(error)) from error


def _shown(label: str, names: Sequence[str]) -> Iterator[str]:
    """Give *names* one by one, and show on a terminal how far that went."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(names, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield from bar


def _write(html: Path, text: str) -> None:
    try:
        html.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"{html} cannot be written") from error
