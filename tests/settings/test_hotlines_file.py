"""The file of hotlines: what it gives, and how it names a mistake."""

import re
from datetime import time

import pytest

from ivr.domain.hotline import CallPrice, Keys, Limits, OpeningHours, Retention
from ivr.domain.money import Money
from ivr.domain.plan import Allowance, Plan, Rate
from ivr.domain.usage import UsageType
from ivr.settings.hotlines import DEMO_FILE, read_hotlines
from ivr.settings.mistakes import ConfigError

LINES = (
    "[[hotline]]",  # 1
    'number = "+815012340001"',
    'brand = "Saldo"',
    'languages = ["ja_JP"]',
    'time_zone = "Asia/Tokyo"',
    "number_kept_days = 90",
    "[[hotline]]",  # 7
    'number = "+3278120001"',
    'brand = { en = "Saldo", ja_JP = "サルド" }',
    'languages = ["nl_BE", "fr-BE"]',
    'time_zone = "Europe/Brussels"',
    'agent = "+32 2 234 00 01"',
    'opening_hours = ["mon-fri 09:00-18:30", "sat-sat 09:00-13:00"]',
    "low_balance = { EUR = 0.29, JPY = 500 }",
    "pin_digits = 4",
    'call_price = { amount = 0.29, currency = "EUR", per = "call" }',
    "[keys.ko_KR]",  # 17
    'repeat = "*"',
    'back = "#"',
    "",
    "[keys.nl_BE]",  # 21
    'back = "*"',
    "",
    "[[plan]]",  # 24
    'name = "travel"',
    'data = "1.5 GB"',
    "minutes = 60",
    "",
    "[[plan]]",  # 29
    'name = "every day"',
    'data = "20 GB"',
    'messages = "unlimited"',
    "[plan.beyond]",  # 33
    'currency = "EUR"',
    "minutes = 0.25",
    "data = 0",
    "",
    "[names.travel]",  # 38
    'en = "Travel Ten"',
    'fr-BE = "Voyage Dix"',
    "",
    """[names."Data+ 5.5 'xl'"]""",  # 42
    'ja_JP = "データ"',
    "",
    "[[faq]]",  # 45
    'question = { en = "To learn what", nl_BE = "Om te weten wat" }',
    'answer = { en = "That." }',
    "",
    "[[faq]]",  # 49
    "[faq.question]",
    'en = "To learn why"',
    "[faq.answer]",  # 52
    'en = "Because."',
)
"""A file without a mistake."""

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
            (f"low_balance.EUR = {amount}", "EUR: write it as a number from 0 to 99,")
            for amount in ("-5", '"few"', "inf", "nan", "true", "1e30", "100_000_000")
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
        (f'data = "{data}"', "plan.1.data: 99,999,999 GB at most")
        for data in ("100000000 GB", "99999999.01 GB", "99999999001 MB")
    ],
    27: [
        (f"minutes = {count}", "plan.1.minutes: write it as a whole number from 1 to ")
        for count in ("0", "-1", "1.5", '"60"', '"many"', "true", "[60]", "100_000_000")
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


@pytest.fixture
def read(tmp_path):
    """Give what reads lines as a file of hotlines."""

    def read(*lines):
        path = tmp_path / "hotlines.toml"
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_hotlines(path)

    return read


@pytest.fixture
def refused(read, tmp_path):
    """Give what reads lines that are refused, and gives the words of the refusal."""

    def refused(*lines):
        with pytest.raises(ConfigError) as refusal:
            read(*lines)
        return str(refusal.value).replace(str(tmp_path / "hotlines.toml"), "FILE")

    return refused


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
    most = 99_999_999
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


def test_what_is_left_out_has_a_sensible_value(read):
    """A hotline needs a number, a brand, languages and a zone; the rest can wait."""
    hotline = read(*LINES)["+815012340001"]
    assert (hotline.agent, hotline.opening_hours, hotline.pin_digits) == (None, (), 6)
    assert not hotline.low_balances
    assert (hotline.call_price, hotline.number_kept_days) == (None, 90)
    assert read(*LINES)["+3278120001"].number_kept_days is None
    assert hotline.brand_in("ko_KR") == "Saldo"


def test_limits_and_retention_are_what_the_readme_says_unless_told(read):
    """Twenty calls an hour, three at once, ten minutes; 180 days and 30."""
    for hotline in read(*LINES).values():
        assert hotline.limits == Limits(10, 20, 3)
        assert hotline.retention == Retention(180, 30)


def test_limits_are_of_all_hotlines_and_retention_is_of_each(read):
    """One telephone is one, whatever it dials; each market has a law of its own."""
    kept = ["retention_days = 90", "failed_attempts_days = 7"]
    limits = ["[limits]", "longest_call_minutes = 5", "calls_per_number_at_once = 1"]
    hotlines = read(*LINES[:6], *kept, *LINES[6:], *limits)
    assert {hotline.limits for hotline in hotlines.values()} == {Limits(5, 20, 1)}
    assert hotlines["+815012340001"].retention == Retention(90, 7)
    assert hotlines["+3278120001"].retention == Retention(180, 30)


@pytest.mark.parametrize(
    ("key", "highest"),
    [
        ("retention_days", 3650),
        ("failed_attempts_days", 3650),
        ("limits.longest_call_minutes", 240),
        ("limits.calls_per_number_and_hour", 100_000),
        ("limits.calls_per_number_at_once", 100_000),
    ],
)
@pytest.mark.parametrize("amount", ["0", "-1", "100_001", "1.5", "true", '"many"'])
def test_what_is_counted_is_a_whole_number(refused, key, highest, amount):
    """No limit is nothing, or without end: each is told with its line and bounds."""
    table, _, name = key.rpartition(".")
    line = f"{name} = {amount}"
    lines = [*LINES, f"[{table}]", line] if table else [*LINES[:6], line, *LINES[6:]]
    found = lines.index(line) + 1
    told = f"{name}: write it as a whole number from 1 to {highest}"
    assert f"FILE:{found}: {table or 'hotline.1'}.{told}" in refused(*lines)


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
            ("zh_CN", "en", "nl_BE", "fr_BE", "ja_JP", "ko_KR"),
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
