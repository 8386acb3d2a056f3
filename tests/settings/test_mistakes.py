"""Mistakes in the file of hotlines: told once, in our words, by line and key."""

import re

import pytest
from fakes.hotlines_file import LINES

MISTAKES = {
    2: [
        ("", "hotline.1.number: it is missing", 1),
        ('number = "050 1234"', "hotline.1.number: write it in full, with +"),
        ("number = 815012340001", "hotline.1.number: write it in quotes"),
    ],
    3: [
        ("brand = {}", "hotline.1.brand: write it in one language at least"),
        ("brand = 5", "hotline.1.brand: write one name, or one for each language"),
        ('brand = ""', "hotline.1.brand: write it in words"),
        ('brand = " \u3000"', "hotline.1.brand: write it in words"),
        ('brand = { en = "  " }', "hotline.1.brand.en: write it in words"),
        ("brand = { en = 5 }", "hotline.1.brand.en: write it in quotes"),
        ('brand = { xx = "Saldo" }', "hotline.1.brand.xx: no such language"),
    ],
    4: [
        ("languages = []", "hotline.1.languages: name at least one"),
        ('languages = "ja_JP"', "hotline.1.languages: "),
        ('languages = ["ja_JP", "xx_XX"]', "hotline.1.languages.2: no such language"),
    ],
    6: [
        (f"number_kept_days = {days}", "kept_days: write it as a whole number from 0")
        for days in ("-1", '"long"', "9999", "true", "90.5")
    ],
    8: [
        ('nummer = "+3278120001"', "hotline.2.nummer: there is no such key"),
        ('number = "+815012340001"', "hotline: +815012340001 is given", 1),
        ('number = "+3278120001', "Illegal character"),
    ],
    11: [
        ('time_zone = "Europe/Bruges"', "hotline.2.time_zone: no such time zone"),
        ('time_zone = "../etc"', "hotline.2.time_zone: no such time zone"),
        ('time_zone = ""', "hotline.2.time_zone: no such time zone"),
        ("", "hotline.2.time_zone: it is missing", 7),
    ],
    12: [
        ('agent = "us"', "hotline.2.agent: write it in full"),
        ('agent = "+32 78 12 00 01"', "hotline: +3278120001 is a hotline, and no", 1),
        ('agent = "+815012340001"', "hotline: +815012340001 is a hotline, and no", 1),
        ('agnet = "+3222340001"', "hotline.2.agnet: there is no such key"),
    ],
    13: [
        ('opening_hours = ["always"]', 'hotline.2.opening_hours.1: write it as "mon'),
        ('opening_hours = ["mon-fr 09:00-18:00"]', "hotline.2.opening_hours.1: "),
        ('opening_hours = ["mon-fri 9-18"]', "hotline.2.opening_hours.1: write it"),
        ('opening_hours = ["mon-fri 09:00-25:00"]', "hotline.2.opening_hours.1: write"),
        ('opening_hours = ["mon-fri 22:00-04:00"]', "hotline.2.opening_hours.1: it cl"),
        ('opening_hours = "mon-fri 09:00-18:00"', "hours: write it as a list"),
        ('opening_hours = ["mon-sun 00:00-00:00"]', "leave opening_hours out if"),
        ('opening_hours = ["wed-tue 00:00-00:00"]', "leave opening_hours out if"),
        ("opening_hours = [9]", "hotline.2.opening_hours.1: write it as"),
    ],
    14: [
        ("low_balance = { CHF = 5 }", "hotline.2.low_balance.CHF: no such currency"),
        *(
            (f"low_balance.EUR = {amount}", "EUR: write it as a number from 0 to 999,")
            for amount in (
                "-5",
                '"few"',
                "inf",
                "nan",
                "true",
                "1e30",
                "1_000_000_000_000",
            )
        ),
        ("low_balance = 5", "hotline.2.low_balance: write it as a table"),
        (
            "low_balance = { EUR = 0.295 }",
            "hotline.2.low_balance: 0.295 cannot be said; EU",
        ),
        ("low_balance = { EUR = 5, JPY = 0.5 }", "JPY has 0 decimals"),
    ],
    15: [
        (f"pin_digits = {digits}", "pin_digits: write it as a whole number from 4 to 8")
        for digits in ("3", "9", '"six"', "4.5", "true")
    ],
    16: [
        ("call_price = 0.29", "hotline.2.call_price: write it as a table"),
        ('call_price = { amount = 1e30, currency = "EUR" }', "amount: write it as a n"),
        ("call_price = { amount = 0.29 }", "hotline.2.call_price.currency: it is m"),
        ('call_price = { currency = "EUR" }', "hotline.2.call_price.amount: it is "),
        ('call_price = { amount = -1, currency = "EUR" }', "call_price.amount: "),
        ('call_price = { amount = 1, currency = "CHF" }', "call_price.currency: no s"),
        ('call_price = { amount = 0.295, currency = "EUR" }', "EUR has 2 decimals"),
        ('call_price = { amount = 0.5, currency = "JPY" }', "JPY has 0 decimals"),
        (
            'call_price = { amount = 1, currency = "EUR", per = "hour" }',
            "hotline.2.call_price.per: write 'minute' or 'call'",
        ),
    ],
    17: [("[keys.xx_XX]", "keys.xx_XX: no such language")],
    19: [
        ('back = "A"', "keys.ko_KR.back: "),
        ("back = 5", "keys.ko_KR.back: "),
    ],
    22: [
        ('back = "12"', "keys.nl_BE.back: "),
        ('forth = "1"', "keys.nl_BE.forth: there is no such key"),
    ],
    25: [
        ("", "plan.1.name: it is missing", 24),
        ('name = ""', "plan.1.name: "),
        ('name = "every day"', "plan: every day is the name of more than one", 1),
        ('nom = "travel"', "plan.1.nom: there is no such key"),
    ],
    26: [
        (f"data = {data}", 'plan.1.data: write it as "10 GB" or "500 MB", or "unl')
        for data in ('"10 TB"', "10", '"ten GB"', '"-1 GB"', '"0 GB"', '"0.0001 MB"')
    ]
    + [
        (f'data = "{data}"', "plan.1.data: 999,999,999,999 GB at most")
        for data in ("1000000000000 GB", "999999999999.01 GB", "999999999999001 MB")
    ],
    27: [
        (f"minutes = {count}", "plan.1.minutes: write it as a whole number from 1 to ")
        for count in (
            "0",
            "-1",
            "1.5",
            '"60"',
            '"many"',
            "true",
            "[60]",
            "1_000_000_000_000",
        )
    ],
    30: [("name = 5", "plan.2.name: write it in quotes")],
    31: [('data = "unlimited"', "plan.2: data is unlimited: it has no price", 29)],
    32: [("messages = 0", "plan.2.messages: write it as a whole number from 1")],
    33: [("[plan.above]", "plan.2.above: there is no such key")],
    34: [
        ("", "plan.2.beyond.currency: it is missing", 33),
        ('currency = "CHF"', "plan.2.beyond.currency: no such currency"),
    ],
    35: [
        ("minutes = -1", "plan.2.beyond.minutes: "),
        ('minutes = "dear"', "plan.2.beyond.minutes: "),
        ("minutes = 0.005", "plan.2.beyond: 0.005 cannot be said; EUR has 2", 33),
        ("messages = 0.1", "plan.2: messages are unlimited: they have no price", 29),
        ("minute = 1", "plan.2.beyond.minute: there is no such key"),
    ],
    39: [
        ('xx_XX = "Travel"', "names.travel.xx_XX: no such language"),
        ('en = ""', "names.travel.en: write it in words"),
        ('en = "   "', "names.travel.en: write it in words"),
        ("en = 10", "names.travel.en: write it in quotes"),
    ],
    43: [
        ("ja_JP = 5", "names.Data+ 5.5 'xl'.ja_JP: write it in quotes"),
        ("", "names.Data+ 5.5 'xl': ", 42),
    ],
    46: [
        ('question = "What?"', "faq.1.question: "),
        ("question = {}", "faq.1.question: "),
        ('question = { de = "Was?" }', "faq.1.question.de: no such language"),
        ("", "faq.1.question: it is missing", 45),
    ],
    47: [
        ("", "faq.1.answer: it is missing", 45),
        ('answer = { fr_BE = "Ceci." }', "faq.1: question and answer have no lang", 45),
    ],
    51: [
        ('en = ""', "faq.2.question.en: "),
        ('de = "Warum"', "faq.2.question.de: no such language"),
        ("", "faq.2.question: ", 50),
    ],
    52: [("[faq.reply]", "faq.2.answer: it is missing", 49)],
    53: [('xx = "Because."', "faq.2.answer.xx: no such language")],
}
"""What stands on a line instead, and how the mistake is named: there, or on a line."""


def cases():
    for number, mistakes in MISTAKES.items():
        for line, named, *elsewhere in mistakes:
            found = elsewhere[0] if elsewhere else number
            yield pytest.param(number, line, named, found, id=f"{number}: {line}")


@pytest.mark.parametrize(("number", "line", "named", "found"), list(cases()))
def test_a_mistake_is_named_by_its_line_and_key(refused, number, line, named, found):
    """Each mistake is told once, in our words, with its line and key."""
    lines = [*LINES[: number - 1], line, *LINES[number:]]
    said = refused(*lines)
    assert named in said
    assert f"FILE:{found}: " in said or f"(at line {found}," in said
    keys = [line.split(": ")[1] for line in said.splitlines()]
    assert len(set(keys)) == len(keys)
    assert not re.search("Input|Field|Extra|should|constrained|valid ", said)


def test_all_mistakes_are_named_at_once(refused):
    """An operator mends a file in one go: every mistake has its line."""
    wrong = {
        5: 'time_zone = "Mars"',
        15: "pin_digits = 3",
        19: 'back = "A"',
        31: 'data = "much"',
        39: "en = 10",
        51: 'en = ""',
    }
    lines = [wrong.get(number, line) for number, line in enumerate(LINES, 1)]
    starts = [line.rsplit(": ", 1)[0] for line in refused(*lines).splitlines()]
    assert [int(start.split(":")[1]) for start in starts] == list(wrong)


def test_tables_inside_a_hotline_do_not_shift_the_lines(refused):
    """A mistake after [hotline.brand] is found in its own hotline."""
    before = ["[hotline.brand]", 'en = "Saldo"', *LINES[6:]]
    lines = [*LINES[:2], *LINES[3:5], *before]
    place = lines.index("pin_digits = 4")
    lines[place] = "pin_digits = 3"
    assert f"FILE:{place + 1}: hotline.2.pin_digits: " in refused(*lines)


@pytest.mark.parametrize("lines", [[""], ["hotline = []"], ["[keys.en]"]])
def test_a_file_without_hotlines_is_refused(refused, lines):
    """A hotline that answers no number is a mistake."""
    assert "FILE:1: hotline: " in refused(*lines)
