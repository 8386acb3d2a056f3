"""How an operator says where a charging system is, and what its words mean."""

import re
from pathlib import Path

import pytest
from fakes.tmf654 import settings_of

from ivr.domain.secret import Secret
from ivr.settings import DEVELOPMENT, ConfigError, read_settings

URL = "https://charging.example/tmf-api/prepayBalanceManagement/v4"


def test_an_address_is_enough(tmp_path):
    """With one variable and no table everything is as TM Forum describes it."""
    environ = {"IVR_ACCOUNTS": "tmf654", "IVR_TMF654_URL": f"{URL}/"}
    terms = read_settings(DEVELOPMENT | environ).tmf654
    assert terms.url == URL
    assert terms.requests.bucket == "bucket?logicalResource.id={msisdn}"
    assert terms.requests.usage_consumption == ""
    assert str(terms.time_zone) == "Asia/Tokyo"
    assert (terms.time_limit_s, terms.header, terms.credentials) == (3, None, None)


def test_other_sources_need_no_terms():
    """Who keeps accounts in tables is asked for no address."""
    assert read_settings(DEVELOPMENT).tmf654 is None


def test_the_environment_goes_before_the_file(tmp_path):
    """An address in the environment replaces that of the table."""
    table = 'url = "https://old.example"'
    assert settings_of(URL, tmp_path, table).tmf654.url == URL
    assert settings_of("", tmp_path, table).tmf654.url == "https://old.example"


def test_secrets_are_read_from_the_environment_and_shown_nowhere(tmp_path):
    """The table names the client; its secret and a static header are no lines of a file."""
    terms = settings_of(
        URL,
        tmp_path,
        'token_url = "https://login.example/token"\nclient_id = "ivr"',
        IVR_TMF654_CLIENT_SECRET="s3cret",
        IVR_TMF654_HEADER="X-Api-Key:  k3y:1 ",
    ).tmf654
    assert terms.credentials.client_secret == Secret("s3cret")
    assert terms.header == ("X-Api-Key", Secret("k3y:1"))
    assert "s3cret" not in repr(terms)
    assert "k3y" not in repr(terms)


def test_a_path_of_its_own_takes_no_filter(tmp_path):
    """What names the number itself, or its own query, is sent as it is written."""
    table = (
        'filter = "relatedParty.id={digits}"\n'
        'bucket = "product/{digits}/bucket"\n'
        'topup_balance = "topupBalance?q={msisdn}"\n'
        'usage_consumption = "https://usage.example/v4/queryUsageConsumption"'
    )
    requests = settings_of(URL, tmp_path, table).tmf654.requests
    assert requests.bucket == "product/{digits}/bucket"
    assert requests.topup_balance == "topupBalance?q={msisdn}"
    assert requests.balance_action_history.endswith("?relatedParty.id={digits}")
    assert requests.usage_consumption == (
        "https://usage.example/v4/queryUsageConsumption?relatedParty.id={digits}"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('url = "http://charging.example"', "balances would travel readable"),
        ('url = "charging.example"', "write it as https://host/path"),
        ('url = "https://ivr:secret@charging.example"', "secrets have no place"),
        ('url = "https://charging.example?key=1"', "secrets have no place"),
        ('url = "https://[::"', "write it as https://host/path"),
        ('token_url = "http://login.example"', "balances would travel readable"),
        ('filter = "logicalResource.id=1"', "names no number"),
        ('bucket = ""', "name what is asked for"),
        ('bucket = "/bucket"', "without / before it"),
        ('usage_consumption = "http://usage.example/q"', "would travel readable"),
        ("page_size = 0", "a whole number from 1 to 1000"),
        ('locale = "xx"', "no such language"),
        ('client_secret = "s3cret"', "there is no such key"),
        ("[tmf654.units]\noctet = 'octet'", 'write it as "0.01 EUR" or "GB"'),
        ("[tmf654.units]\ncent = '0 EUR'", 'write it as "0.01 EUR" or "GB"'),
        ("[tmf654.units]\ncent = 0.01", 'write it as "0.01 EUR" or "GB"'),
        ("[tmf654.usage_types]\nmms = 'picture'", "usage_types.mms"),
        ("[tmf654.bucket_statuses]\nbarred = 'closed'", "bucket_statuses.barred"),
    ],
)
def test_a_mistake_is_named_by_its_key(tmp_path, line, told):
    """What cannot be meant is refused at the start, with its line and what to write."""
    with pytest.raises(ConfigError, match=r"hotlines\.toml:\d+: tmf654\.") as mistake:
        settings_of(URL, tmp_path, line)
    assert told in str(mistake.value)


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"IVR_TMF654_URL": ""}, "say where it is"),
        ({"IVR_TMF654_URL": "ftp://charging.example"}, "IVR_TMF654_URL is"),
        ({"IVR_TMF654_URL": "http://10.0.0.1/"}, "write https://"),
        ({"IVR_TMF654_HEADER": "X-Api-Key"}, "write it as Name: value"),
        ({"IVR_TMF654_HEADER": "X Key: 1"}, "write it as Name: value"),
        ({"IVR_TMF654_HEADER": "X-Key: a\r\nb: c"}, "write it as Name: value"),
        ({"IVR_TMF654_CLIENT_SECRET": "s3cret"}, "a token needs token_url"),
    ],
)
def test_a_mistake_in_the_environment_is_named(tmp_path, environ, told):
    """A variable that cannot be used is told by its name, never by its secret."""
    with pytest.raises(ConfigError, match=told) as mistake:
        settings_of(environ.pop("IVR_TMF654_URL", URL), tmp_path, **environ)
    assert "s3cret" not in str(mistake.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:4010", "http://localhost/v4", "http://[::1]:1"]
)
def test_what_stays_on_the_machine_needs_no_tls(tmp_path, url):
    """A charging system beside the hotline may be spoken to without a certificate."""
    assert settings_of(url, tmp_path).tmf654.url == url


def test_the_table_of_the_readme_can_be_used(tmp_path):
    """What operators copy is read without a mistake."""
    readme = Path(__file__).parents[2] / "README.md"
    (block,) = re.findall(
        r"```\n\[tmf654\]\n(.*?)```", readme.read_text("utf-8"), re.DOTALL
    )
    table = block.replace("time_zone", "# time_zone")  # which is set already
    terms = settings_of("", tmp_path, table, IVR_TMF654_CLIENT_SECRET="s3cret").tmf654
    assert terms.url == URL
    assert terms.vocabulary.units["eurocent"].of == "EUR"
    assert terms.requests.usage_consumption.endswith("?logicalResource.id={msisdn}")
