"""Messages of the site brought to where a test needs them, through the real operations."""

from dataclasses import replace
from datetime import UTC, date, datetime

from gongkai.hotline.operations.message_answering import draft_answer, release_answer
from gongkai.hotline.operations.message_content import MessageContent
from gongkai.hotline.operations.message_publishing import prepare_public_version, publish_message
from gongkai.hotline.operations.message_receiving import receive_message

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
ASKED = MessageContent(
    kind="CONSULTATION",
    title="租房提取需要哪些材料",
    text="我在本市租房，没有合同，可以提取住房公积金吗？",
    name="赵小明",
    phone="13800138000",
    may_publish=True,
)


def sent(agency, *, on=ON, at=AT, **changes):
    """Return a message that somebody sent."""
    content = replace(ASKED, **changes)
    return receive_message(agency=agency, content=content, on=on, at=at).message


def drafted(agency, clerk, *, on=ON, at=AT, answer="可以，按无合同限额提取。", **changes):
    """Return a message whose answer waits for another officer."""
    message = sent(agency, on=on, at=at, **changes)
    return draft_answer(message=message, version=0, answer=answer, officer=clerk, on=on, at=at)


def answered(agency, clerk, second, *, on=ON, at=AT, closes=True, **changes):
    """Return an answered message."""
    row = drafted(agency, clerk, on=on, at=at, **changes)
    return release_answer(
        message=row, version=row.version, closes=closes, officer=second, on=on, at=at
    )


def prepared(agency, clerk, second, *, on=ON, at=AT, **changes):
    """Return a message whose public version waits for another officer."""
    row = answered(agency, clerk, second, on=on, at=at, **changes)
    return prepare_public_version(
        message=row,
        version=row.version,
        title=row.title,
        text=row.text,
        answer=row.answer,
        officer=clerk,
        on=on,
        at=at,
    )


def published(agency, clerk, second, *, on=ON, at=AT, **changes):
    """Return a message that the public reads."""
    row = prepared(agency, clerk, second, on=on, at=at, **changes)
    return publish_message(message=row, version=row.version, officer=second, on=on, at=at)
