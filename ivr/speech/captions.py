"""The words of an utterance in time, as WebVTT: a cue for each sentence.

A handset shows them; a scripted caller waits for the sentence that names a key. Inside
a cue the language, the names of keys, and the first syllable of an amount are marked:
`<lang nl-BE>Druk <c.key-1>één</c>.</lang>`, `<00:00:01.200><c.amount>…</c>`.
"""

from html import escape

from webvtt import Caption, WebVTT

from ivr.speech.sentence import AMOUNT, Span
from ivr.speech.stitch import Heard, Utterance


def captions(utterance: Utterance) -> str:
    """Write the captions of *utterance*."""
    cues = [
        Caption(_time(heard.starts_s), _time(heard.ends_s), _marked(heard))
        for heard in utterance.heard
    ]
    return WebVTT(captions=cues).content


def _marked(heard: Heard) -> str:
    locale = heard.sentence.locale.replace("_", "-")
    text = "".join(_span(span, heard) for span in heard.sentence.spans)
    return f"<lang {locale}>{text}</lang>"


def _span(span: Span, heard: Heard) -> str:
    text = escape(span.text, quote=False)
    if not span.mark:
        return text
    classed = f"<c.{span.mark}>{text}</c>"
    if span.mark != AMOUNT:
        return classed
    return f"<{_time(heard.fragments_start_s[span.fragment])}>{classed}"


def _time(seconds: float) -> str:
    minutes, rest_s = divmod(round(seconds, 3), 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest_s:06.3f}"
