"""A recording is put in its place, whole or not at all."""

from pathlib import Path

from ivr.speech.fragment import Fragment
from ivr.studio import takes
from ivr.studio.intonation import take_of
from ivr.studio.manifest import Row, fingerprint
from ivr.studio.sound import Samples


def install(
    samples: Samples, fragment: Fragment, folder: Path, *, script: str, engine: str
) -> Row:
    """Write the finished *samples* of *fragment* into *folder*; give their row."""
    # No recording is named so: the build sweeps it up if we are stopped here.
    beside = folder / "being written.wav"
    takes.write(samples, beside)
    measured = takes.measure(beside)
    sha256 = fingerprint(beside)
    beside.replace(recording_of(folder, fragment.name))
    return Row(
        name=fragment.name,
        words=fragment.words,
        reading=fragment.reading,
        take=take_of(fragment),
        script=script,
        engine=engine,
        duration_s=f"{measured.duration_s:.2f}",
        level_dbov=f"{measured.level_dbov:.1f}",
        sha256=sha256,
    )


def recording_of(folder: Path, name: str) -> Path:
    """Tell where the recording of *name* lies."""
    return folder / f"{name}.wav"
