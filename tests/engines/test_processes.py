"""Several processes of one site answer as one."""

from tests.community.core.test_metrics import value


def test_several_processes_answer_as_one(site):
    for _n in range(3):
        site.get("/issues/")

    text = site.get("/metrics").text

    assert value(text, 'mycomi_requests_total{route="issues/",status="200"}') == 3
