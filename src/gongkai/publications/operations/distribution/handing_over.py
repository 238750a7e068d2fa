"""Files of an item to hand over to the city government's site by hand."""

from datetime import date, datetime

from gongkai.agencies.models import Officer
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.models import ItemDelivery, ItemRevision, Outlet, PublicationFile
from gongkai.publications.operations.distribution.acting import DeliveryRefused, note
from gongkai.publications.outlets.handover import handover
from gongkai.publications.permissions import insist, may_publish
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.public_addresses import item_address


def bundle_for_city(*, delivery: ItemDelivery, officer: Officer, on: date, at: datetime) -> bytes:
    """Return a ZIP of the version that was asked for; that it was taken is recorded.

    :raises DeliveryRefused: if it is not for the city's site, or a file cannot be read
    :raises NotAllowed: if the officer may not publish
    """
    item = delivery.item
    insist(may_publish(officer, item.agency, on), "下载报送材料")
    rows = ItemRevision.objects.filter(item=item, content_hash=delivery.content_hash)
    content = rows.order_by("-number").values_list("content", flat=True).first()
    if delivery.outlet != Outlet.CITY_SITE or content is None:
        raise DeliveryRefused("此项推送没有报送材料。")
    facts = {
        "报送单位": item.agency.name,
        "索引号": item.index_no,
        "发文机关": content["issuer"],
        "发文字号": content["document_no"],
        "成文日期": content["formed_on"],
        "信息来源": content["source"],
        "内容概述": content["summary"],
        "本机关网站页面": item_address(item),
    }
    files = PublicationFile.objects.in_bulk([file["pk"] for file in content["files"]])
    try:
        kept = [
            (files[file["pk"]].name, content_of(files[file["pk"]])) for file in content["files"]
        ]
    except (KeyError, FileNotFoundError, Undecipherable):
        raise DeliveryRefused("附件无法读出，请系统管理员检查文件目录。") from None
    packed = handover(
        title=delivery.title or content["title"],
        facts=facts,
        body=content["body"],
        files=kept,
        at=at,
    )
    note("delivery.handed_out", delivery, officer, at)
    return packed
