"""One utterance of eSpeak NG, as a process of its own: text in, 16-bit sound out.

eSpeak's phases and prosody remember what was said before, even across a new
initialisation; a process that says one thing says it the same every time.
Its arguments are a voice, a speed in words per minute, a volume and a pitch range.
"""

import ctypes
import sys

RETRIEVE_AUDIO = 2
UTF8 = 1
RATE, VOLUME, RANGE = 1, 2, 4
POSITION_IS_CHARACTERS = 1

SYNTH_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def speak(text: str, voice: str, speed: int, volume: int, pitch_range: int) -> bytes:
    """Say *text* once; give the samples, 16-bit, at `RATE_HZ` of the engine."""
    import espeakng_loader  # noqa: PLC0415  (the parent process need not have it)

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    path = espeakng_loader.get_data_path().encode()
    if library.espeak_Initialize(RETRIEVE_AUDIO, 0, path, 0) < 0:
        raise OSError("eSpeak NG cannot read its data")
    heard = bytearray()

    def hear(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _: int) -> int:
        if samples and count > 0:
            heard.extend(ctypes.string_at(samples, 2 * count))
        return 0

    heard_by = SYNTH_CALLBACK(hear)
    library.espeak_SetSynthCallback(heard_by)
    if library.espeak_SetVoiceByName(voice.encode()):
        raise LookupError(voice)
    for parameter, number in (RATE, speed), (VOLUME, volume), (RANGE, pitch_range):
        library.espeak_SetParameter(parameter, number, 0)
    written = text.encode()
    library.espeak_Synth(
        written, len(written) + 1, 0, POSITION_IS_CHARACTERS, 0, UTF8, None, None
    )
    library.espeak_Synchronize()
    return bytes(heard)


def main(arguments: list[str]) -> None:
    """Read a text from the standard input, write its sound to the standard output."""
    voice, *numbers = arguments
    text = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(speak(text, voice, *map(int, numbers)))


if __name__ == "__main__":
    main(sys.argv[1:])
