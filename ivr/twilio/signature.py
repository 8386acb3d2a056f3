"""Twilio's signature, over the public URL and the form (twilio.com/docs/usage/security).

Rules of this file:
1. The URL is the configured public one plus the path and query as they were sent,
   never one rebuilt from `Host` or a framework's decoded path.
2. A missing header is a wrong signature, not an error.
"""

from collections.abc import Mapping, Sequence

from twilio.request_validator import RequestValidator
from werkzeug.wrappers import Request

from ivr.domain.secret import Secret
from ivr.twilio.request_path import raw_path

HEADER = "X-Twilio-Signature"
FORM_TYPE = "application/x-www-form-urlencoded"


def is_from_twilio(
    request: Request, public_url: str, auth_tokens: Sequence[Secret]
) -> bool:
    """Tell whether *request*, which went to *public_url*, is a form that Twilio signed.

    Another body than a form is in no signature, whatever is in its URL.
    """
    url = public_url + raw_path(request.environ)
    signature = request.headers.get(HEADER)
    is_form = request.mimetype in {"", FORM_TYPE}
    return is_form and is_signed(signature, url, request.form, auth_tokens)


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
