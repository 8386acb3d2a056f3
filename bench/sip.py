"""Twenty calls at a time to `ivr sip`: how evenly sound comes, and whose keys counted.

The endpoint is a process of its own; its telephones are here, on real sockets, and the
kernel says when each packet came. The calls begin within a second, press 1 and the PIN,
and hear the balance. On an idle machine 99 of 100 packets are to come within 30 ms of
the one before; what else runs on the machine is heard, too, so its load is printed.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # for the fakes

from fakes.ear import Packet
from fakes.softphone import Softphone

from ivr.accounts.demo import demo_accounts
from ivr.app import utc_now
from ivr.settings import DEVELOPMENT

CALLS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
BELGIUM = "+3278120001"
ACCOUNTS = demo_accounts(utc_now())
"""Each in turn: many tries at one account at the same moment are held back."""

BEFORE_KEYS_S = 2
BETWEEN_KEYS_S = 0.3
REPORT_S = 8
PROVEN = '"place": "balance"'


def main() -> None:
    """Place the calls and print what was measured."""
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder, _endpoint(folder) as endpoint:
        port = int(endpoint.stdout.readline().rpartition(":")[2])
        try:
            with ThreadPoolExecutor(CALLS) as pool:
                calls = list(pool.map(lambda number: _call(port, number), range(CALLS)))
        finally:
            endpoint.terminate()
        _, told = endpoint.communicate(timeout=60)
    print(f"calls: {CALLS} at a time, {told.count(PROVEN)} heard their balance")
    _print_spacing(calls)
    print(f"load after: {os.getloadavg()[0]:.1f}")


def _endpoint(folder: str) -> subprocess.Popen[str]:
    environ = {name: it for name, it in os.environ.items() if name not in DEVELOPMENT}
    environ["IVR_DATABASE_URL"] = f"sqlite:///{folder}/saldo.db"
    command = [sys.executable, "-m", "ivr", "sip", "--port", "0"]
    return subprocess.Popen(
        [*command, "--calls", str(CALLS)],
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _call(port: int, number: int) -> list[Packet]:
    demo = ACCOUNTS[number % len(ACCOUNTS)]
    pin = demo.pin
    time.sleep(number / CALLS)
    phone = Softphone(port, demo.account.msisdn)
    phone.dial(user=BELGIUM)
    for keys in ("1", pin):
        time.sleep(BEFORE_KEYS_S)
        for key in keys:
            phone.press(key)
            time.sleep(BETWEEN_KEYS_S)
    time.sleep(REPORT_S)
    phone.hang_up()
    phone.close()
    return phone.ear.packets


def _print_spacing(calls: list[list[Packet]]) -> None:
    gaps_ms = sorted(
        1000 * (after.at_s - before.at_s)
        for packets in calls
        for before, after in pairwise(packets)
    )
    lost = sum(
        (after.sequence - before.sequence) % 2**16 - 1
        for packets in calls
        for before, after in pairwise(packets)
    )
    cuts = quantiles(gaps_ms, n=1000)
    print(f"packets: {sum(map(len, calls))}, {lost} lost")
    print(
        f"spacing: median {cuts[499]:.1f} ms, p99 {cuts[989]:.1f} ms,"
        f" p99.9 {cuts[998]:.1f} ms, longest {gaps_ms[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main()
