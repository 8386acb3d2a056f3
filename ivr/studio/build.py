"""The placeholder voice: renders what is not recorded yet, and only that."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ivr.speech.fragment import Fragment
from ivr.studio import manifest, takes
from ivr.studio.closures import closure_ms
from ivr.studio.credit import STUDIO, write_credits
from ivr.studio.install import install, recording_of
from ivr.studio.manifest import Row, fingerprint
from ivr.studio.progress import Progress, silently
from ivr.studio.quality import heard
from ivr.studio.recordable import Recordable, by_name
from ivr.studio.voices import Voice, voice_of


@dataclass(frozen=True, slots=True)
class Built:
    """How many recordings were *made*, *kept* as they were, and *removed*."""

    made: int
    kept: int
    removed: int


def build(
    locale: str,
    recordables: Iterable[Recordable],
    prompts_dir: Path,
    *,
    progress: Progress = silently,
    voice: Voice | None = None,
) -> Built:
    """Make *prompts_dir*/*locale* hold all *recordables*, and no more.

    *voice* is the offline voice of the locale unless given. The same fragments give
    the same bytes. What a studio recorded stays while its words do.
    """
    voice = voice or voice_of(locale)
    folder = prompts_dir / locale
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: one.fragment for name, one in by_name(recordables).items()}
    recorded = manifest.load(folder)
    rows = {
        name: _fingerprinted(recorded[name], folder)
        for name, fragment in wanted.items()
        if name in recorded and _is_good(recorded[name], fragment, voice, folder)
    }
    kept = len(rows)
    try:
        for name in progress([name for name in wanted if name not in rows]):
            rows[name] = _render(wanted[name], voice, folder)
    except BaseException:
        # What was made before the fault need not be made again.
        manifest.save((recorded | rows).values(), folder)
        raise
    manifest.save(rows.values(), folder)
    write_credits(folder, rows.values(), voice)
    return Built(len(rows) - kept, kept, _sweep(folder, rows, recorded))


def sweep(locale: str, recordables: Iterable[Recordable], prompts_dir: Path) -> int:
    """Remove from *prompts_dir*/*locale* all but the *recordables*; tell how many."""
    folder = prompts_dir / locale
    recorded = manifest.load(folder)
    wanted = by_name(recordables)
    rows = {name: row for name, row in recorded.items() if name in wanted}
    if rows != recorded:
        manifest.save(rows.values(), folder)
    return _sweep(folder, wanted, recorded)


def _is_good(row: Row, fragment: Fragment, voice: Voice, folder: Path) -> bool:
    path = recording_of(folder, row.name)
    if not row.says(fragment) or not path.exists():
        return False
    if row.engine == STUDIO:
        return True
    if (row.engine, row.script) != (voice.engine, voice.script(fragment)):
        return False
    _, flaws = heard(path, row)
    return not flaws


def _render(fragment: Fragment, voice: Voice, folder: Path) -> Row:
    script = voice.script(fragment)
    samples = takes.finished(voice.speak(script), closure_ms=closure_ms(script))
    return install(samples, fragment, folder, script=script, engine=voice.engine)


def _fingerprinted(row: Row, folder: Path) -> Row:
    """Fill in what manifests of before do not have."""
    sha256 = row.sha256 or fingerprint(recording_of(folder, row.name))
    return replace(row, sha256=sha256)


def _sweep(folder: Path, kept: Container[str], recorded: Iterable[str]) -> int:
    there = {path.stem for path in folder.glob("*.wav")}
    unwanted = {name for name in there.union(recorded) if name not in kept}
    for name in unwanted:
        recording_of(folder, name).unlink(missing_ok=True)
    return len(unwanted)
