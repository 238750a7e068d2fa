"""Runs one `gongkai` command and notes the memory and processor time that its process took.

Usage: python -m bench.command NOTE-FILE ARGUMENTS…; without arguments only Python and Django are
started. The note is JSON: peak_mb, processor_s.
"""

import json
import sys
import time
from pathlib import Path


def peak_mb() -> float:
    """Return the most memory this process has held, in MB of 10^6 bytes.

    Read from the kernel: getrusage would also count the process that started this one.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise OSError("/proc/self/status tells no VmHWM; this measurement needs Linux")


if __name__ == "__main__":
    note, *arguments = sys.argv[1:]
    if arguments:
        from gongkai.cli.main import main  # noqa: PLC0415 - the other branch measures without it

        code = main(arguments)
    else:
        import django  # noqa: PLC0415

        django.setup()
        code = 0
    taken = {"peak_mb": peak_mb(), "processor_s": time.process_time()}
    Path(note).write_text(json.dumps(taken), encoding="ascii")
    sys.exit(code)
