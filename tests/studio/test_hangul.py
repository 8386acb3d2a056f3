"""Korean as it is pronounced."""

import re

import pytest

from ivr.studio.hangul import pronounced

STANDARD = """
십일 시빌 | 십이 시비 | 십사 십싸 | 십오 시보 | 십육 심뉵 | 십구 십꾸
육십육 육씸뉵 | 이십육 이심뉵 | 칠십 칠씹 | 팔십 팔씹 | 칠십칠 칠씹칠
백만 뱅만 | 십만 심만 | 육만 융만 | 백육 뱅뉵 | 씹육 씸뉵 | 천육 천뉵 | 만육 만뉵 | 백삼 백쌈
천일 처닐 | 이천이십육 이처니심뉵 | 십육일 심뉴길 | 육일 유길 | 십일일 시비릴
열여섯 열려섣 | 열여덟 열려덜 | 스물여섯 스물려섣 | 서른여섯 서른녀섣
입니다 임니다 | 없습니다 업씀니다 | 있습니다 읻씀니다 | 했습니다 핻씀니다
못했습니다 모탣씀니다 | 맞습니다 맏씀니다 | 원입니다 워님니다 | 분입니다 부님니다
확인 화긴 | 번호 번호 | 잔액 자낵 | 금액 그맥 | 잔액이 자내기 | 입력 임녁
만료 말료 | 종료 종뇨 | 협력 혐녁 | 막론 망논 | 강릉 강능 | 담력 담녁
천리 철리 | 칼날 칼랄 | 난로 날로 | 국물 궁물 | 닫는 단는 | 밥물 밤물
없어 업써 | 앉아 안자 | 닭을 달글 | 값을 갑쓸 | 넋이 넉씨 | 젊어 절머
좋은 조은 | 많아 마나 | 싫어 시러 | 않는 안는 | 놓고 노코 | 많고 만코 | 닳지 달치
닿소 다쏘 | 많소 만쏘 | 놓는 논는 | 뚫네 뚤레 | 입학 이팍 | 축하 추카 | 급히 그피
앉히다 안치다 | 넓히다 널피다 | 밝히다 발키다 | 꽂히다 꼬치다 | 닫히다 다치다
굳이 구지 | 같이 가치 | 핥이다 할치다 | 끝으로 끄트로 | 깎아 까까 | 있어 이써
맑게 말께 | 닭 닥 | 값 갑 | 앞 압 | 부엌 부억 | 옷 옫 | 읽고 일꼬
앉고 안꼬 | 핥다 할따 | 넓게 널께 | 삶 삼 | 외곬 외골 | 듣기 듣끼 | 학생 학쌩
문자 문짜 | 설정 설쩡 | 충전 충전 | 충전권 충전꿘 | 뿐 뿐 | 쩜 쩜 | 공 공 | 강아지 강아지
"""
ROWS = [tuple(row.split()) for row in re.split(r"[|\n]", STANDARD) if row.strip()]


@pytest.mark.parametrize(("written", "spoken"), ROWS)
def test_words_are_respelled_by_the_standard_pronunciation(written, spoken):
    """A word is respelled as the standard pronunciation gives it."""
    assert pronounced(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("백 명", "뱅 명"),
        ("십육 메가", "심늉 메가"),
        ("이십육 년", "이심늉 년"),
        ("칠 년", "칠 련"),
        ("백 건", "백 껀"),
        ("옷 한 벌", "오 탄 벌"),
        ("백 원", "백 원"),
        ("할 수 있습니다", "할 쑤 읻씀니다"),
    ],
)
def test_consonants_meet_across_a_space(written, spoken):
    """A space keeps a vowel from linking, but no consonant from changing the next."""
    assert pronounced(written) == spoken


def test_punctuation_keeps_words_apart():
    """Sounds do not meet across a comma, and what is not Hangul is left alone."""
    assert pronounced("백, 만. PIN 없, 1") == "백, 만. PIN 업, 1"
