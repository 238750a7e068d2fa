"""`gongkai remind`: gives the reminders of due days that are due; the service does it each hour."""

import argparse

from django.utils import timezone

from gongkai.casework.operations.reminding import remind
from gongkai.cli.records import insist_on_current_database
from gongkai.fund_services.operations.accounts.sweeping import sweep_accounts
from gongkai.fund_services.operations.applications.drafting import sweep_drafts
from gongkai.fund_services.operations.applications.reminding import remind_of_applications
from gongkai.fund_services.operations.appointments.reminding import remind_of_appointments
from gongkai.fund_services.operations.form_files import make_form_files
from gongkai.hotline.operations.call_backs import end_links
from gongkai.hotline.operations.outside.import_files import end_left_files
from gongkai.hotline.operations.reminding import remind as remind_of_messages
from gongkai.knowledge.operations import remind_of_reviews
from gongkai.participation.operations.reminding import remind as remind_of_participation
from gongkai.publications.operations.reminding import remind as remind_of_publishing
from gongkai.website_reports.operations.reminding import remind as remind_of_website_reports


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--quiet", action="store_true", help="没有提醒时不输出")


def run(options: argparse.Namespace) -> int:
    """Give what is due, tell how many, and return 0; a second run gives none twice."""
    insist_on_current_database()
    at = timezone.now()
    on = timezone.localdate(at)
    given = remind(on=on, at=at) + remind_of_publishing(on=on, at=at)
    given += remind_of_messages(on=on, at=at) + remind_of_website_reports(on=on, at=at)
    given += remind_of_participation(on=on, at=at) + remind_of_reviews(on=on, at=at)
    given += remind_of_applications(on=on, at=at)
    given += remind_of_appointments(on=on, at=at)
    make_form_files(on=on, at=at)
    end_links(on=on, at=at)
    end_left_files(at=at)
    sweep_drafts(at=at)
    sweep_accounts(at=at)
    if given or not options.quiet:
        print(f"已发出{given}条期限提醒。")
    return 0
