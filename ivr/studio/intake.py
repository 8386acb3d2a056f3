"""Studio takes become recordings: each is judged, made ready and installed alone."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ivr.speech.fragment import Fragment
from ivr.studio import manifest, refusal, takes
from ivr.studio.closures import closure_ms
from ivr.studio.credit import STUDIO, write_credits
from ivr.studio.install import install
from ivr.studio.pcm import NotReadError, read_pcm
from ivr.studio.progress import Progress, silently
from ivr.studio.quality import flaws_of
from ivr.studio.recordable import Recordable, by_name
from ivr.studio.sound import Samples, Sound
from ivr.studio.voices import VOICES


@dataclass(frozen=True, slots=True)
class Taken:
    """How many takes were *installed*, and which were *refused*, each with a reason."""

    installed: int
    refused: tuple[str, ...]


class RefusedError(ValueError):
    """A take cannot be used; the message is the reason."""


def intake(
    locale: str,
    recordables: Iterable[Recordable],
    takes_dir: Path,
    prompts_dir: Path,
    *,
    progress: Progress = silently,
) -> Taken:
    """Install the takes in *takes_dir* as recordings in *prompts_dir*/*locale*.

    Each is named by its recording. A bad one is refused, and the rest installed.
    """
    folder = prompts_dir / locale
    folder.mkdir(parents=True, exist_ok=True)
    wanted = by_name(recordables)
    rows = manifest.load(folder)
    refused: list[str] = []
    files = {path.name: path for path in _wav_files(takes_dir)}
    for file in progress(list(files)):
        try:
            fragment = _fragment(files[file], wanted)
            samples = _recording(files[file], fragment)
        except Exception as reason:  # noqa: BLE001 - whatever one is, the rest are taken
            refused.append(f"{_shown(file)}: {_words(reason)}")
            continue
        rows[fragment.name] = install(
            samples, fragment, folder, script=fragment.words, engine=STUDIO
        )
        manifest.save(rows.values(), folder)
    write_credits(folder, rows.values(), VOICES.get(locale))
    return Taken(len(files) - len(refused), tuple(refused))


def _wav_files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() == ".wav" and not path.name.startswith(".")
    )


def _fragment(path: Path, wanted: dict[str, Recordable]) -> Fragment:
    # Some systems take the letters of a file's name apart.
    name = unicodedata.normalize("NFC", path.stem)
    if name not in wanted:
        raise RefusedError("no such id in the script")
    return wanted[name].fragment


def _recording(path: Path, fragment: Fragment) -> Samples:
    """Make a recording of *fragment* of the take at *path*, or refuse it."""
    pcm = read_pcm(path)
    _refuse(refusal.of_form(pcm))
    samples = takes.for_telephone(Sound(pcm.samples, pcm.rate_hz))
    _refuse(refusal.of_speech(samples))
    noise = refusal.noise_of(samples)
    closure = closure_ms(fragment.spoken)
    recording = takes.dressed(samples, closure_ms=closure, noise=noise)
    measured = takes.measure_of(recording)
    _refuse(refusal.of_length(measured.duration_s, fragment.spoken))
    for flaw in flaws_of(measured):
        _refuse(f"{flaw.kind}: {flaw.words}")
    return recording


def _refuse(reason: str) -> None:
    if reason:
        raise RefusedError(reason)


def _words(reason: Exception) -> str:
    match reason:
        case RefusedError() | NotReadError():
            return str(reason)
        case OSError():
            return "cannot be read"
        case _:
            return f"cannot be used ({type(reason).__name__})"


def _shown(file: str) -> str:
    """Give the name of *file* without what no terminal can write."""
    return file.encode(errors="replace").decode()
