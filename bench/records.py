"""The invented records on which everything is measured, in a DuckDB file of their own."""

from pathlib import Path

import duckdb

from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.outcomes import OUTCOMES

YEAR = 2024
LARGEST, AVERAGE, SMALL = 1, 100, 99
FULL = {"requests": 1_000_000, "calls": 5_000_000, "tickets": 1_000_000}
# Parents before children.
TABLES = (
    "agencies_agency",
    "publications_column",
    "publications_publication",
    "publications_post",
    "publications_followercount",
    "publications_cityreport",
    "publications_legaldocument",
    "publications_decision",
    "publications_administrativefee",
    "casework_disclosurerequest",
    "casework_caseevent",
    "casework_processingfee",
    "casework_dispute",
    "hotline_call",
    "hotline_ticket",
    "oversight_institution",
    "oversight_activity",
    "fund_services_serviceitem",
)


def make_records(file: Path, scale: float) -> dict[str, int]:
    """Make the records in a new DuckDB file and return the number of rows of each table."""
    with duckdb.connect(str(file)) as store:
        store.execute(f"SET VARIABLE scale = {scale}")
        for name, full in FULL.items():
            store.execute(f"SET VARIABLE {name} = {max(1, round(full * scale))}")
        store.execute("SET VARIABLE outcomes = ?", [list(OUTCOMES)])
        store.execute("SET VARIABLE kinds = ?", [[kind.value for kind in ApplicantKind]])
        store.execute(Path(__file__).with_name("records.sql").read_text(encoding="utf-8"))
        counted = {
            table: store.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
            for table in TABLES
        }
        store.execute("CHECKPOINT")
    return counted
