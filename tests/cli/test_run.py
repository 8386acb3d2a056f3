"""`ivr run`, started for real."""

import io
import subprocess
import sys
import wave

import httpx
import pytest
from fakes.page import ANNA, BELGIUM
from fakes.server import needs_ipv6, served

KOREA = "+827012340001"


def call(url):
    """Ask for the balance at *url*, in Korean, and give what was said."""
    command = [sys.executable, "-m", "ivr", "call", "--url", url]
    command += ["--from", "+821012345678", "--to", KOREA, "--keys", "1 271828"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_demo_is_ready_and_takes_a_call(tmp_path):
    """The server says that it is ready, and a call over HTTP hears a balance."""
    with served(tmp_path) as (port, _):
        said = call(f"http://127.0.0.1:{port}")
    assert "만 육천육백 원" in said


@pytest.mark.parametrize("host", ["::", "::1"])
def test_the_demo_is_reached_by_ipv6(tmp_path, host):
    """The address that is told takes the page and a call, whose signatures fit."""
    needs_ipv6()
    with served(tmp_path, "--host", host) as (port, _):
        said = call(f"http://[{host}]:{port}")
        page = httpx.get(f"http://[::1]:{port}/phone/directory")
    assert "만 육천육백 원" in said
    assert page.status_code == 200


def test_the_page_hears_what_twilios_voice_would_say(tmp_path):
    """With IVR_VOICE=say an offline voice is served to it, where one is installed."""
    pytest.importorskip("espeakng_loader", reason="the offline voices are not here")
    with served(tmp_path, IVR_VOICE="say") as (port, _):
        calls = f"http://127.0.0.1:{port}/phone/calls"
        placed = httpx.post(calls, json={"hotline": BELGIUM, "caller": ANNA}).json()
        ours = f"{calls}/{placed['id']}"
        told = []
        while not (play := [it for it in told if it["kind"] == "play"]):
            heard = httpx.get(f"{ours}/news?after={len(told)}", timeout=60)
            told += heard.json()["news"]
        sound = httpx.get(f"{ours}/sounds/{play[0]['sound']}.wav").content
        httpx.post(f"{ours}/hang-up", json={})
    with wave.open(io.BytesIO(sound)) as heard:
        assert any(heard.readframes(heard.getnframes()))
