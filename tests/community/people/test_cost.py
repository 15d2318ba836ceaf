"""How many queries the page of volunteers asks."""

from community.areas.models import Ward
from tests import helpers


def test_the_list_costs_the_same_however_long_it_is(client, committed, warm, django_assert_max_num_queries):
    for _nth in range(2):
        helpers.card(public=True)
    client.get("/people/")
    with django_assert_max_num_queries(8):
        client.get("/people/")
    for _nth in range(6):
        helpers.card(public=True, wards=[ward.pk for ward in Ward.objects.listed()[:3]])
    with django_assert_max_num_queries(8):
        client.get("/people/")
