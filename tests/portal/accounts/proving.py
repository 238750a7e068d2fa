"""Proving who one is, as somebody does at the portal, and the codes that come by SMS."""

import re

from fund_services.signing_in import PASSWORD

STEPS = {"register": "/zhanghu/kaitong/", "forgotten": "/zhanghu/zhaohui/"}


def say_who(client, person, what="register", **changes):
    """Send the first form of a way; `changes` are typed instead."""
    typed = {name: getattr(person, name) for name in ("name", "identity_number", "phone")}
    return client.post(STEPS[what], {**typed, "agrees": "on", **changes})


def prove(client, code, what="register", password=PASSWORD, again=None):
    """Send the second form."""
    typed = {"code": code, "password": password, "again": password if again is None else again}
    return client.post(f"{STEPS[what]}yanzheng/", typed)


def codes_sent(sms, phone):
    """Return the codes that went to a phone, the last one last."""
    texts = [each["text"] for each in sms.taken.values() if each["to"] == phone]
    return [re.search(r"验证码([0-9]{6})", text)[1] for text in texts]
