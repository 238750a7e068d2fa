"""A small, awkward year: rows on both sides of New Year, of two organs, of every kind."""

from datetime import UTC, date, datetime

from factories import CallFactory, ColumnFactory, ItemFactory, TicketFactory
from gongkai.casework.models import DisclosureRequest, Dispute, ProcessingFee
from gongkai.fund_services.models import ServiceItem
from gongkai.ledgers.operations import store_rows
from gongkai.oversight.models import Activity, Institution
from gongkai.publications.models import (
    AdministrativeFee,
    CityReport,
    Decision,
    FollowerCount,
    LegalDocument,
    Post,
)

YEAR = 2023


def fill(agency):
    """Give an organ records around 2023; some lie just outside it."""
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    news = ColumnFactory(agency=agency, code="news", name="新闻发布")
    notices = ColumnFactory(agency=agency, code="notices", name="通知公告")
    for day in days:
        ItemFactory(column=news, published_on=day)
        CallFactory(agency=agency, called_on=day, route="VIA_12345")
        CallFactory(agency=agency, called_on=day, route="TRANSFERRED")
        _row(Post, agency, day, posted_on=day, origin="OWN", title="图文")
        _row(CityReport, agency, day, reported_on=day, title="信息", adopted=day.month == 1)
        _row(Decision, agency, day, decided_on=day, kind="PENALTY", title="处罚")
        _row(AdministrativeFee, agency, day, charged_on=day, item="工本费", amount="12.50")
        _row(Activity, agency, day, held_on=day, kind="TRAINING", title="培训")
        _row(FollowerCount, agency, day, counted_on=day, followers=1000 + day.toordinal() % 997)
    ItemFactory(column=notices, published_on=date(2023, 5, 5))
    ItemFactory(column=notices, published_on=date(2023, 5, 6), channel="GAZETTE")
    _row(LegalDocument, agency, 1, kind="NORMATIVE", title="甲", made_on=days[0])
    _row(
        LegalDocument, agency, 2, kind="NORMATIVE", title="乙", made_on=days[1], repealed_on=days[2]
    )
    _row(LegalDocument, agency, 3, kind="NORMATIVE", title="丙", made_on=days[3])
    _row(Institution, agency, 1, title="政务公开工作制度", adopted_on=days[0])
    _row(Institution, agency, 2, title="旧制度", adopted_on=days[0], repealed_on=days[1])
    _row(ServiceItem, agency, 1, name="汇缴", audience="EMPLOYER", offered_from=days[0],
         online_from=days[1])  # fmt: skip
    _row(ServiceItem, agency, 2, name="补缴", audience="EMPLOYER", offered_from=days[0])
    for number, opinion in enumerate(["SATISFIED", "FAIRLY_SATISFIED", "DISSATISFIED"]):
        TicketFactory(
            agency=agency, accepted_on=date(2023, 3, 1 + number), due_on=date(2023, 3, 8 + number),
            fed_back_on=date(2023, 3, 8), closed_on=date(2023, 3, 8), days_taken=7 - number,
            called_back_on=date(2023, 3, 9), reached=True, opinion=opinion,
        )  # fmt: skip
    TicketFactory(agency=agency, accepted_on=date(2022, 12, 30), due_on=date(2023, 1, 6))
    TicketFactory(agency=agency, accepted_on=date(2023, 12, 29), due_on=date(2024, 1, 8))
    requests(agency)


def requests(agency):
    """Give an organ requests of several kinds, open and closed around New Year."""
    rows = [
        ("A", date(2022, 12, 30), date(2023, 1, 5), "DISCLOSED", "NATURAL_PERSON"),
        ("B", date(2022, 6, 1), date(2022, 6, 9), "DISCLOSED", "NATURAL_PERSON"),
        ("C", date(2023, 2, 1), date(2023, 2, 20), "PARTLY_DISCLOSED", "BUSINESS"),
        ("D", date(2023, 12, 30), date(2024, 1, 9), "NOT_FOUND", "NATURAL_PERSON"),
        ("E", date(2023, 11, 1), None, "", "LEGAL_SERVICE"),
        ("F", date(2024, 1, 2), None, "", "OTHER"),
    ]
    store_rows(
        agency=agency,
        rows={
            "requests": [
                {
                    "register_no": f"SQ-{number}",
                    "channel": "ONLINE",
                    "received_on": received,
                    "closed_on": closed,
                    "outcome": outcome,
                    "applicant_kind": kind,
                    "wanted": "预算信息",
                }
                for number, received, closed, outcome, kind in rows
            ]
        },
        officer=None,
        at=datetime(2024, 1, 9, tzinfo=UTC),
    )
    answered = DisclosureRequest.objects.get(agency=agency, register_no="SQ-C")
    _row(ProcessingFee, agency, 1, request=answered, method="BY_PAGE", quantity=57,
         amount="270.00", noticed_on=date(2023, 2, 3), paid_on=date(2023, 2, 10))  # fmt: skip
    _row(Dispute, agency, 1, route="RECONSIDERATION", filed_on=date(2022, 11, 1),
         closed_on=date(2023, 1, 20), result="UPHELD")  # fmt: skip
    _row(Dispute, agency, 2, route="LITIGATION_DIRECT", filed_on=date(2023, 9, 1))
    _row(Dispute, agency, 3, route="LITIGATION_AFTER_RECONSIDERATION", filed_on=date(2023, 9, 1),
         as_reconsideration_organ=True)  # fmt: skip


def _row(model, agency, number, **fields):
    return model.objects.create(agency=agency, register_no=f"{model.__name__}-{number}", **fields)
