"""Register numbers of what goes out by outlets; those taken over from ledgers are stepped over."""

from gongkai.agencies.models import Agency
from gongkai.publications.models import CityReport, Post
from gongkai.publications.operations.numbering import next_number


def post_number(agency: Agency, year: int) -> str:
    """Return the next register number of posts, e.g. WX2024-0012."""
    return _next(agency, year, "微信图文", "WX", Post)


def city_report_number(agency: Agency, year: int) -> str:
    """Return the next register number of reports to the city's site, e.g. BS2024-0012."""
    return _next(agency, year, "报送信息", "BS", CityReport)


def _next(
    agency: Agency, year: int, series: str, prefix: str, model: type[Post] | type[CityReport]
) -> str:
    while True:
        number = f"{prefix}{year}-{next_number(agency, year, series):04}"
        if not model._default_manager.filter(agency=agency, register_no=number).exists():
            return number
