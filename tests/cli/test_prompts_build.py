"""`ivr prompts build`: what is new is made, what is unused is swept."""

from fakes.studio import LOCALE, faults

from ivr.studio.voices import VOICES


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
