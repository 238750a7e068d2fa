"""A machine that speaks the WeChat platform's documented protocol, and misbehaves when told to.

Its clock is `now`, which tests move. Each request first takes the next of `faults`:

busy, quota, expired, refused           the platform says no, and has done nothing
error, hangs, redirect                  no answer that could be trusted, and nothing done
done-busy, done-error, done-hangs, lost, half, garbage     it was done, but the answer tells nothing
slow                                    a right answer that takes its time
"""

import json
import time
from collections import deque
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qs, urlsplit

APP_ID, SECRET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef"
PUBLISHING = timedelta(minutes=10)
HANGS = 0.8
FAULTS = (
    "busy", "quota", "expired", "error", "redirect", "done-busy", "done-error", "lost", "half",
    "garbage", "slow",
)  # fmt: skip
_REFUSED = {"busy": -1, "quota": 45009, "done-busy": -1}


class WeChatServer:
    """The platform with one account: its tokens, drafts, articles, and what it was asked."""

    def __init__(self):
        self._lock = Lock()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                platform.answer(self)

            def log_message(self, *_args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.reset()

    def reset(self):
        """Forget everything."""
        self.now = datetime(2024, 1, 10, tzinfo=UTC)
        self.faults, self.codes = deque(), {}
        self.elsewhere = "http://127.0.0.1:9/"
        self.token, self.tokens, self.forced = "", 0, 0
        self.drafts, self.made_drafts = {}, 0
        self.publications, self.articles = {}, {}
        self.pictures, self.covers = [], []
        # By msgid, and the msgid of what was asked for lately: ten minutes, as is documented.
        self.told, self.asked_lately = {}, {}
        self.asked, self.followers, self.reads, self.status = [], {}, {}, 0

    def close(self):
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler):
        """Answer one request, well or badly."""
        where = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        token = parse_qs(where.query).get("access_token", [""])[0]
        with self._lock:
            self.asked.append(where.path)
            fault = self.faults.popleft() if self.faults else ""
            if fault == "expired":
                self.token = ""
            found = {}
            if fault not in ("busy", "quota", "error", "hangs", "redirect"):
                found = self._done(where, token, body)
        self._send(handler, fault, found)

    def _send(self, handler, fault, found):
        if fault in ("lost", "hangs", "done-hangs"):
            time.sleep(HANGS if fault != "lost" else 0)
            handler.close_connection = True
            return
        code = _REFUSED.get(fault)
        told = json.dumps({"errcode": code, "errmsg": "no"} if code else found).encode()
        if fault == "garbage":
            told = b"<html>502</html>"
        status = {"error": 500, "done-error": 502, "redirect": 302}.get(fault, 200)
        handler.send_response(status)
        if fault == "redirect":
            handler.send_header("Location", self.elsewhere)
        handler.send_header("Content-Length", str(len(told)))
        handler.end_headers()
        if fault == "half":
            handler.wfile.write(told[: len(told) // 2])
            handler.close_connection = True
            return
        for byte in (
            [told] if fault != "slow" else [told[i : i + 9] for i in range(0, len(told), 9)]
        ):
            handler.wfile.write(byte)
            handler.wfile.flush()

    def _done(self, where, token, body):
        self._publish_what_is_ready()
        path = where.path
        if path in self.codes:
            return {"errcode": self.codes[path], "errmsg": "no"}
        if path == "/cgi-bin/stable_token":
            return self._give_token(json.loads(body))
        if not self.token or token != self.token:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        if path == "/cgi-bin/media/uploadimg":
            self.pictures.append(body)
            return {"url": f"http://mmbiz.qpic.cn/{len(self.pictures)}", "errcode": 0}
        if path == "/cgi-bin/material/add_material":
            assert parse_qs(where.query)["type"] == ["image"]
            self.covers.append(body)
            return {"media_id": f"COVER{len(self.covers)}", "url": "http://mmbiz.qpic.cn/c"}
        asked = json.loads(body)
        return getattr(
            self, f"_{path.rpartition('/')[0].rpartition('/')[2]}_{path.rpartition('/')[2]}"
        )(asked)

    def _give_token(self, asked):
        if (asked["appid"], asked["grant_type"]) != (APP_ID, "client_credential"):
            return {"errcode": 40013, "errmsg": "invalid appid"}
        if asked["secret"] != SECRET:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        self.forced += bool(asked["force_refresh"])
        if asked["force_refresh"] or not self.token:
            self.tokens += 1
            self.token = f"TOKEN-{self.tokens}-{'x' * 40}"
        return {"access_token": self.token, "expires_in": 7200}

    def _draft_add(self, asked):
        (article,) = asked["articles"]
        if len(article["title"]) > 32:
            return {"errcode": 45003, "errmsg": "title size out of limit"}
        assert article["thumb_media_id"].startswith("COVER")
        self.made_drafts += 1
        media_id = f"MEDIA{self.made_drafts}"
        self.drafts[media_id] = article
        return {"media_id": media_id}

    def _draft_get(self, asked):
        if asked["media_id"] not in self.drafts:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        return {"news_item": [self.drafts[asked["media_id"]]]}

    def _draft_batchget(self, asked):
        return self._page(asked, "media_id", self.drafts)

    def _freepublish_submit(self, asked):
        if asked["media_id"] not in self.drafts:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        publish_id = f"{100000001 + len(self.publications)}"
        self.publications[publish_id] = [asked["media_id"], self.now + PUBLISHING, None]
        return {"errcode": 0, "publish_id": publish_id, "msg_data_id": 2247483647}

    def _freepublish_get(self, asked):
        _media, _ready, article_id = self.publications[asked["publish_id"]]
        if self.status:
            return {"publish_id": asked["publish_id"], "publish_status": self.status}
        if article_id is None:
            return {"publish_id": asked["publish_id"], "publish_status": 1, "fail_idx": []}
        item = {"idx": 1, "article_url": self.articles[article_id]["url"]}
        return {
            "publish_id": asked["publish_id"], "publish_status": 0, "article_id": article_id,
            "article_detail": {"count": 1, "item": [item]}, "fail_idx": [],
        }  # fmt: skip

    def _freepublish_batchget(self, asked):
        return self._page(asked, "article_id", self.articles)

    def _freepublish_delete(self, asked):
        if self.articles.pop(asked["article_id"], None) is None:
            return {"errcode": 53600, "errmsg": "Article ID 无效"}
        return {"errcode": 0, "errmsg": "ok"}

    def _template_send(self, asked):
        if asked["template_id"] != "TEMPLATE1":
            return {"errcode": 40037, "errmsg": "invalid template_id"}
        once = (asked["touser"], asked["client_msg_id"])
        earlier = self.asked_lately.get(once)
        if earlier is None or self.now - earlier[1] >= timedelta(minutes=10):
            earlier = (f"{3487542469355618313 + len(self.told)}", self.now)
            self.asked_lately[once] = earlier
            self.told[earlier[0]] = asked
        return {"errcode": 0, "errmsg": "ok", "msgid": int(earlier[0])}

    def _datacube_getusercumulate(self, asked):
        days = sorted(day for day in self.followers if self._within(asked, day))
        return {"list": [{"ref_date": day, "cumulate_user": self.followers[day]} for day in days]}

    def _datacube_getarticleread(self, asked):
        return self._people(asked, "read_user", 0)

    def _datacube_getarticleshare(self, asked):
        return self._people(asked, "share_user", 1)

    def _people(self, asked, name, place):
        rows = [
            {"ref_date": day, "msgid": message, "detail": {name: counts[place]}}
            for (day, message), counts in self.reads.items()
            if self._within(asked, day)
        ]
        return {"list": rows, "is_delay": False}

    def _within(self, asked, day):
        return asked["begin_date"] <= day <= asked["end_date"]

    def _page(self, asked, name, rows):
        first = asked["offset"]
        found = list(rows.items())[::-1][first : first + asked["count"]]
        item = [
            {name: key, "content": {"news_item": [{**row, "content": ""}]}, "update_time": 1}
            for key, row in found
        ]
        return {"total_count": len(rows), "item_count": len(item), "item": item}

    def _publish_what_is_ready(self):
        for publication in self.publications.values():
            media_id, ready, article_id = publication
            if article_id is None and ready <= self.now:
                number = len(self.articles) + 1
                article = self.drafts.pop(media_id, None) or {"title": "twice"}
                publication[2] = f"ARTICLE{number}-{media_id}-{len(self.publications)}"
                url = f"http://mp.weixin.qq.com/s?__biz=x&mid={number}"
                self.articles[publication[2]] = {**article, "url": url, "is_deleted": False}
