"""A charging system of its own: it can be killed, and started again with other amounts.

charging_system.py PORT ERA
"""

import sys
import time

from accounts import ACCOUNTS, account_of
from fakes.charging import charging


def main() -> None:
    """Answer until killed."""
    port, era = map(int, sys.argv[1:])
    with charging(port=port) as system:
        for index in range(ACCOUNTS):
            system.keep(account_of(index, era))
        print("ready", flush=True)
        while True:
            time.sleep(60)


if __name__ == "__main__":
    main()
