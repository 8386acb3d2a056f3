"""A file of hotlines to put mistakes into."""

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
