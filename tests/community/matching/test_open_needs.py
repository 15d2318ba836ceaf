"""いま、待っている力: for everybody, in a quarter of an hour, and what fits one's own card."""

import pytest
from django.test import Client

from community.matching import actions
from community.projects import actions as projects
from community.projects.actions.what import RoleSaid
from community.taxonomy.models import NeedCode
from tests import helpers, makers

pytestmark = pytest.mark.django_db


def need(code="carry", **fields):
    issue = fields.pop("issue", None) or makers.issue(**fields.pop("post", {}))
    return actions.state_need(issue=issue.number, by=issue.author, code=code, **fields)


def page(address="/needs/", user=None):
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(text):
    return {int(part.split('"')[0]) for part in text.split('data-need="')[1:]}


def test_everything_that_waits_is_listed_and_narrowed():
    carry, quick = need(), need("lights", short=True, post={"ward": "27102"})
    hidden = need()
    makers.set_visibility(hidden.issue, "hidden")

    assert listed(page()) == {carry.pk, quick.pk}
    assert listed(page("/needs/?short=1")) == {quick.pk}
    assert listed(page("/needs/?code=carry")) == {carry.pk}
    assert listed(page("/needs/?ward=27102")) == {quick.pk}
    assert listed(page("/needs/?code=none&ward=0&short=x&page=z")) == {carry.pk, quick.pk}
    assert "ここには、待っているものがありません" in page("/needs/?code=visit")


def test_what_was_promised_waits_no_longer():
    tools = helpers.resource()
    wanted = need("cleaning-tools", quantity=2)
    asked = actions.request_resource(
        resource=tools.pk, by=wanted.issue.author, quantity=2, issue=wanted.issue.number, key="k"
    )
    assert listed(page()) == {wanted.pk}
    actions.accept_match(number=asked.pk, by=tools.author)
    assert listed(page()) == set()


def test_a_card_finds_what_fits_it_with_reasons_and_nobody_else_learns_of_it():
    card = helpers.card(codes=["carry"], learns=["digital"], wards=[makers.KITA])
    near, far = need(), need(post={"ward": "27102"})
    learnt, other, own = need("digital"), need("lights"), need(issue=makers.issue(author=card.person))

    mine = page("/needs/?mine=1", card.person)
    assert listed(mine) == {near.pk, learnt.pk}
    assert mine.index(f'data-need="{near.pk}"') < mine.index(f'data-need="{learnt.pk}"')
    assert "できること：" in mine
    assert "おぼえたいこと：" in mine
    assert "行ける所です。" in mine
    everything = {near.pk, far.pk, learnt.pk, other.pk, own.pk}
    assert listed(page("/needs/?mine=1")) == everything
    assert listed(page("/needs/?mine=1", makers.person())) == everything
    assert "わたしに合う" not in page("/needs/", makers.person())


def test_what_is_sensitive_goes_through_organisations_and_is_put_to_no_card():
    card = helpers.card(codes=["visit", "carry"])
    assert NeedCode.objects.get(pk="visit").sensitive
    need("visit")
    assert listed(page("/needs/?mine=1", card.person)) == set()


def test_a_card_finds_roles_in_teams_that_are_not_its_own_yet():
    card = helpers.card(codes=["design"], wards=[makers.KITA])
    code = NeedCode.objects.get(pk="design")
    roles = [RoleSaid("絵をかく人", codes=[code], hours=2, remote=False, open=True)]
    here = makers.project(title="ここの企画", roles=roles, ward=makers.KITA)
    makers.project(title="遠くの企画", roles=roles, ward="27102")
    makers.project(title="自分の企画", roles=roles, author=card.person)

    mine = page("/needs/?mine=1", card.person)
    assert "ここの企画" in mine
    assert f"/projects/{here.pk}/join/?role=" in mine
    assert "遠くの企画" not in mine
    assert "自分の企画" not in mine
    assert "ここの企画" not in page()


def test_a_role_tells_how_many_could_and_never_how_few():
    code = NeedCode.objects.get(pk="design")
    roles = [RoleSaid("絵をかく人", codes=[code], hours=2, remote=False, open=True)]
    project = makers.project(roles=roles, ward=makers.KITA)
    assert "応じられそうな人" not in page(project.get_absolute_url())
    helpers.card(codes=["design"])
    helpers.card(codes=["design"], wards=["27102"])
    assert "に応じられそうな人が数人います" in page(project.get_absolute_url())
    helpers.card(codes=["design"])
    helpers.card(codes=["design"], wards=[])
    assert "に応じられそうな人が3人います" in page(project.get_absolute_url())


def test_a_page_after_the_other_and_none_costs_more_than_another(warm, django_assert_max_num_queries):
    made = [need(post={"title": f"手がいります {nth}"}).pk for nth in range(26)]
    client = Client()
    client.get("/needs/")
    with django_assert_max_num_queries(12):
        first = client.get("/needs/").content.decode()
    assert listed(first) == set(made[2:])
    following = first.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in first else f"?after={made[2]}"
    assert listed(page(f"/needs/{following}".replace("&amp;", "&"))) == set(made[:2])
    card = helpers.card(codes=["carry"])
    client.force_login(card.person)
    client.get("/needs/?mine=1")
    with django_assert_max_num_queries(22):
        mine = client.get("/needs/?mine=1").content.decode()
    assert len(listed(mine)) == 24


def test_roles_that_come_close_to_people_and_hands_already_up_are_put_to_nobody():
    card = helpers.card(codes=["visit", "design"])
    visit, design = NeedCode.objects.get(pk="visit"), NeedCode.objects.get(pk="design")
    makers.project(title="訪ねる企画", roles=[RoleSaid("訪ねる人", codes=[visit], hours=2, remote=False, open=True)])
    role = RoleSaid("絵をかく人", codes=[design], hours=2, remote=False, open=True)
    asked = makers.project(title="頼んだ企画", roles=[role])
    newest = makers.project(title="新しい企画", roles=[role])
    projects.ask_to_join(number=asked.pk, person=card.person)

    mine = page("/needs/?mine=1", card.person)
    assert "訪ねる企画" not in mine
    assert "頼んだ企画" not in mine
    assert newest.title in mine


def test_a_project_of_the_whole_city_tells_no_number():
    code = NeedCode.objects.get(pk="design")
    project = makers.project(roles=[RoleSaid("絵をかく人", codes=[code], hours=2, remote=False, open=True)])
    for _one in range(4):
        helpers.card(codes=["design"])
    assert "応じられそうな人" not in page(project.get_absolute_url())
