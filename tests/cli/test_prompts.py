"""`ivr prompts`, as operators use it, on a small dialogue and real files."""

import csv
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from click.testing import CliRunner

from ivr.cli import ivr
from ivr.domain.money import Money
from ivr.domain.phrase import Line, say
from ivr.speech.catalog import Catalog
from ivr.speech.packs import folder
from ivr.studio import takes
from ivr.studio.voices import VOICES
from tests.fakes.takes import studio_take, wav
from tests.fakes.voices import HummingVoice

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


@pytest.fixture
def studio(tmp_path, monkeypatch):
    """Give a studio where nothing is recorded yet."""
    made = Studio(tmp_path)
    monkeypatch.setattr("ivr.speech.sentence.catalog_of", made.catalog)
    monkeypatch.setattr("ivr.cli.prompts.folder", lambda _: made.prompts)
    monkeypatch.setattr("ivr.cli.prompts.lines_to_record", lambda _: HEARD)
    monkeypatch.setitem(VOICES, LOCALE, HummingVoice())
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Where the recordings of the small dialogue are kept, once they are made."""
    return tmp_path_factory.mktemp("built") / "prompts"


@pytest.fixture
def recorded(studio, built):
    """Give a studio where all is recorded."""
    if not built.exists():
        assert studio.run("build", LOCALE).exit_code == 0
        shutil.copytree(studio.prompts, built)
    shutil.copytree(built, studio.prompts, dirs_exist_ok=True)
    return studio


def faults(checked):
    return [line.strip() for line in checked.output.splitlines() if ": " in line]


def test_what_was_built_is_faultless(recorded):
    """After a build the check finds no fault, and tells figures and a total."""
    checked = recorded.run("check", LOCALE)
    assert checked.exit_code == 0
    head, row, total = (line.split() for line in checked.output.splitlines())
    assert " ".join(head) == "locale fragments seconds MB level dBov faults"
    count = len(list((recorded.prompts / LOCALE).glob("*.wav")))
    assert (row[0], row[1], row[-1]) == (LOCALE, str(count), "0")
    assert total[0] == "total"
    assert total[-1] == "s"


def test_a_second_build_makes_nothing(recorded):
    """A build where all is recorded makes and removes nothing."""
    assert "0 made" in recorded.run("build", LOCALE).output
    assert "0 removed" in recorded.run("build", LOCALE).output


def deleted(file):
    file.unlink()


def fainter(file):
    takes.write(takes.read(file) / 4, file)


def shortened(file):
    takes.write(takes.read(file)[:-1600], file)


def clipped_at_its_end(file):
    samples = takes.read(file)
    samples[-40:] = 0.1
    takes.write(samples, file)


def of_a_studio(file):
    samples = np.repeat(takes.read(file), 2)
    file.write_bytes(wav(samples, rate_hz=44_100, width_bits=16, channels=2))


def broken(file):
    file.write_bytes(file.read_bytes()[:-200])


def pausing(file):
    first, last = np.array_split(takes.read(file), 2)
    takes.write(np.concatenate([first, np.zeros(8000), last]), file)


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        (deleted, "missing: u-hebt-nog.wav in balance.amount: [U hebt nog] elf"),
        (fainter, "level: u-hebt-nog.wav (-32.0 dBov) in balance.amount"),
        (shortened, "length: u-hebt-nog.wav (0.13 s, the manifest says 0.33 s) in"),
        (pausing, "a pause of 0.99 s inside) in balance.amount"),
        (clipped_at_its_end, "edge: u-hebt-nog.wav (begins or ends at -20 dBFS: a"),
        (of_a_studio, "format: u-hebt-nog.wav (44100 Hz, 16-bit, 2 ch) in balance"),
        (broken, "format: u-hebt-nog.wav (shorter than its header says) in balance"),
    ],
)
def test_a_spoilt_recording_is_named(recorded, harm, line):
    """Whatever happened to a recording, a line names it, its fault and its sentence."""
    harm(recorded.prompts / LOCALE / "u-hebt-nog.wav")
    checked = recorded.run("check", LOCALE)
    assert checked.exit_code == 1
    assert line in "\n".join(faults(checked))
    assert all("u-hebt-nog.wav" in fault for fault in faults(checked))


def test_a_changed_sentence_is_named(recorded):
    """Other punctuation is stale; other words are missing, and the old ones unused."""
    recorded.words["balance.again"] = "Nog eens: druk één."
    recorded.words["balance.amount"] = "U hebt {balance} op uw kaart."
    assert [
        fault.split(" (")[0] for fault in faults(recorded.run("check", LOCALE))
    ] == [
        "missing: u-hebt.wav in balance.amount: [U hebt] elf yen op uw kaart.",
        "stale: nog-eens-druk-één.wav",
        "unused: u-hebt-nog.wav",
    ]


def test_a_sentence_without_words_is_named(recorded):
    """A sentence that the catalogue has no words for is refused by its name."""
    recorded.words["balance.again"] = ""
    refused = recorded.run("check", LOCALE)
    assert refused.exit_code == 1
    assert "no words for balance.again" in refused.stderr


@pytest.mark.parametrize("command", ["check", "script", "build"])
@pytest.mark.parametrize(
    ("harm", "mistake"),
    [
        (b"<<<<<<< ours\n", ", line 4: Unknown or misformatted keyword\n"),
        (b'msgid "\xe9"\n', ": write it in UTF-8\n"),
    ],
)
def test_a_broken_catalogue_is_named(studio, command, harm, mistake):
    """A line that is no line of a catalogue is named by its file and number."""
    studio.head += harm
    refused = studio.run(command, LOCALE)
    assert refused.exit_code == 1
    assert refused.stderr.endswith(f"locales/nl_BE/LC_MESSAGES/ivr.po{mistake}")


def test_a_language_without_an_offline_voice_is_swept(recorded, monkeypatch):
    """Where only a studio can record, a build removes what is unused, and says so."""
    monkeypatch.delitem(VOICES, LOCALE)
    recorded.words["balance.again"] = "Nogmaals? Druk één."
    built = recorded.run("build", LOCALE)
    assert (built.exit_code, built.output) == (
        0,
        "nl_BE: no offline voice; import what a studio records; 1 removed\n",
    )
    assert [
        fault.split(" (")[0] for fault in faults(recorded.run("check", LOCALE))
    ] == ["missing: nogmaals-druk-één.wav in balance.again: [Nogmaals? Druk één.]"]


class Page(HTMLParser):
    """A page as a browser reads it: what is played, and in which languages."""

    def __init__(self, text):
        super().__init__()
        self.open, self.sources, self.langs = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.langs.add(attributes.get("lang"))
        if tag == "audio":
            self.sources.append(unquote(attributes["src"]))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_plays_every_recording(recorded):
    """--html writes a page that plays each recording from where it lies."""
    html = recorded.home / "pages" / "recordings.html"
    html.parent.mkdir()
    (recorded.prompts / LOCALE / "u-hebt-nog.wav").unlink()
    assert recorded.run("check", LOCALE, "--html", str(html)).exit_code == 1
    page = Page(html.read_text("utf-8"))
    assert page.open == []
    assert page.langs >= {"en", "nl-BE"}
    files = {(html.parent / source).resolve() for source in page.sources}
    assert files == {path.resolve() for path in recorded.prompts.rglob("*.wav")}
    assert "missing: u-hebt-nog.wav" in html.read_text("utf-8")


def test_a_page_that_cannot_be_written_is_said_so(recorded):
    """A page in a folder that is not there is one sentence."""
    refused = recorded.run("check", LOCALE, "--html", "/nowhere/page.html")
    assert "/nowhere/page.html cannot be written" in refused.stderr


@pytest.fixture
def script(recorded):
    """Give the lines of the script, by id."""
    lines = csv.DictReader(recorded.run("script", LOCALE).output.splitlines())
    return {line["id"]: line for line in lines}


def test_the_script_lists_what_a_voice_artist_reads(script):
    """Sentences come first, each in its carrier, and falling takes are marked."""
    assert list(script)[:2] == ["nog-eens-druk-één", "op-uw-kaart"]
    amount = script["u-hebt-nog"]
    assert (amount["text"], amount["take"]) == ("U hebt nog", "medial")
    assert amount["carrier"] == "[U hebt nog] elf yen op uw kaart."
    final = script["euro~~final"]
    assert (final["text"], final["take"]) == ("euro", "final")
    assert final["carrier"] == "Dit gesprek kost nul [euro]."


def test_from_script_to_recordings_and_back(recorded, script):
    """What the script asks for is imported, checked, and kept by a build."""
    sent = recorded.home / "sent"
    sent.mkdir()
    ids = ["nog-eens-druk-één", "u-hebt-nog", "twaalf", "euro", "euro~~final"]
    for name in ids:
        real = folder("prompts") / LOCALE / f"{name}.wav"
        source = real if real.is_file() else recorded.prompts / LOCALE / real.name
        studio_take(takes.read(source), sent / f"{name}.wav")
    imported = recorded.run("import", LOCALE, str(sent))
    assert (imported.exit_code, imported.output) == (
        0,
        "nl_BE: 5 installed, 0 refused\n",
    )
    assert recorded.run("check", LOCALE).exit_code == 0
    assert "0 made" in recorded.run("build", LOCALE).output
    manifest = (recorded.prompts / LOCALE / "manifest.tsv").read_text("utf-8")
    assert manifest.count("\tstudio\t") == len(ids)


def test_a_refused_take_is_a_line_and_a_failure(recorded):
    """Import says which take it refused and why, installs the rest, and exits 1."""
    sent = recorded.home / "sent"
    sent.mkdir()
    good = takes.read(recorded.prompts / LOCALE / "twaalf.wav")
    studio_take(good, sent / "twaalf.wav")
    studio_take(good, sent / "elf.wav", channels=2)
    imported = recorded.run("import", LOCALE, str(sent))
    assert imported.exit_code == 1
    assert imported.output.splitlines() == [
        "refused: elf.wav: 2 channels: record one (mono)",
        "nl_BE: 1 installed, 1 refused",
    ]
    assert recorded.run("check", LOCALE).exit_code == 0
