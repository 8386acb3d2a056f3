"""What is said, and why: pure rules from an event to the next act.

`step` takes a call and an event. It reads no clock, no file and no account: what
it wants of the world it asks for with a wish, and is told the answer as an event.
"""
