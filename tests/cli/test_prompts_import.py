"""`ivr prompts script` and `import`: from a script to recordings."""

import csv

import pytest
from fakes.studio import LOCALE
from fakes.takes import studio_take

from ivr.speech.packs import folder
from ivr.studio import takes


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
