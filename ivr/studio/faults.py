"""What may be wrong with an engine that speaks."""


class VoicesNotInstalledError(Exception):
    """The *engine* of a voice is not installed."""

    def __init__(self, engine: str) -> None:
        super().__init__(f'{engine} is missing: pip install "saldo-ivr[voices]"')


class SilentVoiceError(Exception):
    """The *engine* made no sound of *text*."""

    def __init__(self, engine: str, text: str) -> None:
        super().__init__(f"{engine} made no sound of {text!r}")
