"""Where an installation keeps its data, and the secrets it makes for itself on first use."""

import os
import secrets
import tomllib
from pathlib import Path


def home() -> Path:
    """Return the installation's folder: $GONGKAI_HOME, else `var` in the working folder."""
    return Path(os.environ.get("GONGKAI_HOME", "var")).resolve()


def keys(folder: Path) -> dict[str, str]:
    """Return the installation's secrets, made once and readable by its owner only.

    The environment (GONGKAI_SECRET_KEY, GONGKAI_FIELD_KEY) goes before the file, so that several
    nodes can share them.
    """
    given = {
        name: os.environ.get(f"GONGKAI_{name.upper()}", "") for name in ("secret_key", "field_key")
    }
    if all(given.values()):
        return given
    path = folder / "keys.toml"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        text = "".join(f'{name} = "{secrets.token_urlsafe(48)}"\n' for name in given)
        draft = folder / f"keys.{os.getpid()}.tmp"
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(text)
        try:
            # A link fails where another process was first, so that its keys stand.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    stored = tomllib.loads(path.read_text())
    return {name: given[name] or stored[name] for name in given}
