from community.core.reference import kept

from .models import SchoolDistrict, Ward


@kept
def wards() -> dict[str, Ward]:
    """All wards by code, without their shapes."""
    return {ward.pk: ward for ward in Ward.objects.listed()}


@kept
def outlines() -> dict[str, list]:
    """Every ward's light shape by code: polygons of rings of [longitude, latitude]."""
    return dict(Ward.objects.values_list("code", "outline"))


@kept
def schools() -> dict[str, SchoolDistrict]:
    """All school districts by code, without their shapes; while there are none, nobody sees a word of it."""
    return {school.pk: school for school in SchoolDistrict.objects.listed()}
