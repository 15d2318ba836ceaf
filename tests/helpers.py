"""The smallest valid things of those who help: offers and hand-overs. See makers.py for the rest."""

from typing import Any

from community.areas.models import Ward
from community.matching import actions
from community.matching.models import Match
from community.people import actions as people
from community.people.models import VolunteerCard
from community.resources.actions.offering import offer_resource
from community.resources.models import Resource
from community.taxonomy.models import NeedCode

from . import makers


def resource(**fields: Any) -> Resource:
    """Ten sets of tools in 北区, offered by a trusted person."""
    given: dict[str, Any] = {
        "author": fields.get("author") or makers.person(),
        "kind": "things",
        "codes": list(NeedCode.objects.filter(pk=fields.pop("code", "cleaning-tools"))),
        "title": "清掃の道具",
        "quantity": 10,
        "unit": "組",
        "ward": Ward.objects.listed().get(pk=fields.pop("ward", makers.KITA)),
    }
    return offer_resource(**given | fields)


def match(**fields: Any) -> Match:
    """Somebody has asked for something; `there_are` and `returns` are of the resource made for it."""
    there_are, returns = fields.pop("there_are", 10), fields.pop("returns", False)
    offered = fields.pop("resource", None) or resource(quantity=there_are, returns=returns)
    by = fields.pop("by", None) or makers.person()
    return actions.request_resource(resource=offered.pk, by=by, **fields)


def card(**fields: Any) -> VolunteerCard:
    """The private card of somebody who can carry things in 北区; `codes` and `learns` are slugs, `wards` codes."""
    resting = fields.pop("resting", False)
    can, learn = fields.pop("codes", ["carry"]), fields.pop("learns", [])
    given: dict[str, Any] = {
        "person": fields.pop("person", None) or makers.person(),
        "can": list(NeedCode.objects.filter(pk__in=can)),
        "learn": list(NeedCode.objects.filter(pk__in=learn)),
        "wards": list(Ward.objects.listed().filter(pk__in=fields.pop("wards", [makers.KITA]))),
    }
    made = people.save_card(**given | fields)
    return people.rest_card(person=made.person) if resting else made
