"""A process that renders what it is told to, line by line, until nobody tells it any more."""

import json
import sys

import django

from gongkai.static_site.working import Hand, Task, told_of


def main() -> int:
    """Answer each line of standard input with one line of what was rendered."""
    hand = Hand()
    for line in sys.stdin:
        told = [told_of(page) for page in hand.do(Task.of(line))]
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
