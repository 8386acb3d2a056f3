"""The placeholder voice: renders what is not recorded yet, and only that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ivr.speech.fragment import Fragment
from ivr.studio import manifest, takes
from ivr.studio.closures import closure_ms
from ivr.studio.manifest import Row
from ivr.studio.voices import Voice, voice_of

CREDITS = "CREDITS"


@dataclass(frozen=True, slots=True)
class Built:
    """How many recordings were *made*, *kept* as they were, and *removed*."""

    made: int
    kept: int
    removed: int


def build(
    locale: str,
    fragments: Iterable[Fragment],
    prompts_dir: Path,
    *,
    progress: Callable[[str], None],
    voice: Voice | None = None,
) -> Built:
    """Make *prompts_dir*/*locale* hold a recording of each of *fragments*, and no more.

    *progress* is told the name of each recording made; *voice* is the offline voice
    of the locale unless given. The same fragments give the same bytes.
    """
    voice = voice or voice_of(locale)
    folder = prompts_dir / locale
    folder.mkdir(parents=True, exist_ok=True)
    recorded = manifest.load(folder)
    rows: dict[str, Row] = {}
    made = 0
    try:
        for name, fragment in manifest.wanted(fragments).items():
            row = _still_good(recorded.get(name), fragment, voice, folder)
            if row is None:
                row = _render(name, fragment, voice, folder)
                made += 1
                progress(name)
            rows[name] = row
    except BaseException:
        # What was made before the fault need not be made again.
        manifest.save((recorded | rows).values(), folder)
        raise
    manifest.save(rows.values(), folder)
    (folder / CREDITS).write_text(voice.credit, encoding="utf-8", newline="\n")
    return Built(made, len(rows) - made, _sweep(folder, rows))


def _still_good(
    row: Row | None, fragment: Fragment, voice: Voice, folder: Path
) -> Row | None:
    if row is None or not row.says(fragment) or row.engine != voice.engine:
        return None
    if row.script != voice.script(fragment) or not _file(folder, row.name).exists():
        return None
    return row


def _render(name: str, fragment: Fragment, voice: Voice, folder: Path) -> Row:
    script = voice.script(fragment)
    path = _file(folder, name)
    sound = voice.speak(script)
    takes.write(takes.finished(sound, closure_ms=closure_ms(script)), path)
    measured = takes.measure(path)
    return Row(
        name=name,
        words=fragment.words,
        reading=fragment.reading,
        script=script,
        engine=voice.engine,
        duration_s=f"{measured.duration_s:.2f}",
        level_dbov=f"{measured.level_dbov:.1f}",
    )


def _sweep(folder: Path, rows: dict[str, Row]) -> int:
    unwanted = [path for path in folder.glob("*.wav") if path.stem not in rows]
    for path in unwanted:
        path.unlink()
    return len(unwanted)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.wav"
