"""Addresses of appointments at counters (预约)."""

from django.urls import path

from gongkai.portal.views.booking.choosing import booking
from gongkai.portal.views.booking.filling import booked, fill_in
from gongkai.portal.views.booking.following import (
    booking_followed,
    booking_track,
    cancel_booking,
    change_booking,
    leave_booking,
)

urlpatterns = [
    path("yuyue/", booking, name="booking"),
    path("yuyue/tianxie/", fill_in, name="booking-form"),
    path("yuyue/huizhi/", booked, name="booked"),
    path("yuyue/chaxun/", booking_track, name="booking-track"),
    path("yuyue/chaxun/<slug:number>/", booking_followed, name="booking-followed"),
    path("yuyue/chaxun/<slug:number>/gaiqi/", change_booking, name="change-booking"),
    path("yuyue/chaxun/<slug:number>/quxiao/", cancel_booking, name="cancel-booking"),
    path("yuyue/chaxun/<slug:number>/likai/", leave_booking, name="leave-booking"),
]
