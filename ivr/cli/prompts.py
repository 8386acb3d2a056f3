"""The recordings: `ivr prompts`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from ivr.cli.development import development_settings
from ivr.domain.phrase import Line
from ivr.speech.languages import UnknownLocaleError, language_of, languages
from ivr.speech.packs import folder
from ivr.studio.faults import VoicesNotInstalledError
from ivr.studio.inventory import fragments_to_record, lines_to_record


@click.group()
def prompts() -> None:
    """Make and check the recordings."""


@prompts.command("check")
@click.argument("locale", required=False)
def check_command(locale: str | None) -> None:
    """Prove that all that can be said is recorded, as it should be."""
    with _studio_needed():
        from ivr.studio.check import check  # noqa: PLC0415 - a call never needs it
    heard, faultless = _heard(), True
    click.echo(f"{'locale':<8}{'fragments':>10}{'seconds':>10}{'MB':>8}{'faults':>8}")
    for one in _locales(locale):
        report = check(one, fragments_to_record(one, heard), folder("prompts"))
        click.echo(
            f"{one:<8}{report.fragments:>10}{report.seconds:>10.1f}"
            f"{report.megabytes:>8.2f}{len(report.faults):>8}"
        )
        for fault in report.faults:
            click.echo(f"  {fault}")
        faultless = faultless and report.faultless
    sys.exit(0 if faultless else 1)


@prompts.command("build")
@click.argument("locale", required=False)
def build_command(locale: str | None) -> None:
    """Render the placeholder voice: what is new or changed."""
    with _studio_needed():
        from ivr.studio.build import build  # noqa: PLC0415 - a call never needs it
    heard = _heard()
    for one in _locales(locale):
        with _studio_needed():
            built = build(
                one,
                fragments_to_record(one, heard),
                folder("prompts"),
                progress=lambda name: click.echo(f"  {name}", err=True),
            )
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


def _heard() -> set[Line]:
    return lines_to_record(development_settings().hotlines.values())


def _locales(locale: str | None) -> list[str]:
    if locale is None:
        return sorted(languages())
    try:
        return [language_of(locale).locale]
    except UnknownLocaleError as error:
        raise click.UsageError(str(error)) from error
