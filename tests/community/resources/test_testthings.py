"""What `create_test_accounts` makes beside the accounts."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from community.organisations.models import Organisation
from community.resources.actions import stock
from community.resources.models import Resource
from tests import makers

pytestmark = pytest.mark.django_db


def run() -> dict:
    out = StringIO()
    call_command("create_test_accounts", stdout=out)
    return json.loads(out.getvalue().strip().splitlines()[-1])


def test_npo_and_npo2_each_own_a_verified_organisation_and_npo_offers_number_one():
    said = run()

    assert said["skipped"] == [] and {"npo", "npo2"} <= {account["role"] for account in said["accounts"]}
    groups = Organisation.objects.order_by("pk")
    assert [(group.author.email, group.is_public, group.is_verified) for group in groups] == [
        ("npo@example.jp", True, True),
        ("npo2@example.jp", True, True),
    ]
    offer = Resource.objects.get()
    assert (offer.pk, offer.organisation, offer.left, offer.unit, offer.returns) == (1, groups[0], 10, "組", False)
    assert offer.is_public and offer.is_asked_for


def test_a_second_run_makes_nothing_twice_and_keeps_what_has_become_of_it():
    run()
    stock.hold(resource_id=1, quantity=4)

    run()

    assert (Organisation.objects.count(), Resource.objects.get().left) == (2, 6)


def test_numbers_of_people_begin_at_two():
    """Also where the accounts were never made: number 1 stays free for them."""
    first = makers.resource()

    assert first.pk >= 2
    run()
    assert set(Resource.objects.values_list("pk", flat=True)) == {1, first.pk}
    assert makers.resource().pk > first.pk
