"""What a phone says when it is the hotline that failed."""


class HotlineError(Exception):
    """The hotline failed; the message is one sentence for whoever placed the call."""
