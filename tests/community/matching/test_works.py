"""Which projects and data stand beside an issue, and which issues beside a project."""

from dataclasses import replace

import pytest
from django.test import Client

from community.core import outbox as work
from community.core.visibility import Visibility
from community.issues.workflow import SOLVED
from community.matching import site
from community.matching.actions import suggesting
from community.matching.models import SuggestedWork, SuggestionList
from community.projects import actions as projects
from community.projects.actions.data import note_dataset
from community.projects.models import Dataset, Project, Stage
from search import outbox
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps():
    """A project about street lights, and data on them."""
    makers.project(title="おとどけ合唱団", does="老人ホームに、歌をとどけます。")
    project = makers.project(title="あかりしらべ", does="切れた街灯を、夜道の写真から見つけます。", ward=makers.KITA)
    data = Dataset.objects.create(
        title="街灯の柱",
        publisher="市",
        about="街灯の番号と場所。夜道の照明。",
        format="CSV",
        url="https://example.org",
    )
    note_dataset(act="dataset.make", dataset=data, by=None)
    outbox.drain(most=100)
    return project, data


def dark(**fields):
    return makers.issue(title="夜道の街灯が切れています", body="照明がなく、まっ暗です。", category="light", **fields)


def looked_for(issue):
    outbox.drain(most=100)
    suggesting.suggest_for(issue_id=issue.pk)
    return issue


def page_of(thing, user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client.get(thing.get_absolute_url()).content.decode()


def test_an_issue_gets_projects_and_data_that_fit_with_their_reasons(lamps):
    project, data = lamps
    issue = looked_for(dark())

    kept = SuggestedWork.objects.filter(issue=issue)
    assert {row.project_id for row in kept if row.project_id} == {project.pk}
    assert {row.dataset_id for row in kept if row.dataset_id} == {data.pk}
    assert all({reason["code"] for reason in row.reasons} <= set(row.signals) and row.score > 0 for row in kept)
    SuggestedWork.objects.update(label="fits")
    page = page_of(issue)
    assert f'data-work="project-{project.pk}"' in page
    assert f'data-work="dataset-{data.pk}"' in page
    assert "合唱団" not in page


def test_what_only_nearly_fits_is_kept_and_not_shown(lamps):
    issue = looked_for(dark())
    SuggestedWork.objects.update(label="nearly")
    assert "data-work" not in page_of(issue)


def test_a_project_finds_issues_and_its_team_answers_one_with_a_press(lamps):
    project, _data = lamps
    issue = looked_for(dark())
    SuggestedWork.objects.update(label="well")

    assert "この課題に答える" not in page_of(project)
    page = page_of(project, project.author)
    assert f'data-match="{issue.number}"' in page
    assert "この課題に答える" in page
    client = Client()
    client.force_login(project.author)
    client.post(f"/projects/{project.pk}/issues/", {"issue": issue.number})
    assert project.links.filter(issue=issue).exists()
    assert "答えられそうな課題" not in page_of(project, project.author)
    assert 'data-work="project' not in page_of(issue)


@pytest.mark.parametrize("visibility", [Visibility.PENDING, Visibility.HIDDEN])
def test_what_is_not_public_is_suggested_to_nobody(lamps, visibility):
    project, _data = lamps
    issue = looked_for(dark())
    SuggestedWork.objects.update(label="well")
    makers.set_project_visibility(project, visibility)
    assert "あかりしらべ" not in page_of(issue)
    looked_for(issue)
    assert not SuggestedWork.objects.filter(project=project).exists()

    makers.set_visibility(issue, "hidden")
    assert not SuggestedWork.objects.visible_to(makers.person()).exists()
    looked_for(issue)
    assert not SuggestedWork.objects.filter(issue=issue).exists()


def test_data_that_is_taken_off_the_list_is_gone_at_once(lamps):
    _project, data = lamps
    issue = looked_for(dark())
    SuggestedWork.objects.update(label="well")
    Dataset.objects.filter(pk=data.pk).update(listed=False)
    assert 'data-work="dataset' not in page_of(issue)


def test_resting_projects_and_ones_own_are_not_suggested(lamps):
    project, _data = lamps
    own = looked_for(dark(author=project.author))
    assert not SuggestedWork.objects.filter(issue=own, project=project).exists()
    Project.objects.filter(pk=project.pk).update(stage=Stage.RESTING)
    assert not SuggestedWork.objects.filter(issue=looked_for(dark()), project=project).exists()


def test_a_project_or_data_that_changes_is_looked_at_anew(lamps, django_capture_on_commit_callbacks):
    project, data = lamps
    issue = looked_for(dark())
    said = {"title": project.title, "stage": project.stage, "ward": project.ward}
    with django_capture_on_commit_callbacks(execute=True):
        projects.change_project(
            number=project.pk, by=project.author, version=project.version, does="街灯の夜道。", **said
        )
    work.drain(most=50)
    assert SuggestionList.objects.get(issue=issue).version == ""
    suggesting.catch_up()
    with django_capture_on_commit_callbacks(execute=True):
        note_dataset(act="dataset.change", dataset=data, by=None)
    work.drain(most=50)
    assert SuggestionList.objects.get(issue=issue).version == ""


def test_what_is_solved_or_rests_meanwhile_is_not_shown(lamps):
    project, _data = lamps
    issue = looked_for(dark())
    SuggestedWork.objects.update(label="well")
    Project.objects.filter(pk=project.pk).update(stage=Stage.RESTING)
    assert 'data-work="project' not in page_of(issue)
    assert "答えられそうな課題" not in page_of(project)
    type(issue).objects.filter(pk=issue.pk).update(status=next(iter(SOLVED)))
    assert "data-work" not in page_of(issue)


def test_what_an_owner_refused_shuts_out_no_project_of_the_same_number(lamps, monkeypatch):
    project, _data = lamps
    issue, wanted_of = dark(), site.wanted_of
    refused = frozenset({str(project.pk)})  # keys of offers
    monkeypatch.setattr(site, "wanted_of", lambda one: replace(wanted_of(one), refused=refused))
    looked_for(issue)
    assert SuggestedWork.objects.filter(issue=issue, project=project).exists()
