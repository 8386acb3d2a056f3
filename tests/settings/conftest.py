"""What the tests of the file of hotlines share: it is read, or refused."""

import pytest

from ivr.settings.hotlines import read_hotlines
from ivr.settings.mistakes import ConfigError


@pytest.fixture
def read(tmp_path):
    """Give what reads lines as a file of hotlines."""

    def read(*lines):
        path = tmp_path / "hotlines.toml"
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_hotlines(path)

    return read


@pytest.fixture
def refused(read, tmp_path):
    """Give what reads lines that are refused, and gives the words of the refusal."""

    def refused(*lines):
        with pytest.raises(ConfigError) as refusal:
            read(*lines)
        return str(refusal.value).replace(str(tmp_path / "hotlines.toml"), "FILE")

    return refused
