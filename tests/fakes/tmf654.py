"""Settings of a hotline whose accounts a charging system has."""

from ivr.settings import DEVELOPMENT, read_settings
from ivr.settings.file import DEMO_FILE


def settings_of(system_url, folder, table="", **environ):
    """Give settings for the charging system at *system_url*, with the lines of *table*."""
    file = folder / "hotlines.toml"
    lines = ["[tmf654]", 'time_zone = "Europe/Brussels"', table]
    file.write_text(DEMO_FILE.read_text("utf-8") + "\n" + "\n".join(lines), "utf-8")
    return read_settings(
        DEVELOPMENT
        | {
            "IVR_ACCOUNTS": "tmf654",
            "IVR_TMF654_URL": system_url,
            "IVR_CONFIG": str(file),
            "IVR_DATABASE_URL": f"sqlite:///{folder}/saldo.db",
        }
        | environ
    )
