"""Figures of institutions, activities and service items."""

from datetime import date

from django.db.models import Q

from gongkai.annual_reports.figures.family import Family, Figure, Measure
from gongkai.fund_services.queries import items_on_offer_at_end_of
from gongkai.fund_services.queries.applications.office import applications_closed_in
from gongkai.oversight.queries import activities_of_year, institutions_in_force_at_end_of

_ART_46 = "《条例》第四十六条至第四十八条、第五十条"
_REGISTERS = "本机关登记台账"

INSTITUTIONS = Family(
    key="institutions",
    title="制度",
    rows=institutions_in_force_at_end_of,
    measures=lambda year: {
        "in_force": Measure(),
        "adopted": Measure(Q(adopted_on__gte=date(year, 1, 1))),
    },
    day="adopted_on",
    text="title",
)
ACTIVITIES = Family(
    key="activities",
    title="活动",
    rows=activities_of_year,
    measures=lambda year: {"held": Measure()},
    groups=("kind",),
    day="held_on",
    text="title",
)
SERVICES = Family(
    key="services",
    title="服务事项",
    rows=items_on_offer_at_end_of,
    measures=lambda year: {
        "offered": Measure(),
        "online": Measure(Q(online_from__lte=date(year, 12, 31))),
    },
    groups=("audience",),
    day="offered_from",
    text="name",
)
APPLICATIONS = Family(
    key="applications",
    title="网上办件",
    rows=applications_closed_in,
    measures=lambda year: {"handled": Measure()},
    groups=("item__audience",),
    day="closed_on",
    text="item_name",
)

_ACTIVITIES = (
    ("disclosure_days", "DISCLOSURE_DAY", "政务公开日活动", "次", ("政务公开日",)),
    ("interviews", "INTERVIEW", "政务访谈", "次", ("政务访谈", "参加")),
    ("trainings", "TRAINING", "培训", "次", ("培训",)),
)
_AUDIENCES = (("employer", "EMPLOYER", "单位事项"), ("worker", "WORKER", "个人事项"))

FIGURES = (
    Figure(
        path="institutions.in_force",
        label="现行制度",
        definition="本年度12月31日有效的政务公开制度件数。",
        source=_ART_46,
        unit="项",
        family=INSTITUTIONS,
        measure="in_force",
        phrases=("制定制度",),
    ),
    Figure(
        path="institutions.names",
        label="现行制度名称",
        definition="本年度12月31日有效的政务公开制度名称，按登记顺序。",
        source=_ART_46,
        unit="",
        family=INSTITUTIONS,
        measure="in_force",
        names=True,
    ),
    Figure(
        path="institutions.adopted",
        label="本年新制定制度",
        definition="施行日期在本年度内的政务公开制度件数。",
        source=_ART_46,
        unit="项",
        family=INSTITUTIONS,
        measure="adopted",
    ),
    *(
        Figure(
            path=f"activities.{path}",
            label=label,
            definition=f"举办日期在本年度内的{label}次数。",
            source=_ART_46,
            unit=unit,
            family=ACTIVITIES,
            measure="held",
            where={"kind": frozenset({kind})},
            phrases=phrases,
        )
        for path, kind, label, unit, phrases in _ACTIVITIES
    ),
    *(
        figure
        for path, audience, label in _AUDIENCES
        for figure in (
            Figure(
                path=f"services.{path}",
                label=label,
                definition=f"本年度12月31日开办的{label}项数。",
                source=_REGISTERS,
                unit="项",
                family=SERVICES,
                measure="offered",
                where={"audience": frozenset({audience})},
            ),
            Figure(
                path=f"services.{path}_online",
                label=f"全程网办{label}",
                definition=f"开办的{label}中，12月31日已实现全程网办的项数。",
                source=_REGISTERS,
                unit="项",
                family=SERVICES,
                measure="online",
                where={"audience": frozenset({audience})},
                out_of=f"services.{path}",
                phrases=("线上办理", "全程网办"),
            ),
            Figure(
                path=f"services.{path}_handled",
                label=f"网上办理{label}",
                definition=f"本年度在网上申请并办结的{label}件数（准予和不予办理），按办结日期计。",
                source=_REGISTERS,
                unit="件",
                family=APPLICATIONS,
                measure="handled",
                where={"item__audience": frozenset({audience})},
            ),
        )
    ),
    Figure(
        path="services.handled",
        label="网上办件",
        definition="本年度在网上申请并办结的件数（准予和不予办理），按办结日期计。",
        source=_REGISTERS,
        unit="件",
        family=APPLICATIONS,
        measure="handled",
        phrases=("网上办件", "网上办结"),
    ),
)
