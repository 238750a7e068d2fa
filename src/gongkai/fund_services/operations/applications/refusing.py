"""What an applicant is told when he is turned down: ground, reason, and what he can do about it."""

from datetime import date

from gongkai.fund_services.models import Application
from gongkai.fund_services.operations.applications.acting import required
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.rules.outcomes import Remedy, remedy_paragraph
from gongkai.rules.statutes import statute_in_force

LONGEST_BASIS = 200


def grounds(basis: str, reason: str, *, of: str) -> str:
    """Return on what a decision rests and why, as the applicant reads it.

    :param basis: the article, or the centre's own published rule
    :param of: what is decided, as messages name it
    :raises ApplicationRefused: if either is missing or too long
    """
    hint = "请写明法规名称和条款，或者本中心规定的名称和文号，申请人会看到。"
    article = required(basis, f"{of}的依据", hint, LONGEST_BASIS)
    told = required(reason, f"{of}的理由", "请写明本件不符合哪一项，申请人会看到。")
    return f"依据：{article}\n理由：{told}"


def require_remedies_known(application: Application) -> None:
    """Insist that it is on record who hears a reconsideration, and the court.

    :raises ApplicationRefused: if either is not
    """
    agency = application.agency
    if not (agency.reconsideration_organ and agency.court):
        raise ApplicationRefused(
            "本中心尚未登记复议机关和管辖法院，不能写明救济途径；请先由系统管理员登记后再决定。"
        )


def with_remedies(application: Application, told: str, on: date) -> str:
    """Return what is told with both remedies for a decision of a day, and what sets their limits.

    :raises ApplicationRefused: if it is not on record who hears a reconsideration, or the court
    """
    require_remedies_known(application)
    paragraph = remedy_paragraph(
        Remedy.EITHER,
        on,
        reconsideration_organ=application.agency.reconsideration_organ,
        court=application.agency.court,
        paper="本决定",
    )
    statute = statute_in_force(on)
    limits = [statute.figure(name) for name in ("reconsideration", "litigation_direct")]
    articles = "、".join(f"{each.source}{each.article}" for each in limits)
    return f"{told}\n\n{paragraph}上述期限依据{articles}。"
