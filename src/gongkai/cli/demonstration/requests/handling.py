"""What is done to a living case without a letter: searches, papers, opinions, disputes, the end."""

from gongkai.casework.operations.adding import add_files
from gongkai.casework.operations.archiving import archive_case
from gongkai.casework.operations.disputing import close_dispute, register_dispute
from gongkai.casework.operations.publishing_log import confirm_entry, prepare_entry
from gongkai.casework.operations.redacting import add_area, prepare_redaction, render_redaction
from gongkai.casework.operations.searching import answer_search, order_search
from gongkai.cli.demonstration.requests.living import LivingCase, Told
from gongkai.cli.demonstration.requests.office import REVIEWER, Sitting
from gongkai.cli.demonstration.requests.papers import box_of, paper


def search(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Order a search from a department."""
    officer = sitting.office.officers[act["from"]]
    days = sitting.office.days
    due_on = days.later(act["until"]) if act["until"] > 0 else days.working(act["until"])
    case.request.refresh_from_db()
    case.searches[act["from"]] = order_search(
        **case.standing,
        department=officer.department,
        instructions=act["text"],
        # A limit that the calendar does not reach binds nothing yet.
        due_on=min(due_on, case.request.due_on or due_on),
        **sitting.acting(),
    )


def found(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Have an officer of the department answer."""
    answer_search(
        task=case.searches[act["from"]],
        version=case.version,
        result=act["result"],
        scope=act["scope"],
        answer=act.get("answer", ""),
        **sitting.acting(act["from"]),
    )


def add_paper(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Put a paper into the case: what was found, or what is to be given."""
    content = paper(sitting.office.agency.name, act["title"], act["lines"], sitting.on)
    [file] = add_files(
        **case.standing,
        kind=act["kind"],
        files=[(f"{act['title']}.pdf", content)],
        **sitting.acting(),
    )
    case.papers[act["kind"]] = (file, content)


def redact(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Mark what is hidden in the paper found, make the severed copy, and leave it to another."""
    file, content = case.papers["SOURCE"]
    redaction = prepare_redaction(file=file, version=case.version, **sitting.acting())
    for text in act["hides"]:
        add_area(
            redaction=redaction,
            version=case.version,
            ground=act["ground"],
            reason=act["reason"],
            page=1,
            box=box_of(content, text),
            **sitting.acting(),
        )
    render_redaction(redaction=redaction, version=case.version, **sitting.acting())


def prepare_log(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Write what the public will read of the case."""
    case.request.refresh_from_db()
    prepare_entry(
        entry=case.request.log_entry,
        version=case.version,
        title=act["title"],
        summary=act["summary"],
        **sitting.acting(),
    )


def publish_log(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Let the public read it, after a second look."""
    entry = case.request.log_entry
    confirm_entry(entry=entry, version=case.version, **sitting.acting(REVIEWER))


def archive(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Bundle the case and file it away."""
    archive_case(**case.standing, **sitting.acting())


def dispute(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Register a reconsideration or a lawsuit."""
    registered = register_dispute(
        agency=sitting.office.agency,
        **case.standing,
        route=act["route"],
        organ=act["organ"],
        case_no=act["case_no"],
        filed_on=sitting.on,
        as_reconsideration_organ=False,
        note=act["note"],
        **sitting.acting(),
    )
    case.disputes.append(registered)


def decided(case: LivingCase, act: Told, sitting: Sitting) -> None:
    """Enter how the last dispute ended."""
    close_dispute(
        dispute=case.disputes[-1],
        closed_on=sitting.on,
        result=act["result"],
        note=act["note"],
        **sitting.acting(),
    )
