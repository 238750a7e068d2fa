"""The demonstration's people of the business system: accounts on the portal, and their logins."""

import stat

import pytest
from django.test import Client

from cli.demonstrated import AT, ON, demonstrated
from gongkai.cli.demonstration.fund_people import ACCOUNTS_FILE, open_accounts
from gongkai.cli.demonstration.people import demonstration_agency, demonstration_officers
from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.made_up import people
from gongkai.fund_services.models import EmployerAgent, OnlineAccount

pytestmark = pytest.mark.django_db(transaction=True)


def test_people_sign_in_and_agents_act_for_their_employers(tmp_path, settings):
    home = tmp_path / "home"
    home.mkdir()
    with demonstrated(home) as (loaded, _told):
        assert [each.username for each in loaded.accounts] == [
            person.phone
            for person in people.named_workers()
            if person.account_no
            in {
                people.DEPOSITING,
                people.BORROWER,
                people.SETTLED,
                people.TWO_LOANS,
                people.SMALL_AGENT,
                people.LARGE_AGENT,
            }
        ]
        assert set(EmployerAgent.objects.values_list("employer_no", "is_manager")) == {
            (people.SMALL_EMPLOYER, True),
            (people.LARGE_EMPLOYER, True),
        }
        assert fund_core().employer(people.LARGE_EMPLOYER).workers == 2000
        assert fund_core().account(people.DEPOSITING).paid_through == ON.replace(day=1)
        kept = home / ACCOUNTS_FILE
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        first = loaded.accounts[0]
        assert first.password in kept.read_text(encoding="utf-8")
        answer = Client().post(
            "/zhanghu/denglu/", {"number": first.username, "password": first.password}
        )
        assert answer.status_code in (302, 303), answer.content.decode()[-3000:]

        centre = demonstration_agency()
        again = open_accounts(centre, demonstration_officers(centre), on=ON, at=AT, home=home)
        assert again == loaded.accounts
        assert OnlineAccount.objects.count() == len(loaded.accounts)


def test_a_real_business_system_gets_nobody(tmp_path, settings, db):
    settings.GONGKAI_CORE = {"base": "http://127.0.0.1:9", "key": "a", "secret": "b" * 16}
    told = open_accounts(None, {}, on=ON, at=AT, home=tmp_path)
    assert told == [] and not OnlineAccount.objects.exists()
