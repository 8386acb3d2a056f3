"""A turn as TwiML, in the portable core that other platforms run as well."""

from collections.abc import Callable, Sequence

from twilio.twiml.voice_response import Gather, VoiceResponse

from ivr.dialogue.acts import Act, Ask, HangUp, Transfer, Wait
from ivr.speech.speech import Recorded, Voiced

VOICES = {
    "ja_JP": ("ja-JP", "Polly.Kazuha-Neural"),
    "ko_KR": ("ko-KR", "Polly.Seoyeon-Neural"),
    "nl_BE": ("nl-BE", "Polly.Lisa-Neural"),
    "fr_BE": ("fr-BE", "Polly.Isabelle-Neural"),
    "zh_CN": ("cmn-CN", "Polly.Zhiyu-Neural"),
    "en": ("en-GB", "Polly.Amy-Neural"),
}
"""The `language` and `voice` of `<Say>` by locale; Twilio chooses one for the others."""

SpeechUrl = Callable[[str], str]


def twiml(
    spoken: Sequence[Recorded | Voiced],
    act: Act,
    action: str,
    speech_url: SpeechUrl,
    left_s: int | None = None,
) -> str:
    """Write what is *spoken* and the *act* that follows.

    *action* is the URL that the caller's answer is posted to; *speech_url* gives the
    URL of a speech token; *left_s* is how long the call may still last.
    """
    response = VoiceResponse()
    match act:
        case Ask():
            gather = response.gather(
                input="dtmf",
                num_digits=act.digits,
                finish_on_key=act.finish_key,
                timeout=act.timeout_s,
                action=action,
                method="POST",
            )
            _speak(gather, spoken, speech_url)
            # A caller who presses nothing falls through to here.
            response.redirect(action, method="POST")
        case Transfer(number):
            _speak(response, spoken, speech_url)
            response.dial(number, action=action, method="POST", time_limit=left_s)
        case Wait():
            _speak(response, spoken, speech_url)
            response.redirect(action, method="POST")
        case HangUp():
            _speak(response, spoken, speech_url)
            response.hangup()
    return str(response)


def _speak(
    verb: VoiceResponse | Gather,
    spoken: Sequence[Recorded | Voiced],
    speech_url: SpeechUrl,
) -> None:
    for piece in spoken:
        match piece:
            case Recorded(token):
                verb.play(speech_url(token))
            case Voiced(words, locale):
                others = locale.replace("_", "-"), None
                language, voice = VOICES.get(locale, others)
                verb.say(words, language=language, voice=voice)
