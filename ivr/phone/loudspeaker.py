"""The loudspeaker of the machine: a program that plays WAV files, where there is one."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ivr.phone.sound import Sound
from ivr.phone.wav import wav_of

PROGRAMS = (
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("afplay",),
    ("play", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
)
"""What plays a WAV file that it is given: PipeWire, PulseAudio, ALSA, macOS, SoX, FFmpeg."""

QUIET = subprocess.DEVNULL


class Loudspeaker:
    """Plays one sound at a time; where nothing can, or what can fails, none."""

    def __init__(self) -> None:
        self._command = next(filter(None, map(_found, PROGRAMS)), None)
        self._playing: subprocess.Popen[bytes] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="saldo-phone-")

    @property
    def is_silent(self) -> bool:
        """Tell whether nothing can be heard here."""
        return self._command is None

    def play(self, sound: Sound) -> None:
        """Begin to play *sound*; what was played before is over."""
        self.stop()
        if self._command is None or not any(sound.samples):
            return
        file = Path(self._folder.name) / "sound.wav"
        file.write_bytes(wav_of(sound.samples))
        # A program that was found by its name above, and a file of our own.
        self._playing = subprocess.Popen(  # noqa: S603  # nosec B603
            [*self._command, str(file)], stdin=QUIET, stdout=QUIET, stderr=QUIET
        )

    def stop(self) -> None:
        """Be silent; a program that failed is not tried again."""
        if self._playing is None:
            return
        if self._playing.poll():
            self._command = None
        self._playing.terminate()
        self._playing.wait()
        self._playing = None

    def close(self) -> None:
        """Be silent for good."""
        self.stop()
        self._folder.cleanup()


def _found(program: tuple[str, ...]) -> tuple[str, ...] | None:
    name, *options = program
    path = shutil.which(name)
    return (path, *options) if path else None
