"""The catalogue of figures: what each one means and where its definition comes from."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.annual_reports.figures.catalogue import STANDING, figures_of
from gongkai.api.access import PublicView


class FigureEntry(serializers.Serializer):
    """One figure of the catalogue."""

    path = serializers.CharField(help_text="数值路径")
    label = serializers.CharField(help_text="名称")
    definition = serializers.CharField(help_text="统计口径")
    unit = serializers.CharField(help_text="单位")
    source = serializers.CharField(help_text="依据")
    out_of = serializers.CharField(allow_null=True, help_text="比率的分母")


class Figures(PublicView):
    """Hand out the catalogue."""

    @extend_schema(
        operation_id="figures",
        summary="数值目录",
        tags=["数值目录"],
        parameters=[
            OpenApiParameter(
                "agency", str, description="机构代码；给出时附上该机关自己的网站栏目数值"
            )
        ],
        responses=FigureEntry(many=True),
    )
    def get(self, request: Request) -> Response:
        """Return every figure; with `agency` that organ's own columns too."""
        code = request.query_params.get("agency", "")
        try:
            figures = figures_of(agency_named(_code(code))) if code else STANDING
        except (AgencyUnknown, ValidationError) as unknown:
            raise NotFound(_("没有这个机构代码的机关。")) from unknown
        return Response(FigureEntry(figures.values(), many=True).data)


def _code(text: str) -> str:
    # Not every database takes every character in a question.
    validate_slug(text)
    return text
