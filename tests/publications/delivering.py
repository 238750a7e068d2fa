"""Items on their way to outlets, and the time that passes for them."""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from gongkai.publications.models import DeliveryState, ItemDelivery, Outlet, WeChatAccount
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.checking import accept_finding
from gongkai.publications.operations.distribution.asking import ask_for_delivery, retry_delivery
from gongkai.publications.operations.distribution.delivering import deliver_due
from gongkai.publications.operations.drafting import save_item
from gongkai.publications.queries.prechecking import precheck
from publications.office import AT, NOW, ON, content, drafted, published
from publications.wechat_server import APP_ID, SECRET


def png(colour="red", size=(40, 20)):
    """Return a picture."""
    packed = BytesIO()
    Image.new("RGB", size, colour).save(packed, "PNG")
    return packed.getvalue()


def account_of(place, **changes):
    """Return the office's WeChat account."""
    fields = {"name": "丙市公积金", "app_id": APP_ID, "app_secret": SECRET, "is_active": True}
    return WeChatAccount.objects.create(agency=place.agency, **{**fields, **changes})


def illustrated(place, **changes):
    """Return a public item with a picture in its text and an attachment below."""
    item = drafted(place, **changes)
    for use, name, file in (
        ("IMAGE", "网点.png", png()),
        ("ATTACHMENT", "名单.txt", "一".encode()),
    ):
        attach_file(
            item=item, version=item.version, use=use, name=name, content=file, alt_text="新网点",
            officer=place.drafter, **NOW,
        )  # fmt: skip
        item.refresh_from_db()
    picture = item.files.get(use="IMAGE")
    body = (
        f'<p>见图：<img src="file:{picture.pk}" alt="新网点"></p>'
        '<p>详见<a href="https://www.gov.cn/">国家规定</a>。</p>'
        "<table><tbody><tr><th>网点</th><td>时间</td></tr></tbody></table>"
    )
    written = content(place, body=body, **changes)
    item = save_item(item=item, version=item.version, content=written, officer=place.drafter, **NOW)
    for found in precheck(item, ON).open:
        accept_finding(
            item=item, version=item.version, rule=found.rule, digest=found.digest,
            reason="已人工核对", officer=place.drafter, **NOW,
        )  # fmt: skip
        item.refresh_from_db()
    return published(place, item)


def asked(place, item, **changes):
    """Return a delivery of an item to the WeChat account."""
    given = {"outlet": Outlet.WECHAT, "officer": place.drafter, **NOW, **changes}
    return ask_for_delivery(item=item, **given)


def passing(delivery, server, place, at=AT, most=120):
    """Let time pass until a delivery is done; a failed one is tried again by hand."""
    for _ in range(most):
        delivery = ItemDelivery.objects.get(pk=delivery.pk)
        if delivery.state in (DeliveryState.DONE, DeliveryState.CANCELLED):
            return delivery
        if delivery.state == DeliveryState.FAILED:
            at += timedelta(hours=1)
            retry_delivery(delivery=delivery, officer=place.drafter, on=at.date(), at=at)
        else:
            at = max(at, delivery.next_try_at)
        server.now = at
        deliver_due(at=at)
    return ItemDelivery.objects.get(pk=delivery.pk)
