"""What a person sees of a call in a terminal: the words as they are heard, and hints."""

from typing import TextIO

from babel import Locale

from ivr.phone.captions import Caption

CLEAR = "\x1b[2J\x1b[H"
DIM, PLAIN = "\x1b[2m", "\x1b[0m"
PROMPT = "› "


class Screen:
    """Writes to *out*; where that is no terminal, without colours."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._is_terminal = out.isatty()
        self._locale = ""

    def begin(self, dialled: str, hang_up_key: str, *, is_silent: bool) -> None:
        """Tell who is called, and what the keys are."""
        self._write(CLEAR if self._is_terminal else "")
        self.note(f"Calling {dialled}. Keys: 0-9 * #   hang up: {hang_up_key}")
        if is_silent:
            self.note("Nothing here can play sounds: the words are all there is.")
        self._write("\n")

    def caption(self, caption: Caption) -> None:
        """Show a sentence as it begins, the keys that it offers behind it."""
        if caption.locale and caption.locale != self._locale:
            self._locale = caption.locale
            self.note(f"[{_name_of(caption.locale)}]")
        hint = "".join(f" [{key}]" for key in caption.keys)
        self._write(caption.text + (self._dimmed(f" {hint}") if hint else "") + "\n")

    def prompt(self) -> None:
        """Invite keys."""
        self._write(self._dimmed(PROMPT))

    def echo(self, text: str) -> None:
        """Show *text* where it was typed."""
        self._write(text)

    def note(self, text: str) -> None:
        """Say something that the hotline does not say."""
        self._write(self._dimmed(text) + "\n")

    def end(self, how: str, duration_s: float) -> None:
        """Tell *how* the call ended, after how long."""
        minutes, seconds = divmod(round(duration_s), 60)
        self._write("\n")
        self.note(f"{how} after {minutes}:{seconds:02}.")

    def _dimmed(self, text: str) -> str:
        return f"{DIM}{text}{PLAIN}" if self._is_terminal else text

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def _name_of(locale: str) -> str:
    """Give a language's name as its speakers write it."""
    parsed = Locale.parse(locale)
    return parsed.get_language_name(locale) or locale
