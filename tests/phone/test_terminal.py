"""A call in the terminal is printed as it goes on, and answered by keys or by lines."""

import io
import json

import pytest
from fakes.hotline import MENU, gather, response

ONE = gather('numDigits="1"')
PIN = gather('numDigits="6"', "<Say>PIN?</Say>")


@pytest.fixture
def typed(monkeypatch):
    """Give what lays text on stdin."""

    def lay(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return lay


def test_a_scripted_call_is_printed_line_by_line(place, hotline):
    """Who says what is printed, with secret keys masked and silence named."""
    hotline.documents["/voice"] = response(ONE, PIN.replace("turn/1", "turn/2"))
    hotline.documents["/voice/turn/2"] = response("<Say>Fout.</Say>")
    assert place(keys="- 12") == (
        0,
        [
            "hotline: Welkom.",
            "hotline: Voor uw belkrediet, druk één.",
            "hotline: Om te herladen, druk twee.",
            "caller: (silence)",
            "hotline: PIN?",
            "caller: •••",
            "hotline: Fout.",
        ],
    )


def test_json_is_one_object_a_line(place, hotline):
    """With JSON each line is an object, and the last one tells how the call ended."""
    hotline.documents["/voice"] = response(ONE)
    hotline.documents["/voice/turn/1"] = response("<Play>/speech/balance.wav</Play>")
    code, printed = place(keys="2", as_json=True, pace="new")
    lines = [json.loads(line) for line in printed]
    assert code == 0
    assert lines[3:] == [
        {
            "who": "caller",
            "text": "",
            "keys": "2",
            "audio_s": 0.0,
            "locale": "nl_BE",
            "elapsed_s": 6.4,
        },
        {
            "who": "hotline",
            "text": "Il vous reste douze euros de crédit.",
            "keys": "",
            "audio_s": 4.0,
            "locale": "fr_BE",
            "elapsed_s": 10.4,
        },
        {
            "event": "end",
            "reason": "hung_up_by_hotline",
            "time_to_balance_s": 7.604,
            "key_presses": 1,
        },
    ]


def test_a_call_is_recorded(place, hotline, tmp_path):
    """What was heard is written where the caller wants it."""
    hotline.documents["/voice"] = response(MENU)
    place(keys="", record=tmp_path / "call.wav")
    assert (tmp_path / "call.wav").stat().st_size == 44 + 6 * 16000


@pytest.mark.parametrize(
    ("keys", "failure"), [("1", (1, "<Pause>")), ("x", (2, "Keys are"))]
)
def test_a_failure_is_one_sentence(place, hotline, capsys, keys, failure):
    """A failing hotline gives exit code 1, keys that are none give 2; both are told."""
    hotline.documents["/voice"] = response("<Pause/>")
    code, complaint = failure
    assert place(keys=keys) == (code, [])
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1


def test_lines_answer_questions_when_stdin_is_no_terminal(place, spoken_menu, typed):
    """A line answers one question, after it was heard; keys stay masked."""
    typed("1\n31\n")
    assert place()[1] == [
        "hotline: Kies.",
        "hotline: Kies.",
        "caller: 1",
        "hotline: PIN?",
        "caller: ••",
        "hotline: Ok.",
    ]
    assert spoken_menu.sent_to("/voice/turn/2")[0]["Digits"] == "31"


@pytest.mark.parametrize(
    ("text", "answers"),
    [("\n", ["", "hung_up_by_hotline"]), ("", ["hung_up_by_caller"])],
)
def test_an_empty_line_is_silence_and_no_line_hangs_up(
    place, spoken_menu, typed, text, answers
):
    """An empty line presses nothing; the end of the input hangs up."""
    typed(text)
    lines = [json.loads(line) for line in place(as_json=True)[1]]
    pressed = [line["keys"] for line in lines if line.get("who") == "caller"]
    assert [*pressed, lines[-1]["reason"]] == answers
