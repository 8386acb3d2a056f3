"""The file of hotlines: whether it can be read, and what it gives."""

from datetime import time

import pytest
from fakes.hotlines_file import LINES

from ivr.domain.hotline import CallPrice, Keys, OpeningHours
from ivr.domain.money import Money
from ivr.settings.hotlines import DEMO_FILE, read_hotlines
from ivr.settings.mistakes import ConfigError
from ivr.speech.languages import languages


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    """The setting, the file and the reason are told."""
    with pytest.raises(ConfigError, match=r"IVR_CONFIG: .* cannot be read: \w+"):
        read_hotlines(tmp_path / name)


def test_a_file_in_another_encoding_is_named(tmp_path):
    """A file that is no UTF-8 is told so."""
    path = tmp_path / "hotlines.toml"
    path.write_bytes("\n".join(LINES).encode("utf-16"))
    with pytest.raises(ConfigError, match=r"hotlines\.toml: write it in UTF-8"):
        read_hotlines(path)


def test_a_file_gives_hotlines_by_their_numbers(read):
    """A hotline is found by the number that was dialled, and is as it was written."""
    hotline = read(*LINES)["+3278120001"]
    assert hotline.languages == ("nl_BE", "fr_BE")
    assert hotline.time_zone == "Europe/Brussels"
    assert hotline.agent == "+3222340001"
    assert hotline.opening_hours == (
        OpeningHours("mon", "fri", time(9), time(18, 30)),
        OpeningHours("sat", "sat", time(9), time(13)),
    )
    assert hotline.low_balances == {"EUR": 29, "JPY": 500}
    assert hotline.pin_digits == 4
    assert hotline.keys_of("ko_KR") == Keys(back="#", skip=None, repeat="*")
    assert hotline.call_price == CallPrice(Money(29, "EUR"), is_per_minute=False)


def test_what_is_left_out_has_a_sensible_value(read):
    """A hotline needs a number, a brand, languages and a zone; the rest can wait."""
    hotline = read(*LINES)["+815012340001"]
    assert (hotline.agent, hotline.opening_hours, hotline.pin_digits) == (None, (), 6)
    assert not hotline.low_balances
    assert (hotline.call_price, hotline.number_kept_days) == (None, 90)
    assert read(*LINES)["+3278120001"].number_kept_days is None
    assert hotline.brand_in("ko_KR") == "Saldo"


def test_a_number_may_be_written_with_spaces(read):
    """However its digits are grouped, a number is found when it is dialled."""
    lines = [*LINES[:1], 'number = "+81 50-1234-0001"', *LINES[2:5]]
    assert list(read(*lines)) == ["+815012340001"]


def test_a_language_without_a_brand_of_its_own_takes_the_english_one(read):
    """Korean says Saldo where only English and Japanese are given."""
    hotline = read(*LINES)["+3278120001"]
    brands = [hotline.brand_in(locale) for locale in ("ja_JP", "nl_BE", "ko_KR")]
    assert brands == ["サルド", "Saldo", "Saldo"]


def test_what_was_read_cannot_be_changed(read):
    """Settings are read once: nobody changes them while calls are made."""
    hotlines = read(*LINES)
    hotline = hotlines["+3278120001"]
    tables = (hotline.brands, hotline.low_balances, hotline.keys)
    tables += (hotline.plans, hotline.names, hotline.names["travel"])
    for table in (hotlines, *tables):
        with pytest.raises(TypeError):
            table["new"] = "value"


def test_the_demo_hotlines_are_read():
    """The file in the package gives the four hotlines of the contract."""
    hotlines = read_hotlines(DEMO_FILE)
    assert {
        number: (hotline.languages, hotline.time_zone)
        for number, hotline in hotlines.items()
    } == {
        "+815012340001": (("ja_JP", "en", "zh_CN", "ko_KR"), "Asia/Tokyo"),
        "+827012340001": (("ko_KR", "en", "zh_CN", "ja_JP"), "Asia/Seoul"),
        "+3278120001": (("nl_BE", "fr_BE", "en"), "Europe/Brussels"),
        "+442079460001": (
            ("en", "zh_CN", "nl_BE", "fr_BE", "ja_JP", "ko_KR"),
            "Europe/London",
        ),
    }
    assert all(hotline.pin_digits == 6 for hotline in hotlines.values())
    assert hotlines["+827012340001"].keys_of("ko_KR").repeat == "*"


def test_the_demo_plans_have_a_name_in_every_language():
    """Nothing of the demo is read by a voice that does not know its words."""
    hotline = read_hotlines(DEMO_FILE)["+442079460001"]
    for plan in hotline.plans:
        assert set(hotline.names[plan]) == set(hotline.languages)


def test_the_demo_has_its_questions_in_every_language():
    """Nobody is offered fewer of them than others: question and answer go together."""
    for faq in next(iter(read_hotlines(DEMO_FILE).values())).faqs:
        assert set(faq.questions) == set(faq.answers) == set(languages())
