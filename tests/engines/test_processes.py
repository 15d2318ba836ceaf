"""Processes of one site count together, and leave what they have counted."""

from tests import servers
from tests.community.core.test_metrics import value


def test_metrics_of_one_process_tell_what_the_other_answered(city_store, django_db_blocker, static_root, tmp_path):
    with django_db_blocker.unblock():
        name = city_store.copy("processes")
    counts = tmp_path / "counts"
    counts.mkdir()
    with servers.running_site(
        tmp_path / "site", city_store.url(name), static_root, PROMETHEUS_MULTIPROC_DIR=str(counts)
    ) as one:
        other = servers.Site(one.folder, one.environment["DATABASE_URL"], PROMETHEUS_MULTIPROC_DIR=str(counts))
        other.start_web()
        try:
            for _n in range(2):
                one.get("/issues/")
            other.get("/issues/")
            told = one.get("/metrics").text
        finally:
            other.stop()
    with django_db_blocker.unblock():
        city_store.drop(name)

    assert value(told, 'mycomi_requests_total{route="issues/",status="200"}') == 3


def test_process_that_is_stopped_leaves_its_counts(site):
    site.get("/search/?q=%E3%81%AC%E3%82%8A%E3%81%8B%E3%81%B9")
    look = "from search.models import Unanswered as U; print(dict(U.objects.values_list('words', 'count')))"
    table = ("shell", "-c", look)
    assert "ぬりかべ" not in site.manage(*table)

    site.web.terminate()
    site.web.wait(timeout=20)

    assert "{'ぬりかべ': 1}" in site.manage(*table)
