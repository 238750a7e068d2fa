"""What is done in the background for accounts and business; a job that runs twice does no harm."""

from datetime import date, datetime

from django_tasks import task

from gongkai.fund_services.operations.accounts.codes import Asked
from gongkai.fund_services.operations.applications.batches import check_batch, fail_batch
from gongkai.fund_services.queries.applications.batches import batch_with_key
from gongkai.messages.operations.carrying import carry_one


@task()
def carry_message(pk: int, at: str) -> None:
    """Take a message as far as it goes now; where the gateway is not there, it is tried later."""
    carry_one(key=pk, at=datetime.fromisoformat(at))


def start_sending_code(asked: Asked, *, at: datetime) -> None:
    """Have a code sent in the background, and not with the next round of all messages."""
    for pk in asked.dispatches:
        carry_message.enqueue(pk, at.isoformat())


@task()
def check_batch_rows(pk: int, on: str, at: str) -> None:
    """Check a batch; `on` and `at` (ISO 8601) are the day and moment it was asked for."""
    batch, moment = batch_with_key(pk), datetime.fromisoformat(at)
    if batch is None:
        # It was put aside meanwhile.
        return
    try:
        check_batch(batch=batch, on=date.fromisoformat(on), at=moment)
    except BaseException:
        fail_batch(batch=batch, at=moment)
        raise


def start_checking_batch(pk: int, *, on: date, at: datetime) -> None:
    """Have a batch checked in the background."""
    check_batch_rows.enqueue(pk, on.isoformat(), at.isoformat())
