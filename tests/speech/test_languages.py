"""What every language says: amounts as its speakers say them, and laws for all."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.money import Money
from ivr.domain.phrase import (
    DayCount,
    Digits,
    Figures,
    MonthDay,
    Percent,
    RecentDay,
)
from ivr.domain.usage import Data, Messages, Minutes
from ivr.speech.currencies import CURRENCIES, UnknownCurrencyError, decimals
from ivr.speech.fragment import written
from ivr.speech.languages import UnknownLocaleError, language_of, languages
from ivr.speech.languages.language import LARGEST_NUMBER, UnspeakableError
from ivr.speech.say import value_of

TODAY = date(2026, 11, 21)

SAID = {
    "ja_JP": """
    number 0 = ゼロ
    number 10005 = 一万五
    number 12340000 = 千二百三十四万
    money JPY 0 = ゼロ円
    money JPY 4 = 四円
    money JPY 13680 = 一万三千六百八十円
    money JPY 10000000 = 一千万円
    money KRW 1250 = 千二百五十ウォン
    money EUR 0.35 = 三十五セント
    money EUR 1.00 = 一ユーロ
    money EUR 12.05 = 十二ユーロ五セント
    money EUR 12.35 = 十二ユーロ三十五セント
    money CNY 0.05 = 零点〇五元
    money CNY 12.00 = 十二元
    money CNY 12.35 = 十二点三五元
    money CNY 12.50 = 十二点五元
    money GBP 7.20 = 七ポンド二十ペンス
    money USD 7.20 = 七ドル二十セント
    minutes 8 = 八分
    messages 101 = 百一通
    digits 09012345678 = 〇九〇一二三四五六七八
    time 00:00 = 午前零時
    time 09:30 = 午前九時三十分
    time 12:00 = 正午
    time 20:00 = 午後八時
    day -3 = 十一月十八日
    day -301 = 二千二十六年一月二十四日
    day 1 = 十一月二十二日
    """,
    "ko_KR": """
    number 0 = 영
    number 10000 = 만
    number 1010000 = 백일만
    money JPY 1250 = 천이백오십 엔
    money KRW 1250 = 천이백오십 원
    money KRW 16600 = 만 육천육백 원
    money EUR 0.35 = 삼십오 센트
    money EUR 12.05 = 십이 유로 오 센트
    money EUR 12.35 = 십이 유로 삼십오 센트
    money CNY 0.05 = 영 점 영오 위안
    money CNY 12.00 = 십이 위안
    money CNY 12.35 = 십이 점 삼오 위안
    money GBP 7.20 = 칠 파운드 이십 펜스
    money USD 7.20 = 칠 달러 이십 센트
    minutes 26 = 이십육 분
    messages 1 = 한 건
    messages 20 = 스무 건
    messages 21 = 이십일 건
    digits 01012345678 = 공일공 일이삼사 오육칠팔
    digits 0212345678 = 공이 일이삼사 오육칠팔
    time 00:00 = 밤 열두 시
    time 09:00 = 오전 아홉 시
    time 12:00 = 낮 열두 시
    time 18:30 = 오후 여섯 시 삼십 분
    day -3 = 십일월 십팔일
    day -301 = 이천이십육 년 일월 이십사일
    day 1 = 십일월 이십이일
    """,
    "nl_BE": """
    number 1 = één
    number 21 = eenentwintig
    number 22 = tweeëntwintig
    number 101 = honderdéén
    number 2000 = tweeduizend
    money JPY 1250 = duizend tweehonderdvijftig yen
    money KRW 1250 = duizend tweehonderdvijftig won
    money EUR 0.35 = vijfendertig cent
    money EUR 1.00 = één euro
    money EUR 12.00 = twaalf euro
    money EUR 12.05 = twaalf euro en vijf cent
    money EUR 12.35 = twaalf euro vijfendertig
    money CNY 12.35 = twaalf yuan vijfendertig
    money GBP 7.01 = zeven pond en één penny
    money GBP 7.20 = zeven pond twintig
    money USD 7.20 = zeven dollar twintig
    minutes 1 = één minuut
    minutes 21 = eenentwintig minuten
    messages 1 = één bericht
    messages 101 = honderdéén berichten
    digits 0470123456 = nul vier zeventig twaalf vierendertig zesenvijftig
    digits 022340001 = nul twee twee vierendertig nul nul nul één
    digits 078120001 = nul achtenzeventig twaalf nul nul nul één
    time 00:00 = middernacht
    time 09:00 = negen uur
    time 18:30 = achttien uur dertig
    day -3 = op achttien november
    day -300 = op vijfentwintig januari
    day -301 = op vierentwintig januari tweeduizend zesentwintig
    day 1 = op tweeëntwintig november
    day 365 = op eenentwintig november tweeduizend zevenentwintig
    """,
    "fr_BE": """
    number 21 = vingt et un
    number 71 = septante et un
    number 81 = quatre-vingt-un
    number 91 = nonante et un
    number 80000 = quatre-vingt mille
    number 1000 = mille
    money JPY 1250 = mille deux cent cinquante yens
    money KRW 1250 = mille deux cent cinquante wons
    money KRW 2000000 = deux millions de wons
    money EUR 0.01 = un centime
    money EUR 0.35 = trente-cinq centimes
    money EUR 1.00 = un euro
    money EUR 12.05 = douze euros et cinq centimes
    money EUR 12.35 = douze euros trente-cinq
    money EUR 71.80 = septante et un euros quatre-vingts
    money EUR 200 = deux cents euros
    money EUR 1000000 = un million d'euros
    money CNY 12.35 = douze yuans trente-cinq
    money GBP 1.00 = une livre
    money GBP 7.20 = sept livres vingt
    money GBP 21.00 = vingt et une livres
    money USD 7.20 = sept dollars vingt
    minutes 1 = une minute
    minutes 81 = quatre-vingt-une minutes
    messages 21 = vingt et un messages
    digits 0470123456 = zéro quatre cent septante douze trente-quatre cinquante-six
    digits 022340001 = zéro deux deux cent trente-quatre zéro zéro zéro un
    digits 078120001 = zéro septante-huit douze zéro zéro zéro un
    time 00:00 = minuit
    time 09:00 = neuf heures
    time 12:00 = midi
    time 21:30 = vingt et une heures trente
    day -3 = le dix-huit novembre
    day -20 = le premier novembre
    day -301 = le vingt-quatre janvier deux mille vingt-six
    day 1 = le vingt-deux novembre
    data 2000000GB = deux millions de gigabytes
    """,
    "zh_CN": """
    number 2 = 二
    number 12 = 十二
    number 105 = 一百零五
    number 112 = 一百一十二
    number 10050 = 一万零五十
    number 100500 = 十万零五百
    number 10010000 = 一千零一万
    number 20000 = 两万
    money JPY 1250 = 一千二百五十日元
    money KRW 1250 = 一千二百五十韩元
    money EUR 2.00 = 两欧元
    money EUR 12.05 = 十二欧元零五欧分
    money EUR 12.35 = 十二欧元三十五欧分
    money CNY 0.05 = 五分
    money CNY 0.50 = 五角
    money CNY 2.00 = 两元
    money CNY 12.05 = 十二元零五分
    money CNY 12.35 = 十二元三角五分
    money CNY 12.50 = 十二元五角
    money CNY 22.00 = 二十二元
    money CNY 2010.05 = 两千零一十元零五分
    money GBP 7.20 = 七英镑二十便士
    money USD 7.20 = 七美元二十美分
    minutes 2 = 两分钟
    messages 2 = 两条
    messages 200 = 两百条
    digits 13800138000 = 幺三八零零幺三八零零零
    time 09:30 = 上午九点三十分
    time 12:00 = 中午十二点
    time 14:05 = 下午两点零五分
    day -3 = 十一月十八日
    day -301 = 二零二六年一月二十四日
    day 1 = 十一月二十二日
    """,
    "en": """
    number 105 = one hundred and five
    number 1001 = one thousand and one
    money JPY 1250 = one thousand two hundred and fifty yen
    money KRW 1250 = one thousand two hundred and fifty won
    money EUR 0.35 = thirty-five cents
    money EUR 1.01 = one euro and one cent
    money EUR 12.05 = twelve euros and five cents
    money EUR 12.35 = twelve euros and thirty-five cents
    money CNY 12.35 = twelve yuan and thirty-five fen
    money GBP 1.00 = one pound
    money GBP 0.01 = one penny
    money GBP 7.20 = seven pounds and twenty pence
    money USD 7.20 = seven dollars and twenty cents
    minutes 1 = one minute
    minutes 60 = sixty minutes
    messages 0 = zero messages
    messages 1 = one message
    digits 07700900123 = oh seven seven oh oh nine oh oh one two three
    time 00:00 = midnight
    time 09:05 = nine oh five a.m.
    time 12:00 = noon
    time 18:30 = six thirty p.m.
    date 2026-12-01 = December first twenty twenty-six
    day -3 = on November eighteenth
    day -301 = on January twenty-fourth twenty twenty-six
    day 1 = on November twenty-second
    """,
}
"""What is asked, and what a speaker of the language says."""

HEARD = {
    "ja_JP": """
    money JPY 4 = ヨエン
    money JPY 14 = ジューヨエン
    money JPY 40 = ヨンジューエン
    money JPY 10000000 = イッセンマンエン
    money EUR 4.00 = ヨンユーロ
    money EUR 7.10 = ナナユーロジュッセント
    money CNY 12.35 = ジューニーテンサンゴーゲン
    money CNY 10.50 = ジュッテンゴゲン
    minutes 1 = イップン
    minutes 300 = サンビャップン
    messages 8 = ハッツー
    digits 0258 = ゼロニーゴーハチ
    time 16:04 = ゴゴヨジヨンプン
    time 21:00 = ゴゴクジ
    """,
    "ko_KR": """
    money CNY 1.50 = 일쩜오위안
    minutes 5 = 오분
    minutes 6 = 육뿐
    minutes 10 = 십뿐
    minutes 100 = 백뿐
    messages 26 = 이십육껀
    """,
    "fr_BE": """
    minutes 6 = siminutes
    minutes 18 = dix huiminutes
    money JPY 10 = diyens
    money EUR 6.00 = six euros
    money USD 0.35 = trente cinsennt
    data 1.06GB = unvirgulezérosigigabyte
    percent 10 = dipour cent
    """,
}
"""What is asked, and how it sounds where a neighbour changes it."""

FIGURES = {
    "ja_JP": """
    EUR 12.05 = 一二点〇五ユーロ
    CNY 2.50 = 二点五〇元
    JPY 13680 = 一三六八〇円
    """,
    "ko_KR": """
    EUR 12.05 = 일 이 점 영 오 유로
    KRW 16600 = 일 육 육 영 영 원
    """,
    "nl_BE": """
    EUR 12.05 = één twee komma nul vijf euro
    EUR 0.35 = nul komma drie vijf euro
    EUR 71.80 = zeven één komma acht nul euro
    JPY 13680 = één drie zes acht nul yen
    """,
    "fr_BE": """
    EUR 12.05 = un deux virgule zéro cinq euros
    EUR 1.05 = un virgule zéro cinq euro
    EUR 10 = un zéro euros
    GBP 7.20 = sept virgule deux zéro livres
    JPY 8 = huit yens
    """,
    "zh_CN": """
    EUR 12.05 = 一二点零五欧元
    CNY 2010.05 = 二零一零点零五元
    JPY 2 = 二日元
    """,
    "en": """
    EUR 12.05 = one two point zero five euros
    EUR 1 = one euro
    EUR 1.05 = one point zero five euros
    GBP 7.20 = seven point two zero pounds
    """,
}
"""An amount, and its figures one by one."""

LED = [
    ("jusqu'à ", "date 2026-12-01", "jusqu'au premier décembre deux mille vingt-six"),
    ("à partir de ", "day -3", "à partir du dix-huit novembre"),
    ("De ", "day -10", "Du onze novembre"),
    ("À ", "day -13", "Au huit novembre"),
    ("jusqu'à ", "day 0", "jusqu'à aujourd'hui"),
    ("Voilà ", "day -3", "Voilà le dix-huit novembre"),
    ("", "day -3", "le dix-huit novembre"),
    ("de ", "days 3", "de trois jours"),
]
"""A frame, a date that follows it, and how the two meet in French."""

LOCALES = sorted(languages())
DAY = st.times().map(lambda at: at.replace(second=0, microsecond=0))
EDGES = [edge + step for edge in (10**n for n in range(2, 8)) for step in (-1, 0, 1)]
NUMBERS = (
    st.integers(0, LARGEST_NUMBER)
    | st.sampled_from([0, 1, 2, LARGEST_NUMBER, *EDGES])
    # Round numbers, whose zeros a language may say or not.
    | st.builds(lambda n, zeros: n * 10**zeros, st.integers(0, 99), st.integers(0, 6))
)


def amounts(currency):
    whole = 10 ** decimals(currency)
    return st.builds(
        lambda units, minor: Money(units * whole + minor % whole, currency),
        NUMBERS,
        st.integers(0, 99),
    )


MONEY = st.sampled_from(CURRENCIES).flatmap(amounts)
DIGITS = st.text("0123456789", min_size=1, max_size=15)
SHARES = st.decimals(0, 100, places=2).map(Percent)
DATA = (
    st.integers(0, 999)
    | st.integers(100, 99_999).map(lambda hundredths: hundredths * 10)
    | st.integers(100, 99_999_999).map(lambda hundredths: hundredths * 10_000)
).map(Data)
MONTH_DAYS = st.dates().map(lambda on: MonthDay(on.month, on.day))
COUNTS = (Minutes, Messages, DayCount)
DISTINCT = {
    "amounts": MONEY,
    "figures": MONEY.map(Figures),
    "data": DATA,
    "shares": SHARES,
    "times": DAY,
    "dates": st.dates(),
    "month days": MONTH_DAYS,
    **{count.__name__: NUMBERS.map(count) for count in COUNTS},
}
"""Values of one kind, each of which has words of its own."""
VALUES = st.one_of(
    NUMBERS,
    NUMBERS.map(lambda number: -number),
    MONEY.map(lambda money: Money(-money.minor_units, money.currency)),
    DIGITS.map(Digits),
    DIGITS.map(lambda digits: Digits(f"+{digits}")),
    st.builds(RecentDay, st.dates(), st.dates()),
    *DISTINCT.values(),
)


def examples(table):
    return [
        pytest.param(locale, *row.strip().split(" = "), id=f"{locale} {row.strip()}")
        for locale, rows in table.items()
        for row in rows.strip().splitlines()
    ]


def said(locale, value):
    return written(language_of(locale).speak(value))


@pytest.mark.parametrize(("locale", "asked", "words"), examples(SAID))
def test_a_value_is_said_as_its_speakers_say_it(locale, asked, words):
    """Amounts, minutes, messages, digits and times are in their native words."""
    assert said(locale, value_of(asked.split(), TODAY)) == words


@pytest.mark.parametrize(("locale", "asked", "sound"), examples(HEARD))
def test_sounds_change_where_neighbours_change_them(locale, asked, sound):
    """A voice is told what the letters do not tell."""
    fragments = language_of(locale).speak(value_of(asked.split(), TODAY))
    assert "".join(fragment.spoken for fragment in fragments) == sound


@pytest.mark.parametrize(("locale", "amount", "words"), examples(FIGURES))
def test_figures_are_said_one_by_one(locale, amount, words):
    """Who asks again hears an amount figure by figure, then its unit."""
    money = value_of(["money", *amount.split()], TODAY)
    assert said(locale, Figures(money)) == words


def test_japanese_figures_have_two_beats():
    """Two and five are lengthened among figures: ニー, ゴー."""
    fragments = language_of("ja_JP").speak(Figures(Money(1205, "EUR")))
    sound = "".join(fragment.spoken for fragment in fragments)
    assert sound == "イチニーテンゼロゴーユーロ"


@pytest.mark.parametrize(("before", "asked", "sentence"), LED)
def test_french_contracts_the_article_of_a_date(before, asked, sentence):
    """À le is au, and de le is du, across the edge of a frame."""
    french = language_of("fr_BE")
    frame, value = french.led(before, french.speak(value_of(asked.split(), TODAY)))
    assert frame + written(value) == sentence


def test_the_s_of_plus_is_sounded():
    """A French voice is told that plus is the sign, not ne … plus."""
    plus, *_ = language_of("fr_BE").speak(Digits("+32"))
    assert (plus.words, plus.spoken) == ("plus", "plusse")


@pytest.mark.parametrize("locale", LOCALES)
@given(value=VALUES)
def test_everything_in_reach_is_spoken_in_words(locale, value):
    """Any value is said in fragments that have words, and never a digit."""
    fragments = language_of(locale).speak(value)
    assert all(fragment.words.strip() for fragment in fragments)
    spoken = [fragment.words + fragment.reading for fragment in fragments]
    assert not any(char.isdecimal() for char in "".join(spoken))


@pytest.mark.parametrize("locale", LOCALES)
@given(value=VALUES)
def test_the_first_fragment_waits_for_nothing(locale, value):
    """The pause before a value is the sentence's business, not the value's."""
    first, *_ = language_of(locale).speak(value)
    assert first.pause_ms == 0


@pytest.mark.parametrize("locale", LOCALES)
@given(numbers=st.sets(NUMBERS, min_size=2))
def test_different_numbers_have_different_words(locale, numbers):
    """No two numbers are said or sound alike."""
    spoken = [language_of(locale).number(number) for number in numbers]
    assert len({written(fragments) for fragments in spoken}) == len(numbers)
    sounds = {" ".join(it.spoken for it in fragments) for fragments in spoken}
    assert len(sounds) == len(numbers)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", DISTINCT)
@given(drawn=st.data())
def test_different_values_have_different_words(locale, kind, drawn):
    """A caller can tell any two amounts, data, dates and so on apart."""
    values = drawn.draw(st.sets(DISTINCT[kind], min_size=2))
    assert len({said(locale, value) for value in values}) == len(values)


@pytest.mark.parametrize("locale", LOCALES)
@given(value=st.integers(1, LARGEST_NUMBER) | MONEY.filter(lambda it: it.minor_units))
def test_a_value_under_zero_is_said_after_minus(locale, value):
    """What is owed is said as what is had, after the word for minus."""
    language = language_of(locale)
    under = (
        -value if isinstance(value, int) else Money(-value.minor_units, value.currency)
    )
    minus, *rest = language.speak(under)
    assert minus.words == language.minus
    assert [it.words for it in rest] == [it.words for it in language.speak(value)]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", CURRENCIES)
@given(units=NUMBERS)
def test_no_bare_zero_of_cents(locale, currency, units):
    """Money in whole units says no more zeros than its number does."""
    zero = said(locale, 0)
    money = Money(units * 10 ** decimals(currency), currency)
    assert said(locale, money).count(zero) <= said(locale, units).count(zero)


@pytest.mark.parametrize("locale", LOCALES)
@given(number=st.integers(min_value=LARGEST_NUMBER + 1))
def test_numbers_out_of_reach_are_refused(locale, number):
    """What is longer than anyone follows is not spoken, nor what is as far below."""
    language = language_of(locale)
    money = [Money(number * 10 ** decimals(it), it) for it in CURRENCIES]
    owed = [Money(-it.minor_units, it.currency) for it in money]
    counts = [count(number) for count in COUNTS]
    figures, data = map(Figures, money), Data(number * 1_000_000)
    for value in [number, -number, *money, *owed, *counts, *figures, data]:
        with pytest.raises(UnspeakableError):
            language.speak(value)


@pytest.mark.parametrize("locale", LOCALES)
@given(number=st.integers(max_value=-1))
def test_a_count_under_zero_is_refused(locale, number):
    """Nobody has minus three minutes: a sentence that speaks of too many says so."""
    share = Percent(Decimal(number) / 100)
    figures = Figures(Money(number, "EUR"))
    for value in [share, figures, Data(number), *(count(number) for count in COUNTS)]:
        with pytest.raises(UnspeakableError):
            language_of(locale).speak(value)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("share", ["12.345", "0.001"])
def test_a_third_decimal_is_refused(locale, share):
    """A share is said exactly or not at all."""
    with pytest.raises(UnspeakableError, match="two decimals"):
        language_of(locale).speak(Percent(Decimal(share)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", CURRENCIES)
def test_the_smallest_debt_is_refused(locale, currency):
    """An amount is never negative: a sentence that speaks of a debt says so."""
    with pytest.raises(UnspeakableError):
        language_of(locale).money(Money(-1, currency))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["", "12a", "+", "+12a", "1+2", "12 34", "１２", "²"])
def test_only_digits_are_read_out(locale, text):
    """Whatever is no plain digit, or a plus before digits, is refused, not dropped."""
    with pytest.raises(UnspeakableError):
        language_of(locale).speak(Digits(text))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", ["CHF", "eur", ""])
def test_an_unknown_currency_is_refused(locale, currency):
    """A currency without words is refused by name, and the others are offered."""
    with pytest.raises(UnknownCurrencyError, match=f"'{currency}'.*JPY"):
        language_of(locale).money(Money(100, currency))


@pytest.mark.parametrize("locale", ["xx_XX", "", "ja", "EN", "../en", "en\0"])
def test_an_unknown_locale_is_refused(locale):
    """A language that the hotline does not speak is refused, and ours are listed."""
    with pytest.raises(UnknownLocaleError, match="en, fr_BE"):
        language_of(locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_locale_may_have_a_hyphen(locale):
    """ja-JP is ja_JP."""
    assert language_of(locale.replace("_", "-")) is language_of(locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_is_named_by_its_locale(locale):
    """A language is found under the locale that it gives itself."""
    assert language_of(locale).locale == locale


def test_seconds_are_not_told():
    """A time is told to the minute."""
    for locale in LOCALES:
        assert said(locale, time(18, 30, 59)) == said(locale, time(18, 30))
