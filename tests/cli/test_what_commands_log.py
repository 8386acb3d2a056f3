"""What commands log: to stderr, in lines for machines, and nothing of what was said."""

import json
import socket
from contextlib import closing

import httpx
import pytest
from click.testing import CliRunner
from fakes.evidence import Evidence, Wanted
from fakes.left_behind import InSqlite
from fakes.server import served
from fakes.wanted import links

from ivr.cli import ivr
from ivr.phone.exchange import Exchange
from ivr.phone.pace import Pace
from ivr.phone.player import Player
from ivr.phone.scripted import ScriptedCaller, read_script
from ivr.phone.tape import Tape
from ivr.phone.transcript import Transcript
from ivr.settings import DEVELOPMENT, read_settings

KIM, KIMS_PIN, KOREA = "+821012345678", "271828", "+827012340001"
CALL = ["call", "--from", KIM, "--to", KOREA, "--keys", f"1 {KIMS_PIN}"]


def called(url, urls):
    """Have Kim hear his balance from the hotline at *url*; give what was said."""
    settings = read_settings(DEVELOPMENT | {"IVR_PUBLIC_URL": url})
    lines = []

    def note(request):
        urls.append(f"{request.method} {request.url.path}?{request.url.query.decode()}")

    with httpx.Client(event_hooks={"request": [note]}) as client:
        token = settings.auth_tokens[0]
        leg = Exchange(client, url, settings.account_sid, token).connect(KIM, KOREA)
        script = read_script(f"1 {KIMS_PIN}")
        caller = ScriptedCaller(script, Pace.KNOWN, Transcript(lines.append))
        Player(leg, caller, Tape()).call()
    return [line.text for line in lines if line.who == "hotline"]


def sent_nonsense(port):
    """Send what is no request at all, with a number in it; give the answer."""
    with closing(socket.create_connection(("127.0.0.1", port))) as line:
        line.sendall(f"Digits={KIMS_PIN}&From={KIM}\r\n\r\n".encode())
        return line.recv(1024)


def test_a_server_logs_lines_for_machines_and_nothing_secret(tmp_path):
    """Each line of stderr is one object, of no request too; stdout has the ready line."""
    evidence = Evidence(InSqlite(tmp_path / "saldo.db"))
    with served(tmp_path, "--verbose") as (port, output):
        said = called(f"http://127.0.0.1:{port}", evidence.urls)
        sent_nonsense(port)
    printed, logged = output
    lines = [json.loads(line) for line in logged.splitlines()]
    assert printed == ""
    assert "만 육천육백 원" in "".join(said)
    assert [line["place"] for line in lines if "place" in line] == [
        "menu",
        "pin",
        "balance",
    ]
    assert "refused: no request" in {line["event"] for line in lines}
    evidence.output = logged
    secrets = [DEVELOPMENT[name] for name in ("IVR_SECRET_KEY", "TWILIO_AUTH_TOKEN")]
    wanted = {Wanted("PIN", KIMS_PIN), Wanted("number", KIM[3:])}
    wanted |= {Wanted("link", link) for link in links(evidence.urls)}
    wanted |= {Wanted("words", words) for words in said + secrets}
    assert len(links(evidence.urls)) > 0
    assert evidence.leaks(wanted) == []


def test_a_server_to_try_things_with_buries_no_address(tmp_path):
    """Its turns are not logged below what it has printed, unless one asks for them."""
    with served(tmp_path) as (port, output):
        called(f"http://127.0.0.1:{port}", [])
    assert output == ["", ""]


@pytest.fixture
def place(monkeypatch, tmp_path):
    """Give what places a call with `ivr call`, without a server."""
    monkeypatch.setenv("IVR_DATABASE_URL", f"sqlite:///{tmp_path}/saldo.db")

    def place(*options, **environ):
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(ivr, [*CALL, *options])

    return place


def test_a_call_logs_nothing(place):
    """Who calls in the terminal sees the call, and no lines between."""
    heard = place()
    assert {line.split(":")[0] for line in heard.stdout.splitlines()} == {
        "hotline",
        "caller",
    }
    assert heard.stderr == ""


def test_a_call_in_json_is_nothing_but_its_lines(place):
    """Every line of stdout is one of the call, and stderr has what went wrong."""
    heard = place("--json", IVR_ACCOUNTS="fakes.talkative.TalkativeSource")
    lines = [json.loads(line) for line in heard.stdout.splitlines()]
    fields = {"who", "text", "keys", "audio_s", "locale", "elapsed_s"}
    assert all(set(line) == fields for line in lines[:-1])
    assert lines[-1]["event"] == "end"
    assert "a wish could not be granted" in heard.stderr
    assert KIM[3:] not in heard.stderr
