"""All kinds of records a ledger may hold, in the order of the workbook."""

from collections.abc import Mapping
from types import MappingProxyType

from gongkai.documents.workbooks.sheets import SheetSpec
from gongkai.ledgers.sheets.casework import DISPUTES, PROCESSING_FEES, REQUESTS
from gongkai.ledgers.sheets.disclosure import (
    ADMINISTRATIVE_FEES,
    CITY_REPORTS,
    DECISIONS,
    DOCUMENTS,
    FOLLOWERS,
    ITEMS,
    POSTS,
)
from gongkai.ledgers.sheets.hotline import CALLS, TICKETS
from gongkai.ledgers.sheets.standing import ACTIVITIES, INSTITUTIONS, SERVICES

# Requests stand before the fees and disputes that name them.
SHEETS: tuple[SheetSpec, ...] = (
    ITEMS,
    POSTS,
    FOLLOWERS,
    CITY_REPORTS,
    DOCUMENTS,
    DECISIONS,
    ADMINISTRATIVE_FEES,
    CALLS,
    TICKETS,
    REQUESTS,
    PROCESSING_FEES,
    DISPUTES,
    INSTITUTIONS,
    ACTIVITIES,
    SERVICES,
)

BY_KIND: Mapping[str, SheetSpec] = MappingProxyType({spec.kind: spec for spec in SHEETS})
