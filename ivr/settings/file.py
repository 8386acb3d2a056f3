"""The file of hotlines (TOML), read strictly: a mistake is named by its line and key."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from ivr.settings.mistakes import ConfigError, explained
from ivr.settings.tables import File

DEMO_FILE = Path(__file__).parent / "demo.toml"


def read_file(path: Path) -> File:
    """Read the file at *path*, or fail by what is to be mended in it."""
    try:
        text = path.read_text(encoding="utf-8")
        return File.model_validate(tomllib.loads(text))
    except OSError as error:
        raise ConfigError(
            f"IVR_CONFIG: {path} cannot be read: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: write it in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    except ValidationError as error:
        raise ConfigError(explained(error, path, text)) from error
