"""The TwiML that every telephone network in Twilio's manner understands."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence

CORE = {
    "Response": set(),
    "Gather": {"input", "numDigits", "finishOnKey", "timeout", "action", "method"},
    "Play": set(),
    "Say": {"language", "voice"},
    "Redirect": {"method"},
    "Dial": {"action", "method", "timeLimit"},
    "Hangup": set(),
    "Reject": {"reason"},
}
"""The verbs of the portable core, and their attributes."""


def flaw(twiml: str, public_url: str) -> str | None:
    """Say where *twiml* leaves the portable core, if it does."""
    try:
        response = ET.fromstring(twiml)
    except ET.ParseError as error:
        return f"no XML: {error}"
    if response.tag != "Response":
        return f"a <{response.tag}>"
    for verb in response.iter():
        if verb.tag not in CORE or not set(verb.keys()) <= CORE[verb.tag]:
            return f"not in the core: {ET.tostring(verb).decode()}"
        address = verb.get("action") or (verb.text or "")
        links = verb.tag in {"Gather", "Dial", "Play", "Redirect"}
        if links and not address.startswith(f"{public_url}/"):
            return f"leads away: {address}"
    return _out_of_order(list(response))


def _out_of_order(verbs: Sequence[ET.Element]) -> str | None:
    for verb, following in zip(verbs, [*verbs[1:], None], strict=True):
        if verb.tag != "Gather":
            continue
        if set(verb.keys()) != CORE["Gather"] or verb.get("input") != "dtmf":
            return "a Gather lacks an attribute"
        if following is None or following.tag != "Redirect":
            return "no Redirect follows a Gather"
        if any(inner.tag not in {"Play", "Say"} for inner in verb):
            return "more than speech in a Gather"
    is_ended = verbs and verbs[-1].tag in {"Redirect", "Dial", "Hangup", "Reject"}
    return None if is_ended else "nothing follows what is said"
