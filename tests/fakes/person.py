"""Somebody at a terminal, who reads what is said and presses keys."""

import io
import os
import signal


class Person(io.StringIO):
    """A terminal's screen, read by somebody who presses keys at *master*.

    *presses* are keys by the words that make the person press them, None for Ctrl-C.
    """

    def __init__(self, master, presses):
        super().__init__()
        self._master = master
        self._presses = presses

    def isatty(self):
        return True

    def write(self, text):
        for words, keys in self._presses.items():
            if words in text and keys is None:
                signal.raise_signal(signal.SIGINT)
            elif words in text:
                os.write(self._master, keys)
        return super().write(text)
