"""Saldo: the hotline that tells prepaid callers what is left on their card.

The way of a call, room by room:

    Twilio posts a turn      ivr.voice.webhook       the whole way, in one view
    the request is verified  ivr.twilio.signature
    the call is taken out    ivr.calls.store         a row per CallSid; the last answers
    its form gives an event  ivr.voice.events        pure: (form, call) -> event
    the dialogue steps       ivr.dialogue.step       pure: (call, event) -> move
    wishes are granted       ivr.calls.conductor     reads the account, checks the PIN
    the source is asked      ivr.accounts.asking     in time, or what is last known
    phrases become speech    ivr.speech.sentence     phrase -> words and fragments
    speech becomes audio     ivr.speech.stitch       fragments -> one file, served by
                             ivr.voice.audio         a sealed link
    speech becomes TwiML     ivr.twilio.twiml        <Play>, or words for <Say>
"""
