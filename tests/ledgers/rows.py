"""One row of every kind, as a clerk would type it."""

from datetime import date

DAY = date(2023, 5, 15)

CALL = {"register_no": "RX-1", "called_on": DAY, "route": "电话直呼"}
TICKET = {
    "register_no": "GD-1",
    "matter": "咨询提取条件",
    "accepted_on": DAY,
    "due_on": date(2023, 5, 22),
    "fed_back_on": date(2023, 5, 16),
    "closed_on": date(2023, 5, 17),
    "call_back_due": "是",
    "called_back_on": date(2023, 5, 18),
    "reached": "是",
    "opinion": "满意",
}
ITEM = {
    "register_no": "XW-1",
    "column": "新闻发布",
    "title": "关于办公时间的通知",
    "formed_on": date(2023, 5, 14),
    "published_on": DAY,
}
REQUEST = {
    "register_no": "SQ-1",
    "channel": "当面提交",
    "received_on": date(2023, 5, 4),
    "applicant_kind": "自然人",
    "applicant_name": "张某",
    "identity_number": "110101199003070011",
    "phone": "13800000000",
    "wanted": "2022年度归集使用情况",
}
CLOSED = {"closed_on": date(2023, 5, 30), "outcome": "予以公开"}

ONE_OF_EACH = {
    "items": ITEM,
    "posts": {"register_no": "WX-1", "title": "办事指南", "origin": "自制", "posted_on": DAY},
    "followers": {"register_no": "GZ-1", "counted_on": DAY, "followers": "150,914"},
    "city_reports": {
        "register_no": "BS-1",
        "title": "信息",
        "reported_on": DAY,
        "adopted": "是",
    },
    "documents": {
        "register_no": "GF-1",
        "kind": "行政规范性文件",
        "title": "提取管理办法",
        "document_no": "某公积金发〔2023〕1号",
        "made_on": DAY,
    },
    "decisions": {"register_no": "CF-1", "kind": "行政处罚", "title": "责令", "decided_on": DAY},
    "administrative_fees": {
        "register_no": "SF-1",
        "item": "某费",
        "charged_on": DAY,
        "amount": 1234.5,
    },
    "calls": CALL,
    "tickets": TICKET,
    "requests": REQUEST | CLOSED,
    "processing_fees": {
        "register_no": "XF-1",
        "request_no": "SQ-1",
        "method": "按量",
        "quantity": 40,
        "amount": "400",
        "noticed_on": date(2023, 5, 15),
        "paid_on": date(2023, 5, 20),
    },
    "disputes": {
        "register_no": "FY-1",
        "request_no": "SQ-1",
        "route": "行政复议",
        "filed_on": date(2023, 7, 1),
        "closed_on": date(2023, 8, 25),
        "result": "结果维持",
        "as_reconsideration_organ": "否",
    },
    "institutions": {"register_no": "ZD-1", "title": "保密审查制度", "adopted_on": DAY},
    "activities": {
        "register_no": "HD-1",
        "kind": "政务访谈",
        "title": "政务访谈",
        "held_on": DAY,
        "participants": 3,
    },
    "services": {
        "register_no": "FW-1",
        "name": "缴存登记",
        "audience": "单位",
        "offered_from": date(2019, 1, 1),
        "online_from": date(2021, 6, 1),
    },
}
