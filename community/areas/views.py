from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.core.text import asked

from . import geometry
from .models import River, Town, Ward

A_DAY = "public, max-age=86400"


@require_safe
def outlines(request: HttpRequest) -> HttpResponse:
    """The ground of every map: the wards' light shapes and the rivers between them, as GeoJSON."""
    wards = [
        _feature("MultiPolygon", ward.outline, kind="ward", code=ward.code, name=ward.label)
        for ward in Ward.objects.light()
    ]
    rivers = [
        _feature("MultiLineString", river.lines, kind="river", width=river.width) for river in River.objects.all()
    ]
    answer = JsonResponse({"type": "FeatureCollection", "features": wards + rivers})
    answer["Cache-Control"] = A_DAY
    return answer


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Words → towns with their points, for suggestions while typing; `ward` narrows."""
    towns = Town.objects.named(asked(request.GET.get("q"), limit=40), ward=asked(request.GET.get("ward"), limit=5))
    found = [
        {"ward": town.ward_id, "ward_name": town.ward.label, "name": town.name, "lat": town.lat, "lng": town.lng}
        for town in towns
    ]
    return JsonResponse({"places": found})


@require_safe
def point(request: HttpRequest) -> HttpResponse:
    """A point → its ward and the town people call it by; `ward` is empty outside Osaka."""
    try:
        lat, lng = float(request.GET["lat"]), float(request.GET["lng"])
    except (KeyError, ValueError):
        return JsonResponse({"message": _("緯度と経度を数で送ってください。")}, status=400)
    ward = geometry.ward_at(lat, lng)
    if ward is None:
        return JsonResponse({"ward": "", "message": _("大阪市の外です。地図のピンを動かすか、区をえらんでください。")})
    town = Town.objects.nearest(lat, lng, ward=ward)
    return JsonResponse(
        {
            "ward": ward,
            "ward_name": Ward.objects.listed().get(pk=ward).label,
            "town": town.name if town else "",
        }
    )


def _feature(form: str, coordinates: list, **properties: object) -> dict:
    return {"type": "Feature", "geometry": {"type": form, "coordinates": coordinates}, "properties": properties}
