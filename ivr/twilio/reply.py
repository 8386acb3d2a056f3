"""The answer to a text message, as TwiML."""

from twilio.twiml.messaging_response import MessagingResponse


def reply(text: str) -> str:
    """Write an answer of the words *text*."""
    response = MessagingResponse()
    response.message(text)
    return str(response)


def no_reply() -> str:
    """Write that nothing is answered."""
    return str(MessagingResponse())
