import pytest

from ivr.phone.captions import Caption, CaptionsError, read_captions


def read(text: str) -> Caption:
    (caption,) = read_captions(f"WEBVTT\n\n00:00:00.500 --> 00:00:02.250\n{text}\n")
    return caption


def test_a_cue_becomes_a_caption():
    """A cue gives its words without tags, its locale and its bounds."""
    caption = read("<lang fr-BE>Crédit &amp; minutes.</lang>")
    assert caption == Caption("Crédit & minutes.", "fr_BE", 0.5, 2.25)


@pytest.mark.parametrize(
    ("text", "amount_at_s"),
    [
        ("Il reste <00:00:01.204><c.amount>douze euros</c>.", 1.204),
        ("<c.amount>一万三千円</c>です。", 0.5),
        ("Il ne reste rien.", None),
    ],
)
def test_an_amount_is_timed(text, amount_at_s):
    """A caption tells when its amount starts: at its stamp, else with the cue."""
    assert read(text).amount_at_s == amount_at_s


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Druk <c.key-1>één</c>.", ("1",)),
        ("<c.key-star>Ster</c> of <c.warm.key-hash>hekje</c>.", ("*", "#")),
        ("<c.key-x>Niets</c>.", ()),
    ],
)
def test_the_keys_of_a_sentence_are_read(text, keys):
    """A caption tells which keys its sentence offers."""
    assert read(text).keys == keys


def test_what_is_no_webvtt_is_a_fault_with_a_name():
    """Something else than WebVTT is told in one sentence."""
    with pytest.raises(CaptionsError, match="not WebVTT"):
        read_captions("<html>")
