"""Twilio's signature, over the public URL and the form (twilio.com/docs/usage/security).

Rules of this file:
1. The URL is the configured public one plus the path and query as they were sent,
   never one rebuilt from `Host` or a framework's decoded path.
2. A missing header is a wrong signature, not an error.
3. Twilio signs the URL and the fields without a mark between them. A field may not begin
   as the rest of a path or query could, or one signature would fit several URLs.
"""

import re
from collections.abc import Mapping, Sequence

from twilio.request_validator import RequestValidator
from werkzeug.wrappers import Request

from ivr.domain.secret import Secret
from ivr.twilio.request_path import raw_path

HEADER = "X-Twilio-Signature"
FORM_TYPE = "application/x-www-form-urlencoded"

FIELD_NAME = re.compile("[A-Za-z][A-Za-z0-9_.-]*")
"""What Twilio calls its fields (`CallSid`, `SipHeader_X-Key`), and an app its own."""


def is_from_twilio(
    request: Request, public_url: str, auth_tokens: Sequence[Secret]
) -> bool:
    """Tell whether *request*, which went to *public_url*, is a form that Twilio signed.

    Another body than a form is in no signature, whatever is in its URL.
    """
    path = raw_path(request.environ)
    is_form = request.mimetype in {"", FORM_TYPE}
    # A proxy may be asked for a whole URL (RFC 9112, 3.2.2); Twilio asks for a path.
    if not (is_form and path.startswith("/") and _has_plain_names(request.form)):
        return False
    signature = request.headers.get(HEADER)
    return is_signed(signature, public_url + path, request.form, auth_tokens)


def _has_plain_names(form: Mapping[str, str]) -> bool:
    return all(map(FIELD_NAME.fullmatch, form))


def is_signed(
    signature: str | None,
    url: str,
    form: Mapping[str, str],
    auth_tokens: Sequence[Secret],
) -> bool:
    """Tell whether one of *auth_tokens* made *signature* over *url* and *form*.

    There are two tokens while an operator rotates them. A field that comes twice is
    signed with both values, which the validator reads from a werkzeug `MultiDict`.
    """
    if not signature:
        return False
    return any(
        RequestValidator(token.reveal()).validate(url, form, signature)
        for token in auth_tokens
    )


def sign(url: str, form: Mapping[str, str], auth_token: Secret) -> str:
    """Sign as Twilio does: for the phones that play Twilio's part."""
    return str(RequestValidator(auth_token.reveal()).compute_signature(url, form))
