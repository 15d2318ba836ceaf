"""How many queries a page may cost, in a database in which commits are real."""

from tests import makers


def test_list_costs_at_most_eight_queries(committed, warm, client, django_assert_max_num_queries):
    for _nth in range(25):
        makers.organisation().serves.set([makers.KITA, makers.HIRANO])
    for address in ("/organisations/", f"/organisations/?ward={makers.KITA}&sort=npo&verified=1&after=999999"):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_page_costs_at_most_ten_queries(committed, warm, client, django_assert_max_num_queries):
    made = makers.organisation(verified=True)
    for _nth in range(20):
        makers.membership(made, named=True)
    with django_assert_max_num_queries(10):
        assert client.get(made.get_absolute_url()).status_code == 200
