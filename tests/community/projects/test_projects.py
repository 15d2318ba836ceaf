"""Starting a project and changing it: what is kept, what waits, who may, and what becomes of it."""

import pytest

from community.core.errors import InvalidInput, NotAllowed, NotFound, StaleVersion, TooFast
from community.core.models import JournalEntry
from community.core.takedowns import Takedown
from community.core.visibility import Visibility
from community.discussion.models import Thread
from community.moderation import actions as moderation
from community.organisations import actions as organisations
from community.photos import actions as photos
from community.photos.models import Photo
from community.projects import actions
from community.projects.actions.desk import hide_again
from community.projects.actions.what import RoleSaid
from community.projects.models import Dataset, Project
from community.taxonomy.models import NeedCode
from search import outbox
from search import search as find
from search.documents import Query
from tests import makers

pytestmark = pytest.mark.django_db


def words_of(project, **changes):
    return {"title": project.title, "does": project.does, "stage": project.stage} | changes


def picture_of(author):
    return photos.take_in(upload=makers.upload(), author=author, draft_key="k")


def found_by(words, user=None):
    outbox.drain(most=100)
    return {int(hit.key) for hit in find(Query(words=words, user=user, kinds=("project",)))}


def test_a_project_is_started_whole_and_found_by_its_words():
    lead, issue = makers.person(), makers.issue()
    data = Dataset.objects.create(title="街灯の柱", publisher="市", about="柱", format="CSV", url="https://example.org")
    design = NeedCode.objects.get(pk="design")

    made = makers.project(
        author=lead,
        title="はしら番号",
        stage="trial",
        repository="https://example.org/code",
        cover=picture_of(lead),
        codes=["app"],
        uses=[data],
        needs=[data],
        roles=[RoleSaid("絵を描く人", codes=[design], hours=2, remote=True)],
        issues=[issue.number],
    )

    assert made.is_public and Photo.objects.get(pk=made.cover_id).visibility == Visibility.PUBLIC
    assert Thread.objects.get(pk=made.thread_id).number == made.pk >= 2
    role = made.roles.get()
    assert (role.title, role.hours_a_week, role.remote, role.open) == ("絵を描く人", 2, True, True)
    assert list(made.issues.all()) == [issue]
    assert [(row.dataset, row.use) for row in made.data.all()] == [(data, "uses")]  # what one uses one has
    assert found_by("はしら番号") == {made.pk} == found_by("絵を描く")
    lines = JournalEntry.objects.filter(kind="project", number=made.pk).order_by("pk").values_list("act", flat=True)
    assert list(lines) == ["project.start", "project.link"]


def test_the_same_key_makes_one_project():
    lead = makers.person()

    first, second = (makers.project(author=lead, key="k1") for _nth in range(2))

    assert first == second and Project.objects.count() == 1


def test_a_newcomers_project_waits_and_nobody_finds_it_before_the_desk_has_read_it():
    lead, officer, other = makers.newcomer(), makers.officer(makers.KITA), makers.person()
    made = makers.project(author=lead, title="ことりの地図", ward=makers.KITA)

    assert made.visibility == Visibility.PENDING
    assert found_by("ことりの地図", other) == set()
    assert found_by("ことりの地図", lead) == {made.pk} == found_by("ことりの地図", officer)
    with pytest.raises(NotFound):
        actions.ask_to_join(number=made.pk, person=other)

    actions.approve_project(number=made.pk, by=officer)
    assert found_by("ことりの地図", other) == {made.pk}
    assert Thread.objects.get(pk=made.thread_id).visibility == Visibility.PUBLIC


def test_what_a_newcomer_says_anew_is_read_again():
    lead = makers.newcomer()
    made = makers.project(author=lead)
    makers.set_project_visibility(made, Visibility.PUBLIC)

    quiet = actions.change_project(number=made.pk, by=lead, version=made.version, **words_of(made, stage="trial"))
    assert quiet.is_public
    loud = actions.change_project(number=made.pk, by=lead, version=quiet.version, **words_of(made, does="別のこと"))
    assert loud.visibility == Visibility.PENDING


def test_whoever_is_banned_or_too_fast_starts_nothing():
    banned, eager = makers.person(), makers.newcomer()
    moderation.ban_person(public_id=banned.public_id, by=makers.chief(), reason="迷惑行為")
    with pytest.raises(NotAllowed):
        makers.project(author=banned)
    with pytest.raises(TooFast):
        for _nth in range(4):
            makers.project(author=eager)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"does": ""},
        {"does": "あ" * 201},
        {"stage": "done"},
        {"repository": "javascript:alert(1)"},
        {"demo": "ftp://example.org"},
        {"codes": ["hands"]},  # a group, no leaf
        {"roles": [RoleSaid("")]},
        {"roles": [RoleSaid("だれか", hours=0)]},
        {"roles": [RoleSaid("だれか")] * 7},
        {"issues": [987654]},
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(wrong):
    with pytest.raises(InvalidInput):
        makers.project(**wrong)

    assert not Project.objects.exists()


def test_two_who_change_at_once_see_both_texts():
    lead = makers.person()
    made = makers.project(author=lead, title="はじめの名前")
    actions.change_project(number=made.pk, by=lead, version=made.version, **words_of(made, title="先の名前"))

    with pytest.raises(StaleVersion) as stale:
        actions.change_project(number=made.pk, by=lead, version=made.version, **words_of(made, title="後の名前"))

    assert stale.value.yours["title"] == "後の名前" and "先の名前" in stale.value.theirs.values()
    assert Project.objects.get().title == "先の名前"


def test_a_role_stays_the_same_when_it_is_said_again_and_goes_when_it_is_not():
    lead = makers.person()
    made = makers.project(author=lead, roles=[RoleSaid("試す人"), RoleSaid("聞く人")])
    tries, _listens = made.roles.all()
    member = actions.ask_to_join(number=made.pk, person=makers.person(), role=tries.pk)

    said = [RoleSaid("夜に試す人", known=tries.pk, open=False)]
    actions.change_project(number=made.pk, by=lead, version=made.version, **words_of(made, roles=said))

    role = made.roles.get()
    assert (role.pk, role.title, role.open) == (tries.pk, "夜に試す人", False)
    member.refresh_from_db()
    assert member.role == role


def test_only_who_leads_it_changes_it_and_an_organisations_is_led_by_who_acts_for_it():
    lead, manager, other = makers.person(), makers.person(), makers.person()
    group = makers.organisation(author=lead)
    makers.membership(group, manager, role="manager")
    made = makers.project(author=lead, organisation=group)

    with pytest.raises(NotAllowed):
        actions.change_project(number=made.pk, by=other, version=made.version, **words_of(made))
    with pytest.raises(NotAllowed):
        makers.project(author=other, organisation=group)
    actions.change_project(number=made.pk, by=manager, version=made.version, **words_of(made, title="団体の名前で"))
    assert Project.objects.get().title == "団体の名前で"


def test_a_hidden_organisation_takes_its_projects_out_of_sight():
    group = makers.organisation()
    made = makers.project(author=group.author, organisation=group, cover=picture_of(group.author))

    organisations.hide_organisation(number=group.pk, by=makers.officer(makers.KITA), reason="確認中")

    assert not Project.objects.visible_to(makers.person()).exists()
    assert Thread.objects.get(pk=made.thread_id).visibility == Visibility.HIDDEN
    assert Photo.objects.get(pk=made.cover_id).visibility == Visibility.HIDDEN


def test_an_erased_project_is_nobodys_to_see_and_its_picture_is_gone():
    lead, person = makers.person(), makers.person()
    made = makers.project(author=lead, cover=picture_of(lead), issues=[makers.issue().number])
    member = actions.ask_to_join(number=made.pk, person=person, message="手伝えます")
    token = made.cover.token

    with pytest.raises(NotAllowed):
        actions.erase_project(number=made.pk, by=person)
    actions.erase_project(number=made.pk, by=lead)

    assert not Project.objects.visible_to(lead).exists() and not Photo.objects.filter(token=token).exists()
    member.refresh_from_db()
    assert member.message == "" and not made.links.exists()
    assert found_by(made.title, lead) == set()
    with pytest.raises(NotFound):
        actions.erase_project(number=made.pk, by=lead)


def test_the_desk_hides_with_a_reason_and_restores_and_a_restored_backup_hides_again():
    lead, officer = makers.person(), makers.officer(makers.KITA)
    made = makers.project(author=lead, ward=makers.KITA, cover=picture_of(lead))
    address = made.cover.token

    with pytest.raises(InvalidInput):
        actions.hide_project(number=made.pk, by=officer, reason="")
    with pytest.raises(NotFound):
        actions.hide_project(number=made.pk, by=makers.officer(makers.HIRANO), reason="宣伝")
    actions.hide_project(number=made.pk, by=officer, reason="宣伝です")

    made.refresh_from_db()
    assert (made.visibility, made.hidden_reason) == (Visibility.HIDDEN, "宣伝です")
    assert Photo.objects.get(pk=made.cover_id).token != address
    assert not Project.objects.visible_to(makers.person()).exists()
    actions.restore_project(number=made.pk, by=officer, reason="まちがい")
    down = Takedown(act="project.hide", number=str(made.pk), part=0, at="2099-01-01T00:00:00+00:00")
    assert hide_again(down) is True
    assert hide_again(down) is False


def test_a_project_of_the_whole_city_is_read_by_the_desk_of_the_whole_city():
    made = makers.project(author=makers.newcomer())

    with pytest.raises(NotFound):
        actions.approve_project(number=made.pk, by=makers.officer(makers.KITA))
    assert actions.approve_project(number=made.pk, by=makers.officer()).is_public


def test_a_deleted_account_leaves_its_project_and_no_team():
    lead, helper = makers.person(), makers.person()
    made = makers.project(author=lead)
    other = makers.project()
    member = actions.ask_to_join(number=other.pk, person=helper)
    actions.take_in(number=other.pk, member=member.pk, by=other.author)

    lead.delete()
    helper.delete()

    made.refresh_from_db()
    assert made.author is None and made.is_public
    assert not other.members.exists()
