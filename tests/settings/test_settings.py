"""Settings from the environment: what is needed, what is refused, what is hidden."""

from dataclasses import FrozenInstanceError

import pytest

from ivr.domain.secret import Secret
from ivr.settings import (
    DEFAULT_DATABASE_URL,
    DEVELOPMENT,
    ConfigError,
    read_settings,
    require_safe,
)

SAFE = {
    "IVR_PUBLIC_URL": "https://saldo.example.org",
    "IVR_SECRET_KEY": "a key of our own" * 2,
    "IVR_PIN_PEPPER": "a pepper of our own" * 2,
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "a token of our own",
}
NEW, OLD = "0123456789abcdef" * 2, "fedcba9876543210" * 2
SECRETS = [name for name in DEVELOPMENT if name != "IVR_PUBLIC_URL"]


def test_what_is_set_is_read():
    """Every variable of the table of settings is read."""
    settings = read_settings(
        SAFE
        | {
            "IVR_DATABASE_URL": "postgresql://saldo",
            "IVR_ACCOUNTS": "acme.accounts",
            "IVR_VOICE": "say",
        }
    )
    assert settings.public_url == "https://saldo.example.org"
    assert settings.secret_key == Secret(SAFE["IVR_SECRET_KEY"])
    assert settings.pin_peppers == (Secret(SAFE["IVR_PIN_PEPPER"]),)
    assert settings.account_sid == "AC" + "1" * 32
    assert settings.auth_tokens == (Secret(SAFE["TWILIO_AUTH_TOKEN"]),)
    assert settings.database_url == Secret("postgresql://saldo")
    assert settings.accounts == "acme.accounts"
    assert not settings.uses_recordings


@pytest.mark.parametrize("empty", [{}, {"IVR_CONFIG": "", "IVR_DATABASE_URL": ""}])
def test_what_is_not_set_has_a_default(empty):
    """Without more than the secrets: demo hotlines, SQLite, our accounts, our voice."""
    settings = read_settings(SAFE | empty)
    assert "+3278120001" in settings.hotlines
    assert settings.database_url == DEFAULT_DATABASE_URL
    assert settings.accounts == "sql"
    assert settings.uses_recordings


def test_the_hotlines_are_those_of_the_named_file(tmp_path):
    """IVR_CONFIG names the file of hotlines."""
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[hotline]]\nnumber = "+3225550100"\nbrand = "Mine"\n'
        'languages = ["fr_BE"]\ntime_zone = "Europe/Brussels"\n'
    )
    settings = read_settings(SAFE | {"IVR_CONFIG": str(path)})
    assert list(settings.hotlines) == ["+3225550100"]


@pytest.mark.parametrize("name", DEVELOPMENT)
@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize("read", [read_settings, require_safe])
def test_a_missing_variable_is_named(name, value, read):
    """A variable that is needed and not set is named, and where to read about it."""
    environ = {**SAFE, name: value}
    if value is None:
        del environ[name]
    with pytest.raises(ConfigError, match=rf"^{name} is not set: .*README"):
        read(environ)


@pytest.mark.parametrize("name", SECRETS)
def test_development_secrets_are_refused(name):
    """What everybody knows protects nobody: real callers are not served with it."""
    with pytest.raises(ConfigError, match=rf"^{name} is the development value") as told:
        require_safe(SAFE | {name: DEVELOPMENT[name]})
    assert DEVELOPMENT[name] not in str(told.value)


def test_secrets_of_ones_own_are_accepted():
    """With a public URL and secrets of one's own nothing stands in the way."""
    require_safe(SAFE)


@pytest.mark.parametrize("tokens", ["t" * 15, "t" * 32 + "," + "o" * 15])
def test_short_tokens_are_refused(tokens):
    """A token that can be guessed signs webhooks: the place of a longer one is told."""
    with pytest.raises(
        ConfigError, match=r"^TWILIO_AUTH_TOKEN has .* 32: copy"
    ) as told:
        require_safe(SAFE | {"TWILIO_AUTH_TOKEN": tokens})
    assert "ttt" not in str(told.value)
    require_safe(SAFE | {"TWILIO_AUTH_TOKEN": "t" * 16})


@pytest.mark.parametrize("value", ["{}", NEW + ",{}"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IVR_SECRET_KEY", "IVR_PIN_PEPPER"),
        ("IVR_SECRET_KEY", "TWILIO_AUTH_TOKEN"),
        ("IVR_PIN_PEPPER", "TWILIO_AUTH_TOKEN"),
    ],
)
def test_a_secret_in_two_places_is_refused(one, other, value):
    """Who has the database and one of them must not have the other; Twilio has one."""
    key = SAFE[one]
    with pytest.raises(ConfigError, match=f"^{one} and {other} are the same") as told:
        require_safe(SAFE | {other: value.format(key)})
    assert key not in str(told.value)


@pytest.mark.parametrize(
    ("name", "key", "is_refused"),
    [
        ("IVR_SECRET_KEY", NEW[:31], True),
        ("IVR_SECRET_KEY", NEW[:15] + "," + NEW[:16], False),
        ("IVR_PIN_PEPPER", NEW[:31], True),
        ("IVR_PIN_PEPPER", NEW, False),
        ("IVR_PIN_PEPPER", NEW + "," + OLD, False),
        ("IVR_PIN_PEPPER", NEW + "," + OLD[:31], True),
        ("IVR_PIN_PEPPER", NEW[:15] + "," + OLD[:16], True),
    ],
)
def test_short_keys_are_refused(name, key, is_refused):
    """A key of fewer than 32 characters can be guessed: a longer one is told how."""
    environ = SAFE | {name: key}
    if not is_refused:
        require_safe(environ)
        return
    with pytest.raises(ConfigError, match=rf"^{name} has .* 32 .*token_url") as told:
        require_safe(environ)
    assert key[:15] not in str(told.value)


@pytest.mark.parametrize("name", ["IVR_SECRET_KEY", "IVR_PIN_PEPPER"])
@pytest.mark.parametrize("key", ["a" * 40, "secret" * 6, "1234567" * 5])
def test_keys_of_few_characters_are_refused(name, key):
    """However long they are, they were not made at random."""
    with pytest.raises(
        ConfigError, match=rf"^{name} has .* different .*token_url"
    ) as told:
        require_safe(SAFE | {name: key})
    assert key not in str(told.value)


@pytest.mark.parametrize(
    "url", ["http://saldo.example.org", "HTTP://saldo.example.org", "http://10.0.0.1"]
)
def test_a_readable_public_url_is_refused(url):
    """What Twilio posts and plays does not travel unencrypted, and it is told why."""
    with pytest.raises(ConfigError, match=r"^IVR_PUBLIC_URL is .*write https://"):
        require_safe(SAFE | {"IVR_PUBLIC_URL": url})


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_what_stays_on_the_machine_may_be_readable(host):
    """A tunnel or a test on the machine itself needs no TLS."""
    require_safe(SAFE | {"IVR_PUBLIC_URL": f"http://{host}"})


def test_development_values_are_enough_to_try_it():
    """What `ivr run` fills in makes settings that can be read."""
    assert read_settings(DEVELOPMENT).public_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize("token", ["new-token,old-token", " new-token , old-token,"])
def test_tokens_overlap_while_they_are_exchanged(token):
    """During a rotation the token is a list, the new one first."""
    settings = read_settings(SAFE | {"TWILIO_AUTH_TOKEN": token})
    assert settings.auth_tokens == (Secret("new-token"), Secret("old-token"))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://saldo.example.org/", "https://saldo.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        (" https://saldo.example.org ", "https://saldo.example.org"),
    ],
)
def test_the_public_url_is_kept_without_its_last_slash(url, kept):
    """Paths are joined to the URL as Twilio calls it."""
    assert read_settings(SAFE | {"IVR_PUBLIC_URL": url}).public_url == kept


@pytest.mark.parametrize(
    "url",
    [
        "saldo.example.org",
        "ftp://saldo.example.org",
        "https://",
        "https://saldo.example.org/voice",
        "https://saldo.example.org?x=1",
        "https://saldo.example.org#x",
        "http://[",
    ],
)
def test_a_bad_public_url_is_named(url):
    """A URL that no signature could be checked against is refused at the start."""
    with pytest.raises(ConfigError, match=r"^IVR_PUBLIC_URL is '"):
        read_settings(SAFE | {"IVR_PUBLIC_URL": url})


@pytest.mark.parametrize("voice", ["", "Say", "polly"])
def test_an_unknown_voice_is_named(voice):
    """There are two voices, and they are told."""
    with pytest.raises(ConfigError, match=r"^IVR_VOICE .* recordings or say"):
        read_settings(SAFE | {"IVR_VOICE": voice})


def test_secrets_are_never_printed():
    """A log that shows the settings shows no secret, and no database password."""
    url = "postgresql://saldo:hunter2@db/saldo"
    printed = repr(read_settings(SAFE | {"IVR_DATABASE_URL": url}))
    secrets = [SAFE[it] for it in SECRETS if it != "TWILIO_ACCOUNT_SID"]
    assert not [secret for secret in [*secrets, "hunter2"] if secret in printed]
    assert "https://saldo.example.org" in printed


def test_settings_are_frozen():
    """Settings are read once and never changed."""
    settings = read_settings(SAFE)
    with pytest.raises(FrozenInstanceError):
        settings.public_url = "https://elsewhere.example.org"
