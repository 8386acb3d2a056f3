"""From a phrase to speech: words of a language, fragments, recordings, one file.

One grammar, three mouths: the fragments of a phrase are joined into audio, spelled
out for `<Say>`, and printed by `ivr say`.
"""
