"""The description of the interface, for programs and for people."""

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from gongkai.api.access import PublicView, ReaderThrottle


class Description(SpectacularAPIView):
    """The OpenAPI description."""

    # The console has addresses of its own that are nobody else's business.
    urlconf = "gongkai.api.urls"
    throttle_classes = [ReaderThrottle]


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI; its script comes from an address of its own, as the security policy demands."""

    url_name = "api:schema"
    template_name = "api/docs.html"


class Unknown(PublicView):
    """Whatever else is asked for below /api/."""

    @extend_schema(exclude=True)
    def get(self, request: Request, **_: Any) -> Response:
        """Answer that there is nothing, as JSON."""
        raise NotFound
