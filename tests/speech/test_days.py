"""Days, as they are told today."""

import pytest
from fakes.values import TODAY, examples, said

from ivr.speech.say import value_of

SAID = {
    "ja_JP": """
    day -3 = 十一月十八日
    day -301 = 二千二十六年一月二十四日
    day 1 = 十一月二十二日
    """,
    "ko_KR": """
    day -3 = 십일월 십팔일
    day -301 = 이천이십육 년 일월 이십사일
    day 1 = 십일월 이십이일
    """,
    "nl_BE": """
    day -3 = op achttien november
    day -300 = op vijfentwintig januari
    day -301 = op vierentwintig januari tweeduizend zesentwintig
    day 1 = op tweeëntwintig november
    day 365 = op eenentwintig november tweeduizend zevenentwintig
    """,
    "fr_BE": """
    day -3 = le dix-huit novembre
    day -20 = le premier novembre
    day -301 = le vingt-quatre janvier deux mille vingt-six
    day 1 = le vingt-deux novembre
    """,
    "zh_CN": """
    day -3 = 十一月十八日
    day -301 = 二零二六年一月二十四日
    day 1 = 十一月二十二日
    """,
    "en": """
    day -3 = on the eighteenth of November
    day -301 = on the twenty-fourth of January twenty twenty-six
    day 1 = on the twenty-second of November
    """,
}
"""How far a day is from today, and how it is told."""


@pytest.mark.parametrize(("locale", "asked", "words"), examples(SAID))
def test_a_day_that_is_no_neighbour_is_told_by_its_date(locale, asked, words):
    """Further off than three hundred days, its year is told as well."""
    assert said(locale, value_of(asked.split(), TODAY)) == words
