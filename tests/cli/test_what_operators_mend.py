"""What was typed or set wrongly is named in one sentence, with what to do."""

import pytest
from conftest import ANNA, BELGIUM
from fakes.commands import CALL

from ivr.cli import main
from ivr.settings import DEVELOPMENT


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["call", "--from", ANNA], "--to"),
        ([*CALL[:-1], "1 abc"], "Keys are"),
        ([*CALL, "--pace", "slow"], "slow"),
        ([*CALL, "--record", "/nowhere/call.wav"], "no folder /nowhere"),
        ([*CALL, "--record", "/dev/fd/call.wav"], "cannot be written"),
        (["call", "--from", "0470", "--to", BELGIUM], "'0470' is no number"),
        (["call", "--from", ANNA, "--to", "anonymous"], "is no number"),
        (["say", "xx", "number", "1"], "No language 'xx'"),
        (["prompts", "check", "xx"], "No language 'xx'"),
        (["answer"], "answer"),
    ],
)
def test_bad_usage_is_named(run, words, sentence):
    """A word that the command does not know is exit code 2, and named."""
    refused = run(*words)
    assert refused.exit_code == 2
    assert sentence in refused.output + refused.stderr


@pytest.mark.parametrize(
    ("words", "environ", "sentence"),
    [
        (["accounts", "show", ANNA], {}, "Run: ivr db upgrade"),
        (["serve"], {}, "IVR_PUBLIC_URL is not set"),
        (["db", "upgrade"], {"IVR_DATABASE_URL": "nonsense"}, "cannot be used"),
        (["menu"], {"IVR_CONFIG": "/nowhere.toml"}, "/nowhere.toml cannot be read"),
        (["menu"], {"IVR_VOICE": "loud"}, "choose recordings or say"),
        (CALL, {"IVR_ACCOUNTS": "no.such.Source"}, "IVR_ACCOUNTS"),
    ],
)
def test_what_an_operator_can_mend_is_one_sentence(
    run, monkeypatch, capsys, words, environ, sentence
):
    """A wrong setting ends with exit code 2 and says what to do."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["ivr", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_development_secrets_do_not_serve(run, monkeypatch, capsys):
    """`ivr serve` refuses the secrets that everybody knows."""
    for name, value in DEVELOPMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["ivr", "serve"])
    with pytest.raises(SystemExit):
        main()
    assert "is the development value" in capsys.readouterr().err
