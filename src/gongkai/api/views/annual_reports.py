"""Published annual reports: the list, and each as the report JSON."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from gongkai.annual_reports.queries.published import published_report, published_reports
from gongkai.api.access import PublicView, Sheets
from gongkai.api.report_schema import report_schema
from gongkai.rules.reports.shape import Report


class PublishedReport(serializers.Serializer):
    """One line of the list."""

    agency = serializers.CharField(source="agency.code", help_text="机构代码")
    organ = serializers.CharField(source="agency.name", help_text="机关全称")
    year = serializers.IntegerField(help_text="年度")
    title = serializers.CharField(source="__str__", help_text="报告名称")
    published_at = serializers.DateTimeField(help_text="公布时间")
    content_hash = serializers.CharField(
        source="snapshot.content_hash", help_text="签发内容的 SHA-256"
    )
    is_demonstration = serializers.BooleanField(
        source="agency.is_demonstration", help_text="是否演示数据"
    )
    url = serializers.SerializerMethodField(help_text="报告 JSON 的地址")

    def get_url(self, report: Any) -> str:
        """Return the address of the report JSON."""
        address = reverse("api:annual-report", args=[report.agency.code, report.year])
        return str(self.context["request"].build_absolute_uri(address))


@extend_schema_view(
    get=extend_schema(operation_id="annual_reports", summary="已公布的年度报告", tags=["年度报告"])
)
class AnnualReports(PublicView, ListAPIView):
    """List the published reports, newest year first."""

    serializer_class = PublishedReport
    pagination_class = Sheets

    def get_queryset(self) -> Any:
        """Return the published reports without their content."""
        return published_reports().defer("snapshot__content", "snapshot__figures")


class AnnualReport(PublicView):
    """Hand out one published report."""

    @extend_schema(
        operation_id="annual_report",
        summary="一份年度报告（签发内容）",
        tags=["年度报告"],
        parameters=[
            OpenApiParameter("agency", str, OpenApiParameter.PATH, description="机构代码"),
            OpenApiParameter("year", int, OpenApiParameter.PATH, description="年度，四位数"),
        ],
        responses={
            (200, "application/json"): report_schema(),
            404: OpenApiResponse(description="没有这份报告，或者尚未公布"),
        },
    )
    def get(self, request: Request, agency: str, year: str) -> Response:
        """Return the report JSON, in the official order, from what was signed."""
        found = published_report(agency, int(year))
        if found is None:
            raise NotFound(_("没有这份年度报告，或者尚未公布。"))
        return Response(Report.from_json(found.snapshot.content).to_json())
