"""What is left, promised and out: never more than there is, whoever comes at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from community.core.errors import InvalidInput, NotFound
from community.resources.actions import stock
from community.resources.actions.stock import NothingLeft
from community.resources.models import Resource
from tests import makers


def numbers(resource: Resource) -> tuple[int | None, int, int]:
    resource.refresh_from_db()
    return resource.left, resource.held, resource.handed_out


@pytest.mark.django_db
def test_what_is_promised_is_no_longer_left_and_comes_back():
    resource = makers.resource(quantity=10)

    stock.hold(resource_id=resource.pk, quantity=3)
    assert numbers(resource) == (7, 3, 0)
    stock.release(resource_id=resource.pk, quantity=2)
    assert numbers(resource) == (9, 1, 0)


@pytest.mark.django_db
def test_more_than_is_left_is_refused_with_what_is_left():
    resource = makers.resource(quantity=10)
    stock.hold(resource_id=resource.pk, quantity=7)

    with pytest.raises(NothingLeft, match="のこりは3組") as refused:
        stock.hold(resource_id=resource.pk, quantity=4)

    assert (refused.value.status, refused.value.left) == (409, 3)
    assert numbers(resource) == (3, 7, 0)


@pytest.mark.django_db
def test_a_loan_comes_back_and_a_gift_does_not():
    loan, gift = makers.resource(quantity=5, returns=True), makers.resource(quantity=5, returns=False)
    for resource in (loan, gift):
        stock.hold(resource_id=resource.pk, quantity=2)
        stock.hand_out(resource_id=resource.pk, quantity=2, of_held=2)
        assert numbers(resource) == (3, 0, 2)
        stock.take_back(resource_id=resource.pk, quantity=2)

    assert numbers(loan) == (5, 0, 0)
    assert numbers(gift) == (3, 0, 2)


@pytest.mark.django_db
def test_fewer_or_more_than_promised_may_be_handed_out_as_long_as_it_fits():
    resource = makers.resource(quantity=5, returns=True)
    stock.hold(resource_id=resource.pk, quantity=3)

    stock.hand_out(resource_id=resource.pk, quantity=1, of_held=3)
    assert numbers(resource) == (4, 0, 1)
    with pytest.raises(NothingLeft):
        stock.hand_out(resource_id=resource.pk, quantity=5, of_held=0)
    assert numbers(resource) == (4, 0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [stock.release, stock.take_back])
def test_nothing_comes_back_that_never_went(verb):
    resource = makers.resource(quantity=5, returns=True)

    with pytest.raises(InvalidInput):
        verb(resource_id=resource.pk, quantity=1)

    assert numbers(resource) == (5, 0, 0)


@pytest.mark.django_db
def test_what_is_not_counted_keeps_no_holds():
    resource = makers.resource(quantity=None)

    stock.hold(resource_id=resource.pk, quantity=1000)
    stock.hand_out(resource_id=resource.pk, quantity=1000, of_held=1000)
    stock.take_back(resource_id=resource.pk, quantity=1)
    stock.release(resource_id=resource.pk, quantity=1)

    assert numbers(resource) == (None, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("quantity", [0, -1])
def test_a_number_below_one_is_no_number(quantity):
    resource = makers.resource()

    with pytest.raises(InvalidInput):
        stock.hold(resource_id=resource.pk, quantity=quantity)


@pytest.mark.django_db
def test_an_unknown_resource_is_not_found():
    with pytest.raises(NotFound):
        stock.hold(resource_id=10**9, quantity=1)


@pytest.mark.django_db
def test_the_database_itself_refuses_more_than_there_is():
    resource = makers.resource(quantity=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.filter(pk=resource.pk).update(held=2, handed_out=1)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run all at the same time, each on a thread; returns what each gave or raised."""
    results: list[Any] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(nth: int) -> None:
        try:
            start.wait(10)
            results[nth] = works[nth]()
        except Exception as error:  # noqa: BLE001 - whatever it raised is the result
            results[nth] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[nth]) for nth in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def held_by_one(resource: Resource, quantity: int = 1) -> Any:
    with transaction.atomic():
        return stock.hold(resource_id=resource.pk, quantity=quantity)


@pytest.mark.usefixtures("committed")
def test_of_twenty_who_ask_for_one_of_ten_exactly_ten_get_it():
    resource = makers.resource(quantity=10)

    results = at_once(*[lambda: held_by_one(resource)] * 20)

    refused = [result for result in results if isinstance(result, NothingLeft)]
    assert (len(refused), numbers(resource)) == (10, (0, 10, 0))
    assert not [result for result in results if isinstance(result, Exception) and result not in refused]


@pytest.mark.usefixtures("committed")
def test_holds_and_releases_at_once_end_where_they_must():
    resource = makers.resource(quantity=20)
    held_by_one(resource, 10)

    def let_go() -> Any:
        with transaction.atomic():
            return stock.release(resource_id=resource.pk, quantity=1)

    results = at_once(*[lambda: held_by_one(resource), let_go] * 10)

    assert not [result for result in results if isinstance(result, Exception)]
    assert numbers(resource) == (10, 10, 0)
