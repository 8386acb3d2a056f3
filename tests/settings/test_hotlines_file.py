"""The file of hotlines: what it gives, and how it names a mistake."""

from datetime import time

import pytest

from ivr.domain.hotline import CallPrice, Keys, OpeningHours
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
    'data = "unlimited"',
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
        ("", "hotline.1.number: Field required", 1),
        ('number = "050 1234"', "hotline.1.number: write it in full, with +"),
        ("number = 815012340001", "hotline.1.number: Input should be a valid string"),
    ],
    3: [
        ("brand = {}", "hotline.1.brand: "),
        ("brand = 5", "hotline.1.brand: "),
        ('brand = { xx = "Saldo" }', "hotline.1.brand.xx: no such language"),
    ],
    4: [
        ("languages = []", "hotline.1.languages: name at least one"),
        ('languages = "ja_JP"', "hotline.1.languages: "),
        ('languages = ["ja_JP", "xx_XX"]', "hotline.1.languages.2: no such language"),
    ],
    6: [
        ("number_kept_days = -1", "hotline.1.number_kept_days: "),
        ('number_kept_days = "long"', "hotline.1.number_kept_days: "),
        ("number_kept_days = 9999", "hotline.1.number_kept_days: "),
    ],
    8: [
        ('nummer = "+3278120001"', "hotline.2.nummer: Extra inputs"),
        ('number = "+815012340001"', "hotline: +815012340001 is given", 1),
        ('number = "+3278120001', "Illegal character"),
    ],
    11: [
        ('time_zone = "Europe/Bruges"', "hotline.2.time_zone: no such time zone"),
        ('time_zone = "../etc"', "hotline.2.time_zone: no such time zone"),
        ('time_zone = ""', "hotline.2.time_zone: no such time zone"),
        ("", "hotline.2.time_zone: Field required", 7),
    ],
    12: [
        ('agent = "us"', "hotline.2.agent: write it in full"),
        ('agnet = "+3222340001"', "hotline.2.agnet: Extra inputs"),
    ],
    13: [
        ('opening_hours = ["always"]', 'hotline.2.opening_hours.1: write it as "mon'),
        ('opening_hours = ["mon-fr 09:00-18:00"]', "hotline.2.opening_hours.1: "),
        ('opening_hours = ["mon-fri 9-18"]', "hotline.2.opening_hours.1: write it"),
        ('opening_hours = ["mon-fri 09:00-25:00"]', "hotline.2.opening_hours.1: hour"),
        ('opening_hours = ["mon-fri 22:00-04:00"]', "hotline.2.opening_hours.1: it cl"),
        ('opening_hours = "mon-fri 09:00-18:00"', "hotline.2.opening_hours: "),
        ("opening_hours = [9]", "hotline.2.opening_hours.1: write it as"),
    ],
    14: [
        ("low_balance = { CHF = 5 }", "hotline.2.low_balance.CHF: no such currency"),
        ("low_balance = { EUR = -5 }", "hotline.2.low_balance.EUR: "),
        ('low_balance = { EUR = "few" }', "hotline.2.low_balance.EUR: "),
        ("low_balance.EUR = inf", "hotline.2.low_balance.EUR: "),
        ("low_balance = 5", "hotline.2.low_balance: "),
    ],
    15: [
        ("pin_digits = 3", "hotline.2.pin_digits: "),
        ("pin_digits = 9", "hotline.2.pin_digits: "),
        ('pin_digits = "six"', "hotline.2.pin_digits: "),
        ("pin_digits = 4.5", "hotline.2.pin_digits: "),
    ],
    16: [
        ("call_price = 0.29", "hotline.2.call_price: "),
        ("call_price = { amount = 0.29 }", "hotline.2.call_price.currency: Field req"),
        ('call_price = { currency = "EUR" }', "hotline.2.call_price.amount: Field r"),
        ('call_price = { amount = -1, currency = "EUR" }', "call_price.amount: "),
        ('call_price = { amount = 1, currency = "CHF" }', "call_price.currency: no s"),
        ('call_price = { amount = 0.295, currency = "EUR" }', "EUR has 2 decimals"),
        ('call_price = { amount = 0.5, currency = "JPY" }', "JPY has 0 decimals"),
        (
            'call_price = { amount = 1, currency = "EUR", per = "hour" }',
            "hotline.2.call_price.per: Input should be 'minute' or 'call'",
        ),
    ],
    17: [("[keys.xx_XX]", "keys.xx_XX: no such language")],
    19: [
        ('back = "A"', "keys.ko_KR.back: "),
        ("back = 5", "keys.ko_KR.back: "),
    ],
    22: [
        ('back = "12"', "keys.nl_BE.back: "),
        ('forth = "1"', "keys.nl_BE.forth: Extra inputs"),
    ],
    25: [
        ("", "plan.1.name: Field required", 24),
        ('name = ""', "plan.1.name: "),
        ('name = "every day"', "plan: every day is the name of more than one", 1),
        ('nom = "travel"', "plan.1.nom: Extra inputs"),
    ],
    26: [
        (f"data = {data}", 'plan.1.data: write it as "10 GB" or "500 MB", or "unl')
        for data in ('"10 TB"', "10", '"ten GB"', '"-1 GB"', '"0 GB"', '"0.0001 MB"')
    ],
    27: [
        (f"minutes = {count}", "plan.1.minutes: write it as a number over 0, or ")
        for count in ("0", "-1", "1.5", '"60"', '"many"', "true", "[60]")
    ],
    30: [("name = 5", "plan.2.name: Input should be a valid string")],
    32: [("messages = 0", "plan.2.messages: write it as a number over 0")],
    33: [("[plan.above]", "plan.2.above: Extra inputs")],
    34: [
        ("", "plan.2.beyond.currency: Field required", 33),
        ('currency = "CHF"', "plan.2.beyond.currency: no such currency"),
    ],
    35: [
        ("minutes = -1", "plan.2.beyond.minutes: "),
        ('minutes = "dear"', "plan.2.beyond.minutes: "),
        ("minutes = 0.005", "plan.2.beyond: 0.005 cannot be said; EUR has 2", 33),
        ("minute = 1", "plan.2.beyond.minute: Extra inputs"),
    ],
    39: [
        ('xx_XX = "Travel"', "names.travel.xx_XX: no such language"),
        ('en = ""', "names.travel.en: "),
        ("en = 10", "names.travel.en: Input should be a valid string"),
    ],
    43: [
        ("ja_JP = 5", "names.Data+ 5.5 'xl'.ja_JP: Input should be a valid string"),
        ("", "names.Data+ 5.5 'xl': ", 42),
    ],
    46: [
        ('question = "What?"', "faq.1.question: "),
        ("question = {}", "faq.1.question: "),
        ('question = { de = "Was?" }', "faq.1.question.de: no such language"),
        ("", "faq.1.question: Field required", 45),
    ],
    47: [("", "faq.1.answer: Field required", 45)],
    51: [
        ('en = ""', "faq.2.question.en: "),
        ('de = "Warum"', "faq.2.question.de: no such language"),
        ("", "faq.2.question: ", 50),
    ],
    52: [("[faq.reply]", "faq.2.answer: Field required", 49)],
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
    """Each kind of mistake is told with its line, its key and what to do."""
    lines = [*LINES[: number - 1], line, *LINES[number:]]
    said = refused(*lines)
    assert named in said
    assert f"FILE:{found}: " in said or f"(at line {found}," in said


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
                (Allowance(UsageType.DATA, None), Allowance(UsageType.SMS, None)),
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
