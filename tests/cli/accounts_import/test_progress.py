"""`ivr accounts import`: how far it is, and whether it is of use, is told."""

import os
import pty
import subprocess
import sys

from fakes.accounts_file import EIGHT, SHORT

from ivr.cli import progress


def test_a_log_is_told_how_far_it_is(run, by_twos, monkeypatch):
    """Where stderr is no terminal, a line now and then has rows, pace and the rest."""
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0)
    lines = run(SHORT + EIGHT).stderr.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("importing: 2 rows, ")
    assert "a second, " in lines[0]
    assert "% done, " in lines[0]
    assert lines[-1].startswith("importing: 8 rows, ")


def test_a_terminal_has_a_bar(url, file):
    """On a terminal a bar shows rows a second and the time that is left."""
    file.write_text(SHORT + EIGHT)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ivr", "accounts", "import", str(file)]
    imported = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert imported.stdout == b"8 rows imported, 0 bad\n"
    assert "100%" in shown
    assert "a second" in shown


def test_another_source_is_named(run, monkeypatch):
    """Where calls read accounts elsewhere, an import says that it is of no use."""
    monkeypatch.setenv("IVR_ACCOUNTS", "fakes.accounts.Nobody")
    assert "calls do not read what is imported" in run(SHORT + EIGHT).stderr
