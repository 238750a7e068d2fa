"""Addresses of filing business online, and of the progress of what was filed."""

from django.urls import path

from gongkai.portal.views.filing.batch import batch_problems_file, batch_template_file
from gongkai.portal.views.filing.correcting import correct_filed
from gongkai.portal.views.filing.progress import (
    leave_progress,
    progress,
    progress_of_number,
    rate_filed,
    result_file,
    withdraw_filed,
)
from gongkai.portal.views.filing.receipt import filing_receipt
from gongkai.portal.views.filing.starting import filing, filing_item
from gongkai.portal.views.filing.steps import filing_step

urlpatterns = [
    path("banli/", filing, name="filing"),
    path("banli/huizhi/<slug:number>/", filing_receipt, name="filing-receipt"),
    path("banli/<slug:item>/", filing_item, name="filing-item"),
    path("banli/<slug:item>/mingxi/moban/", batch_template_file, name="filing-batch-template"),
    path("banli/<slug:item>/mingxi/wenti/", batch_problems_file, name="filing-batch-problems"),
    path("banli/<slug:item>/<slug:step>/", filing_step, name="filing-step"),
    path("jindu/", progress, name="progress"),
    path("jindu/<slug:number>/", progress_of_number, name="progress-of"),
    path("jindu/<slug:number>/chehui/", withdraw_filed, name="progress-withdraw"),
    path("jindu/<slug:number>/pingjia/", rate_filed, name="progress-rate"),
    path("jindu/<slug:number>/buzheng/", correct_filed, name="progress-correct"),
    path("jindu/<slug:number>/jieguo/<int:pk>/", result_file, name="progress-result"),
    path("jindu/<slug:number>/likai/", leave_progress, name="progress-leave"),
]
