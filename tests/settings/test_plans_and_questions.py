"""What the file of hotlines says of plans, names, questions and prices."""

import pytest
from fakes.hotlines_file import LINES

from ivr.domain.hotline import CallPrice
from ivr.domain.money import Money
from ivr.domain.plan import Allowance, Plan, Rate
from ivr.domain.usage import UsageType


def test_plans_are_read_into_what_they_hold_and_cost(read):
    """Data in kilobytes, no limit as none, prices in minor units; a price may be 0."""
    for hotline in read(*LINES).values():
        assert hotline.plans == {
            "travel": Plan(
                "travel",
                (
                    Allowance(UsageType.DATA, 1_500_000),
                    Allowance(UsageType.VOICE, 60),
                ),
            ),
            "every day": Plan(
                "every day",
                (
                    Allowance(UsageType.DATA, 20_000_000),
                    Allowance(UsageType.SMS, None),
                ),
                (
                    Rate(UsageType.DATA, Money(0, "EUR")),
                    Rate(UsageType.VOICE, Money(25, "EUR")),
                ),
            ),
        }


@pytest.mark.parametrize(
    ("data", "kilobytes"),
    [("10 GB", 10**7), ("500MB", 500_000), ("2.25 GB", 2_250_000), ("0.5 MB", 500)],
)
def test_data_is_written_as_people_write_it(read, data, kilobytes):
    """Gigabytes or megabytes, with a space or without, whole or not."""
    plan = read(*LINES[:5], "[[plan]]", 'name = "it"', f'data = "{data}"')
    assert plan["+815012340001"].plans["it"].allowances == (
        Allowance(UsageType.DATA, kilobytes),
    )


def test_what_is_not_written_is_ours(read):
    """Six seconds before a key, and our words for the PIN and for topping up."""
    for hotline in read(*LINES).values():
        assert hotline.timeout_s == 6
        assert not hotline.pin_names
        assert not hotline.top_up_words


def test_callers_have_the_time_and_the_words_that_an_operator_gives_them(read):
    """The time is of a hotline; what the PIN is called, and how to top up, of them all."""
    timeout = ["timeout_seconds = 30"]
    words = ["[pin_name]", 'en = "service code"', "[top_up]", 'nl_BE = "Herlaad."']
    hotlines = read(*LINES[:6], *timeout, *LINES[6:], *words)
    japan, belgium = hotlines.values()
    assert (japan.timeout_s, belgium.timeout_s) == (30, 6)
    for hotline in (japan, belgium):
        assert hotline.pin_names == {"en": "service code"}
        assert hotline.top_up_words == {"nl_BE": "Herlaad."}
        read_along = list(hotline.own_words())
        assert hotline.pin_names in read_along
        assert hotline.top_up_words in read_along


@pytest.mark.parametrize("seconds", ["2", "61", "6.5", "true", '"six"'])
def test_a_timeout_is_some_whole_seconds(refused, seconds):
    """Less than three is no time for anybody, and after a minute nobody is there."""
    told = refused(*LINES[:6], f"timeout_seconds = {seconds}", *LINES[6:])
    assert "timeout_seconds: write it as a whole number from 3 to 60" in told


def test_names_and_questions_are_read_by_language(read):
    """What callers hear of an operator's own words is found by their language."""
    hotline = read(*LINES)["+815012340001"]
    names = [hotline.name_in(it, "travel") for it in ("en", "fr_BE", "ja_JP")]
    assert names == ["Travel Ten", "Voyage Dix", "Travel Ten"]
    assert hotline.name_in("ja_JP", "Data+ 5.5 'xl'") == "データ"
    first, second = hotline.faqs_in("en")
    assert (first.questions["en"], first.answers["en"]) == ("To learn what", "That.")
    assert (second.questions["en"], second.answers["en"]) == (
        "To learn why",
        "Because.",
    )
    assert hotline.faqs_in("nl_BE") == ()


def test_the_largest_that_can_be_told_is_read(read):
    """What is at the limit of what is spoken is no mistake."""
    most = 999_999_999_999
    low = f"low_balance = {{ EUR = {most} }}"
    held = [f'data = "{most} GB"', f"minutes = {most}", f"messages = {most}"]
    hotlines = read(*LINES[:5], low, "[[plan]]", 'name = "it"', *held)
    hotline = hotlines["+815012340001"]
    assert hotline.low_balances == {"EUR": most * 100}
    amounts = [it.amount for it in hotline.plans["it"].allowances]
    assert amounts == [most * 1_000_000, most, most]


@pytest.mark.parametrize(("many", "refuses"), [(7, False), (8, True)])
def test_there_are_no_more_questions_than_keys(read, refused, many, refuses):
    """Nine questions have a key each; a tenth would have none."""
    more = ["[[faq]]", 'question = { en = "Q" }', 'answer = { en = "A" }'] * many
    if refuses:
        assert "faq: " in refused(*LINES, *more)
    else:
        assert len(read(*LINES, *more)["+815012340001"].faqs) == 9


def test_a_call_is_priced_by_the_minute_unless_told(read):
    """A price without a measure is for each minute."""
    price = 'call_price = { amount = 10, currency = "JPY" }'
    hotline = read(*LINES[:5], price)["+815012340001"]
    assert hotline.call_price == CallPrice(Money(10, "JPY"), is_per_minute=True)
