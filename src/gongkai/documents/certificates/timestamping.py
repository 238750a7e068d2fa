"""Time stamps of a server after RFC 3161: that a signature was there at a moment."""

import asyncio
from dataclasses import dataclass
from time import monotonic

import urllib3
from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper
from urllib3.exceptions import HTTPError

from gongkai.documents.certificates.keys import SealKeyUnusable
from gongkai.network.in_time import pools_in_time

_MOST = 64 << 10
_ASKED, _ANSWERED = "application/timestamp-query", "application/timestamp-reply"


@dataclass(frozen=True, slots=True, repr=False)
class StampServer:
    """A time-stamp server (时间戳服务器); `authorization` is sent as a header where it is set."""

    address: str
    seconds: float = 3.0
    authorization: str = ""


class ServerStamper(TimeStamper):  # type: ignore[misc, unused-ignore]
    """Asks one server for one token each time, within its time and a bounded size."""

    def __init__(self, server: StampServer) -> None:
        """Ask `server`."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._server = server

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Return the server's answer.

        :raises SealKeyUnusable: if none came, or none that can be read
        """
        content = await asyncio.to_thread(self._asked, req.dump())
        try:
            answer = tsp.TimeStampResp.load(content)
            _require_about(answer, req)
        except (ValueError, KeyError, TypeError):
            raise SealKeyUnusable(
                "时间戳服务器的应答无法识别，没有出具证明，请稍后再试。"
            ) from None
        return answer

    def _asked(self, body: bytes) -> bytes:
        server = self._server
        headers = {"Content-Type": _ASKED, "Connection": "close"}
        if server.authorization:
            headers["Authorization"] = server.authorization
        deadline = monotonic() + server.seconds
        timeout = urllib3.Timeout(total=server.seconds)
        try:
            with urllib3.PoolManager(num_pools=1, timeout=timeout, retries=False) as pool:
                pool.pool_classes_by_scheme = pools_in_time(lambda: deadline)
                answer = pool.request(
                    "POST",
                    server.address,
                    body=body,
                    headers=headers,
                    redirect=False,
                    preload_content=False,
                )
                content = b""
                for part in answer.stream(1 << 14):
                    content += part
                    if len(content) > _MOST:
                        raise HTTPError("too much")
        except (HTTPError, OSError):
            raise SealKeyUnusable("时间戳服务器没有应答，没有出具证明，请稍后再试。") from None
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip()
        if answer.status != 200 or kind != _ANSWERED:
            raise SealKeyUnusable(
                f"时间戳服务器没有给出时间戳（{answer.status}），没有出具证明，请稍后再试。"
            )
        return content


def _require_about(answer: tsp.TimeStampResp, asked: tsp.TimeStampReq) -> None:
    """Insist that a granted token is of what was asked.

    :raises ValueError: if it is of something else
    """
    if answer["status"]["status"].native not in ("granted", "granted_with_mods"):
        raise ValueError
    token = answer["time_stamp_token"]
    content: cms.SignedData = token["content"]
    told = content["encap_content_info"]["content"].parsed["message_imprint"]
    if told["hashed_message"].native != asked["message_imprint"]["hashed_message"].native:
        raise ValueError
