"""What is typed and not saved yet, kept so that a lost session loses nothing."""

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.publications.models import Item, WorkingCopy
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.permissions import insist, may_draft

_LONGEST = 4_000_000


@transaction.atomic
def keep_working_copy(
    *,
    item: Item,
    version: int,
    content: dict[str, Any],
    officer: Officer,
    on: date,
    at: datetime,
) -> WorkingCopy:
    """Keep what an officer has typed so far, in place of what he had typed before.

    :param content: the form's fields as they stand on his screen, right or wrong
    :raises ItemRefused: if it is more than an item can hold
    """
    insist(may_draft(officer, item.agency, on), "编辑信息")
    if len(json.dumps(content, ensure_ascii=False)) > _LONGEST:
        raise ItemRefused("暂存：内容过长，未能暂存，请删减正文后手动保存。")
    copy, _made = WorkingCopy.objects.update_or_create(
        item=item,
        officer=officer,
        defaults={"version": version, "content": content, "saved_at": at},
    )
    kept: WorkingCopy = copy
    return kept


@transaction.atomic
def drop_working_copy(*, item: Item, officer: Officer) -> None:
    """Forget what an officer had typed, since it is saved or not wanted."""
    WorkingCopy.objects.filter(item=item, officer=officer).delete()
