from community.core.reference import kept

from .models import Ward


@kept
def wards() -> dict[str, Ward]:
    """All wards by code, without their shapes."""
    return {ward.pk: ward for ward in Ward.objects.listed()}


@kept
def outlines() -> dict[str, list]:
    """Every ward's light shape by code: polygons of rings of [longitude, latitude]."""
    return dict(Ward.objects.values_list("code", "outline"))
