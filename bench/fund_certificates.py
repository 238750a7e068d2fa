"""Measures how long a certificate takes to issue, signature included; run in its own process.

Usage: python -m bench.fund_certificates DATABASE-NAME TIMES, with an empty migrated database in
DATABASE_URL. Facts are asked, the page is set, sealed with an RSA key of 3072 bits, encrypted,
stored and put on record, each time for another form; every file is verified afterwards. Key and
fonts are loaded before, as they are in a service that runs. Prints the results as JSON.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.timing import Fact, Limit, Result, as_json  # noqa: E402
from gongkai.agencies.models import Agency, AgencyKind  # noqa: E402
from gongkai.documents.certificates.keys import self_signed_file  # noqa: E402
from gongkai.fund_services.core.made_up import people  # noqa: E402
from gongkai.fund_services.core.made_up.loading import load_made_up_people  # noqa: E402
from gongkai.fund_services.models import Certificate, OnlineAccount  # noqa: E402
from gongkai.fund_services.operations.accounts.opening import open_account  # noqa: E402
from gongkai.fund_services.operations.certificates import issue_certificate  # noqa: E402
from gongkai.fund_services.operations.certificates.printing import (  # noqa: E402
    print_certificate,
)
from gongkai.fund_services.operations.certificates.registering import (  # noqa: E402
    register_made_key,
)
from gongkai.fund_services.operations.certificates.verifying import verify_file  # noqa: E402
from gongkai.rules.certificates import CertificateKind  # noqa: E402

LIMIT_MS = 300
WARM_UP = 3
_PASSWORD = "bench-bench-bench"


class NotGenuine(Exception):
    """A certificate was not as it should be, so that its time means nothing."""


def measured(database: str, times: int) -> list[Result]:
    """Return how long issues took: the 95th percentile against its limit, and the rest as told."""
    with TemporaryDirectory() as folder:
        account = _office(Path(folder))
        kinds = (CertificateKind.DEPOSIT, CertificateKind.CROSS_CITY_LOAN)
        spent, busy, rows = [], [], []
        for number in range(WARM_UP + times):
            at = timezone.now()
            began, worked = time.perf_counter(), time.process_time()
            row = issue_certificate(
                account=account,
                kind=kinds[number % 2],
                addressed_to="别的市住房公积金管理中心",
                on=timezone.localdate(at),
                at=at,
            )
            spent.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - worked) * 1000)
            rows.append(row)
        for row in rows:
            _require_genuine(row)
    timed = sorted(spent[WARM_UP:])
    p95 = timed[min(len(timed) - 1, round(0.95 * len(timed)))]
    text = f"p50 {timed[len(timed) // 2]:.0f} ms, longest {timed[-1]:.0f} ms, {times} certificates"
    text += f", processor {sum(busy[WARM_UP:]) / times:.0f} ms each"
    return [
        Limit("certificate issue, signature included, p95", database, "ms", [p95], LIMIT_MS),
        Fact("certificate issue, spread", database, text),
    ]


def _office(folder: Path) -> OnlineAccount:
    on, at = timezone.localdate(), timezone.now()
    settings.GONGKAI_FILES = folder / "files"
    key = folder / "seal.p12"
    key.write_bytes(
        self_signed_file("中心", _PASSWORD, datetime(2024, 1, 1, tzinfo=UTC), days=3650)
    )
    settings.GONGKAI_SEAL = settings.GONGKAI_SEAL | {
        "kind": "FILE", "place": str(key), "secret": _PASSWORD, "stamp_address": "",
    }  # fmt: skip
    agency = Agency.objects.create(
        code="bench-seal",
        name="某某市住房公积金管理中心",
        short_name="中心",
        kind=AgencyKind.FUND_CENTRE,
        is_demonstration=True,
    )
    load_made_up_people(on=on)
    register_made_key(agency=agency, at=at)
    person = next(each for each in people.named_workers() if each.account_no == people.SETTLED)
    return open_account(
        agency=agency,
        name=person.name,
        identity_number=person.identity_number,
        phone=person.phone,
        account_no=person.account_no,
        password=_PASSWORD,
        at=at,
    )


def _require_genuine(row: Certificate) -> None:
    at = timezone.now()
    on = timezone.localdate(at)
    content = print_certificate(certificate=row, on=on, at=at)
    answer = verify_file(agency=row.agency, content=content, on=on, at=at)
    if answer.outcome != "GENUINE" or answer.found is None:
        raise NotGenuine(answer.outcome.label)


if __name__ == "__main__":
    print(json.dumps(as_json(measured(sys.argv[1], int(sys.argv[2])))))
