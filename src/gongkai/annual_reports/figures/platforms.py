"""Figures of the site, the WeChat account and what was reported to the city."""

from collections.abc import Iterable

from django.db.models import Q

from gongkai.annual_reports.figures.family import Family, Figure, Measure
from gongkai.publications import queries

_ART_19 = "《条例》第十九条、第五十条"
_ART_23 = "《条例》第二十三条、第二十五条、第五十条"
_REGISTERS = "本机关登记台账"

_SITE = frozenset({"SITE"})
_OTHER_CHANNELS = (
    ("online_media", "ONLINE_MEDIA", "互联网政务媒体"),
    ("gazette", "GAZETTE", "政府公报"),
    ("press", "PRESS", "新闻发布会、报刊、广播、电视"),
    ("venue", "VENUE", "公共查阅点、公示栏"),
)

ITEMS = Family(
    key="items",
    title="主动公开信息",
    rows=queries.items_of_year,
    measures=lambda year: {"published": Measure()},
    groups=("column__code", "channel"),
    day="published_on",
    text="title",
)
POSTS = Family(
    key="posts",
    title="微信图文",
    rows=queries.posts_of_year,
    measures=lambda year: {"posted": Measure()},
    groups=("origin",),
    day="posted_on",
    text="title",
)
FOLLOWERS = Family(
    key="followers",
    title="关注人数",
    rows=queries.follower_counts_at_end_of,
    measures=lambda year: {"followers": Measure(summed="followers")},
    day="counted_on",
    text="followers",
    stock=True,
)
CITY_REPORTS = Family(
    key="city_reports",
    title="报送信息",
    rows=queries.city_reports_of_year,
    measures=lambda year: {"reported": Measure(), "adopted": Measure(Q(adopted=True))},
    day="reported_on",
    text="title",
)

FIGURES = (
    Figure(
        path="site.total",
        label="网站主动公开信息",
        definition="本年度在网站发布的信息条数，按发布日期计。",
        source=_ART_19,
        unit="条",
        family=ITEMS,
        measure="published",
        where={"channel": _SITE},
        phrases=("网站主动公开信息", "网站发布信息", "主动公开信息"),
    ),
    Figure(
        path="disclosed.total",
        label="各渠道主动公开信息",
        definition="本年度通过各种渠道主动公开的信息条数，含网站，按发布日期计。",
        source=_ART_23,
        unit="条",
        family=ITEMS,
        measure="published",
    ),
    *(
        Figure(
            path=f"disclosed.{path}",
            label=f"渠道：{name}",
            definition=f"本年度通过{name}主动公开的信息条数，按发布日期计。",
            source=_ART_23,
            unit="条",
            family=ITEMS,
            measure="published",
            where={"channel": frozenset({channel})},
        )
        for path, channel, name in _OTHER_CHANNELS
    ),
    Figure(
        path="wechat.posts",
        label="微信公众号图文",
        definition="本年度微信公众号发布的图文篇数，自制与转发合计。",
        source=_ART_19,
        unit="条",
        family=POSTS,
        measure="posted",
        phrases=("微信公众号发布图文", "公众号发布", "发布图文"),
    ),
    Figure(
        path="wechat.own",
        label="自制图文",
        definition="本年度微信公众号发布的自制图文篇数。",
        source=_ART_19,
        unit="条",
        family=POSTS,
        measure="posted",
        where={"origin": frozenset({"OWN"})},
        phrases=("自制图文通知", "自制图文", "自制"),
    ),
    Figure(
        path="wechat.reposted",
        label="转发图文",
        definition="本年度微信公众号转发的图文篇数。",
        source=_ART_19,
        unit="条",
        family=POSTS,
        measure="posted",
        where={"origin": frozenset({"REPOSTED"})},
        phrases=("推荐转发新闻", "转发新闻", "转发"),
    ),
    Figure(
        path="wechat.followers",
        label="关注人数",
        definition="微信公众号关注人数，取本年度最后一次统计。",
        source=_REGISTERS,
        unit="人",
        family=FOLLOWERS,
        measure="followers",
        phrases=("关注人数达", "关注人数", "关注用户"),
    ),
    Figure(
        path="city_reports.total",
        label="向市政府网站报送信息",
        definition="本年度向市政府网站报送的信息条数，按报送日期计。",
        source=_REGISTERS,
        unit="条",
        family=CITY_REPORTS,
        measure="reported",
        phrases=("报送优质信息", "报送信息"),
    ),
    Figure(
        path="city_reports.adopted",
        label="市政府网站采用信息",
        definition="本年度报送的信息中已被采用的条数。",
        source=_REGISTERS,
        unit="条",
        family=CITY_REPORTS,
        measure="adopted",
        out_of="city_reports.total",
        phrases=("采用信息",),
    ),
)


def column_figures(columns: Iterable[tuple[str, str]]) -> list[Figure]:
    """Return a figure for each of an organ's columns, given as (code, name)."""
    return [
        Figure(
            path=f"site.columns.{code.replace('-', '_')}",
            label=f"网站栏目：{name}",
            definition=f"本年度在网站“{name}”栏目发布的信息条数，按发布日期计。",
            source=_ART_19,
            unit="条",
            family=ITEMS,
            measure="published",
            where={"column__code": frozenset({code}), "channel": _SITE},
            phrases=(name,),
        )
        for code, name in columns
    ]
