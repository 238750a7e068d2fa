"""How the interface is open: to everyone, for reading, not too often."""

from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.settings import api_settings
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView


class ReaderThrottle(AnonRateThrottle):
    """Requests of one client address; counted in the cache that all nodes share."""

    scope = "api"
    rate = "120/min"

    def get_ident(self, request: Any) -> str:
        """Return the client's address; forwarded ones count only behind a configured proxy."""
        if api_settings.NUM_PROXIES is None:
            return str(request.META["REMOTE_ADDR"])
        return str(super().get_ident(request))


class Sheets(PageNumberPagination):
    """Lists in sheets of 50, or of as many as `page_size` says, at most 200."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class PublicView(APIView):
    """A view that anybody may read and nobody may write to."""

    http_method_names = ["get", "head", "options"]
    throttle_classes = [ReaderThrottle]
