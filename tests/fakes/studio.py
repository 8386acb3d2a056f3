"""A studio of one language, with a dialogue of three sentences."""

from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from ivr.cli import ivr
from ivr.domain.money import Money
from ivr.domain.phrase import Line, say
from ivr.speech.catalog import Catalog

LOCALE = "nl_BE"

ONE_EURO = Money(100, "EUR")

HEARD = {
    Line(say("balance.amount", balance=ONE_EURO), LOCALE),
    Line(say("price.call", price=ONE_EURO), LOCALE),
    Line(say("balance.again"), LOCALE),
}

WORDS = {
    "balance.amount": "U hebt nog {balance} op uw kaart.",
    "price.call": "Dit gesprek kost {price}.",
    "balance.again": "Nog eens? Druk één.",
}

PO = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@dataclass
class Studio:
    """A studio of one language: its catalogue and its recordings under *home*."""

    home: Path
    words: dict[str, str] = field(default_factory=WORDS.copy)
    head: bytes = PO

    @property
    def prompts(self) -> Path:
        return self.home / "prompts"

    def catalog(self, locale):
        po = self.home / "locales" / locale / "LC_MESSAGES" / "ivr.po"
        po.parent.mkdir(parents=True, exist_ok=True)
        entries = (
            f'\nmsgid "{name}"\nmsgstr "{it}"\n' for name, it in self.words.items()
        )
        po.write_bytes(self.head + "".join(entries).encode())
        return Catalog(locale, self.home / "locales")

    def run(self, *words):
        return CliRunner().invoke(ivr, ["prompts", *words])


def faults(checked):
    return [line.strip() for line in checked.output.splitlines() if ": " in line]
