"""Amounts, figure by figure."""

import pytest
from fakes.values import TODAY, examples, said

from ivr.domain.money import Money
from ivr.domain.phrase import Figures
from ivr.speech.languages import language_of
from ivr.speech.say import value_of

FIGURES = {
    "ja_JP": """
    EUR 12.05 = 一二点〇五ユーロ
    CNY 2.50 = 二点五〇元
    JPY 13680 = 一三六八〇円
    """,
    "ko_KR": """
    EUR 12.05 = 일 이 점 영 오 유로
    EUR 0.05 = 영 점 영 오 유로
    EUR 20.05 = 이 공 점 영 오 유로
    KRW 16600 = 일 육 육 공 공 원
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
