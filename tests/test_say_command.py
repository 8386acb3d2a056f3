"""`ivr say`: the exact words for a value, its reading, its sound."""

import re
import wave

import pytest
from click.testing import CliRunner

from ivr.cli import ivr
from ivr.speech.languages import languages

KATAKANA = re.compile(r"[ァ-ヶー]+")

USAGE_ERRORS = {
    "say": "LOCALE",
    "say xx_XX number 1": "xx_XX.*en.*ja_JP",
    "say en": "nothing to say.*money",
    "say xx_XX --batch": "xx_XX.*en.*ja_JP",
    "say en weight 12": "weight 12.*nothing to say",
    "say en number": "nothing to say",
    "say en number one": "'one' is no whole number",
    "say en number 1000000000000": "1000000000000 cannot be spoken",
    "say en minutes -1": "-1 cannot be spoken",
    "say en number -- -1000000000000": "1000000000000 cannot be spoken",
    "say en money EUR twelve": "'twelve' is no amount",
    "say en money EUR 1e5000": "'1e5000' is no amount",
    "say en money EUR 12.345": "12.345 has more decimals than EUR",
    "say en money JPY 0.5": "0.5 has more decimals than JPY",
    "say en money CHF 5": "CHF.*EUR",
    "say en digits 12a": "'12a' cannot be read out",
    "say en digits +": "'' cannot be read out",
    "say en time 25:00": "'25:00' is no time",
    "say en time T09": "'T09' is no time: write 18:30",
    "say en data 1.5": "'1.5' is no amount of data: write 1.5GB",
    "say en data 1.5TB": "'TB' is no unit of data.*GB",
    "say en data 1.005GB": "1.005 GB cannot be spoken.*two decimals",
    "say en data 2048MB": "2.048 GB cannot be spoken.*two decimals",
    "say en data 0.5KB": "0.5KB is no whole number of kilobytes",
    "say en date 2026-02-29": "'2026-02-29' is no date",
    "say en day tomorrow": "'tomorrow' is no whole number",
    "say en day 9999999": "9999999.*beyond the calendar",
    "say en days -3": "-3 cannot be spoken",
    "say en percent 12.345": "12.345 cannot be spoken.*two decimals",
    "say en percent -1": "-1 cannot be spoken",
    "say en percent half": "'half' is no percentage",
    "say en number 1 --sing": "--sing",
    "say en sentence": "sentence needs a name",
    "say en sentence no.such": "locales/en has no words for no.such",
    "say en sentence balance.amount": "balance.amount needs balance=KIND:VALUE",
    "say en sentence menu.more key=key:x": "'key x' is nothing to say",
    "say en sentence menu.more key": "'key' is no gap: write",
    "say en sentence agent.hours days=weekdays:mon:now": "weekdays mon:now",
    "say en sentence balance.amount balance=money:EUR": "'money EUR' is nothing to say",
}


@pytest.fixture
def say():
    """Give what runs `ivr say` with *words*, and with *lines* on stdin."""

    def say(words, lines=""):
        return CliRunner().invoke(ivr, ["say", *words.split()], input=lines)

    return say


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("ja_JP money JPY 1250", "千二百五十円"),
        ("ko_KR money KRW 16600", "만 육천육백 원"),
        ("nl_BE money EUR 12.05", "twaalf euro en vijf cent"),
        ("fr_BE money EUR 71.80", "septante et un euros quatre-vingts"),
        ("zh_CN money CNY 12.05", "十二元零五分"),
        ("en minutes 8", "eight minutes"),
        ("nl-BE messages 1", "één sms"),
        ("zh-CN digits 0470", "零四七零"),
        ("en time 18:30", "six thirty p.m."),
        ("en money gbp 7.2", "seven pounds and twenty pence"),
        ("en money EUR -12.35", "minus twelve euros and thirty-five cents"),
        ("en number -- -1", "minus one"),
        ("nl_BE day -1", "gisteren"),
        ("fr_BE data 1.5 GB", "un virgule cinq gigabyte"),
        ("en date 2026-12-01", "the first of december twenty twenty-six"),
    ],
)
def test_a_value_is_printed_in_words(say, asked, words):
    """The words of a value, and nothing else, are printed on a line."""
    said = say(asked)
    assert (said.exit_code, said.output) == (0, words + "\n")


@pytest.mark.parametrize(
    ("asked", "reading"),
    [
        ("money JPY 13680", "イチマンサンゼンロッピャクハチジューエン"),
        ("money JPY 4", "ヨエン"),
        ("money EUR 12.10", "ジューニユーロジュッセント"),
        ("money CNY 12.35", "ジューニーテンサンゴーゲン"),
        ("minutes 8", "ハップン"),
        ("messages 10", "ジュッツー"),
        ("number 0", "ゼロ"),
        ("digits 0258", "ゼロニーゴーハチ"),
        ("time 16:30", "ゴゴヨジサンジュップン"),
    ],
)
def test_a_reading_is_in_katakana(say, asked, reading):
    """With --reading Japanese is written as it is pronounced."""
    said = say(f"ja_JP {asked} --reading")
    assert (said.exit_code, said.output) == (0, reading + "\n")
    assert KATAKANA.fullmatch(reading)


def test_units_are_read_in_katakana_too(say):
    """No kanji is left in the reading of any currency or count."""
    asked = "\n".join(
        [f"money {it} 12" for it in ("JPY", "KRW", "EUR", "CNY", "GBP", "USD")]
        + ["minutes 12", "messages 12", "digits 12", "time 12:00", "number 12"]
    )
    lines = say("ja_JP --batch --reading", asked).output.split()
    assert [line for line in lines if not KATAKANA.fullmatch(line)] == []


def test_a_reading_tells_what_the_letters_do_not(say):
    """Korean minutes after six are read with a tense sound."""
    assert say("ko_KR minutes 6 --reading").output == "육 뿐\n"


def test_a_batch_answers_line_by_line(say):
    """With --batch each line on stdin has its line of words, in order."""
    said = say("en --batch", "number 1\nmoney EUR 12.05\nminutes 8\n")
    assert said.exit_code == 0
    words = ["one", "twelve euros and five cents", "eight minutes"]
    assert said.output.splitlines() == words


def test_an_empty_batch_has_no_answer(say):
    """Nothing asked, nothing said."""
    said = say("en --batch")
    assert (said.exit_code, said.output) == (0, "")


def test_a_batch_with_bad_lines_stays_aligned(say, tmp_path):
    """What cannot be said is an empty line, told by its number; the rest is said."""
    path = tmp_path / "said.wav"
    lines = "number 1\nnumber one\n\nmoney CHF 5\nnumber 2\n"
    said = say(f"en --batch --wav {path}", lines)
    assert said.exit_code == 2
    assert said.stdout == "one\n\n\n\ntwo\n"
    second, fourth = said.stderr.splitlines()
    assert second == "line 2: 'one' is no whole number"
    assert fourth.startswith("line 4: No words for the currency 'CHF'")
    assert not path.exists()


@pytest.mark.parametrize("locale", sorted(languages()))
def test_the_sound_of_a_value_is_written(say, locale, tmp_path):
    """With --wav the words are printed and their recordings joined into a file."""
    path = tmp_path / "said.wav"
    said = say(f"{locale.replace('_', '-')} money EUR 71.80 --wav {path}")
    assert said.exit_code == 0, said.output
    assert said.output == say(f"{locale} money EUR 71.80").output
    with wave.open(str(path)) as sound:
        form = sound.getframerate(), sound.getnchannels(), sound.getsampwidth()
        assert form == (8000, 1, 2)
        assert 4000 < sound.getnframes() < 60000
        assert any(sound.readframes(sound.getnframes()))


@pytest.mark.parametrize(("asked", "told"), USAGE_ERRORS.items())
def test_wrong_usage_is_told_in_a_sentence(asked, told):
    """What cannot be said ends with 2 and a sentence on stderr, and no words."""
    said = CliRunner().invoke(ivr, asked.split())
    assert said.exit_code == 2
    assert said.stdout == ""
    assert re.search(told, said.stderr)
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("top_ups.lead", "Here is your last top-up."),
        ("top_ups.lead count=1", "Here is your last top-up."),
        ("top_ups.lead count=2", "Here are your last top-ups."),
        (
            "other.left name=name:the Europe bundle left=number:2",
            "The Europe bundle: .*",
        ),
        ("other.unlimited name=name:eSIM", "eSIM: unlimited."),
        ("balance.figures figures=figures:GBP:7.20", ".* seven point two zero pounds."),
        ("asof.time time=time:21:05", ".* today at nine oh five p.m."),
        ("report.next again=key:1 back=key:*", "To repeat press one, .* press star."),
    ],
)
def test_a_sentence_is_said_with_its_gaps_filled(say, asked, words):
    """As a call says it, by itself and in a batch."""
    alone = say(f"en sentence {asked}")
    assert re.fullmatch(f"{words}\n", alone.output)
    assert say("en --batch", f"sentence {asked}\n").output == alone.output


def test_a_sentence_sounds_as_it_is_recorded(say):
    """With a reading, and as the sound of a call."""
    asked = "ja_JP sentence balance.amount balance=money:JPY:4"
    assert "ヨエン" in say(f"{asked} --reading").output
