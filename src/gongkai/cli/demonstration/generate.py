"""Makes the demonstration's rows anew: `python -m gongkai.cli.demonstration.generate`."""

from gongkai.cli.demonstration.hotline import calls
from gongkai.cli.demonstration.platforms import platform_rows
from gongkai.cli.demonstration.registers import Row, Rows
from gongkai.cli.demonstration.stored import ROWS_FILE, as_text, compressed, texts
from gongkai.cli.demonstration.tickets import tickets

_SERVICE_PREFIXES = {"EMPLOYER": "DW", "WORKER": "GR"}


def generated_rows() -> Rows:
    """Return every row by kind, always the same ones; a kind without rows is absent."""
    standing = texts("standing")
    return {
        **platform_rows(),
        "documents": standing["documents"],
        "institutions": standing["institutions"],
        "activities": standing["activities"],
        "services": _services(),
        "calls": calls(),
        "tickets": tickets(),
    }


def write() -> None:
    """Write the rows to the file that ships."""
    ROWS_FILE.write_bytes(compressed(as_text(generated_rows())))


def _services() -> list[Row]:
    return [
        {
            "register_no": f"{_SERVICE_PREFIXES[audience]}-{number:02}",
            "name": name,
            "audience": audience,
            "offered_from": offered_from,
            "online_from": online_from[0] if online_from else None,
        }
        for audience, items in texts("standing")["services"].items()
        for number, (name, offered_from, *online_from) in enumerate(items, start=1)
    ]


if __name__ == "__main__":
    write()
