"""Colleagues are made, given a desk and taken from it on Wagtail's screen for accounts."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from community.accounts import actions
from community.accounts.models import DeskRole, User
from community.core.errors import NotAllowed
from community.core.models import JournalEntry
from tests import makers

from .doors import BY_CODE, code_for

pytestmark = pytest.mark.django_db
NEW = {"email": "Mori@city.example.jp", "last_name": "森", "desk": "", "office": ""}


@pytest.fixture
def chief_of_all():
    return makers.admin()


@pytest.fixture
def screen(login, chief_of_all):
    return login(chief_of_all)


def given(user: User, **changed) -> dict:
    """What the screen of this account holds, as a browser would send it, with some of it changed."""
    desk = DeskRole.objects.filter(user=user).first()
    fields = {
        "last_name": user.last_name, "first_name": user.first_name, "display_name": user.display_name,
        "standing": user.standing, "is_active": user.is_active, "is_superuser": user.is_superuser,
        "groups": list(user.groups.values_list("pk", flat=True)), "desk": desk.role if desk else "",
        "wards": desk.wards if desk else [], "office": desk.office if desk else "",
        "office_en": desk.office_en if desk else "",
    } | changed  # fmt: skip
    return {name: value for name, value in fields.items() if value is not False}


def save(screen: Client, user: User, **changed):
    return screen.post(f"/cms/users/edit/{user.pk}/", given(user, **changed))


def acts_on(user: User) -> list[str]:
    return list(JournalEntry.objects.filter(kind="user", number=user.public_id).values_list("act", flat=True))


def manager_of_accounts() -> User:
    """Somebody who may change accounts and is no administrator."""
    user = makers.editor()
    rights = Permission.objects.filter(content_type__app_label="accounts", codename__endswith="_user")
    user.groups.first().permissions.add(*rights, Permission.objects.get(codename="access_admin"))
    return user


def test_new_colleague_gets_a_desk_for_a_ward_and_answers_for_it(screen, login):
    answer = screen.post("/cms/users/new/", NEW | {"desk": "desk", "wards": [makers.KITA], "office": "北区役所"})

    colleague = User.objects.get(email="mori@city.example.jp")
    assert answer.status_code == 302 and acts_on(colleague) == ["user.make", "desk.give"]
    here, elsewhere = makers.issue(), makers.issue(ward=makers.HIRANO)
    desk = login(colleague)
    assert desk.get(f"/cms/desk/issues/{here.number}/").status_code == 200
    assert desk.get(f"/cms/desk/issues/{elsewhere.number}/").status_code == 404


def test_new_colleague_comes_in_by_a_code_and_sets_up_a_second_factor(screen, settings):
    settings.EMAIL_BACKEND = "community.core.mail.OutboxBackend"
    screen.post("/cms/users/new/", NEW | {"desk": "chief", "office": "大阪市 市民協働課"})
    browser = Client()

    browser.post(BY_CODE, {"email": "mori@city.example.jp"})
    browser.post(BY_CODE + "confirm/", {"code": code_for("mori@city.example.jp")})

    assert "_auth_user_id" in browser.session
    assert "/accounts/2fa/totp/activate/" in browser.get("/cms/desk/").url


def test_page_editors_need_no_desk(screen, login):
    group = Group.objects.filter(page_permissions__isnull=False).first()

    screen.post("/cms/users/new/", NEW | {"groups": [group.pk]})

    editor = User.objects.get(last_name="森")
    assert editor.is_staff and not DeskRole.objects.exists() and acts_on(editor) == ["user.make", "user.rights"]
    assert login(editor).get("/cms/").status_code == 200
    assert login(editor).get("/cms/desk/").status_code == 404


def test_desk_needs_an_office_to_speak_for(screen):
    answer = screen.post("/cms/users/new/", NEW | {"desk": "desk"})

    assert "名のる部署を書いてください。" in answer.content.decode()
    assert not User.objects.filter(last_name="森").exists()


def test_open_session_loses_the_desk_at_once(screen, login):
    officer = makers.officer()
    desk = login(officer)
    assert desk.get("/cms/desk/").status_code == 200

    save(screen, officer, desk="")

    assert desk.get("/cms/desk/").status_code == 404
    assert desk.get("/cms/").status_code == 404
    assert not User.objects.get(pk=officer.pk).is_staff and acts_on(officer)[-1] == "desk.take"
    assert not User.objects.get(pk=officer.pk).has_perm("wagtailadmin.access_admin")


def test_wards_are_taken_from_an_open_session_too(screen, login):
    officer = makers.officer()
    desk, issue = login(officer), makers.issue(ward=makers.HIRANO)
    assert desk.get(f"/cms/desk/issues/{issue.number}/").status_code == 200

    save(screen, officer, wards=[makers.KITA])

    assert desk.get(f"/cms/desk/issues/{issue.number}/").status_code == 404


def test_editor_who_loses_the_last_group_is_no_longer_staff(screen, login):
    editor = makers.editor()

    save(screen, editor, groups=[])

    assert login(User.objects.get(pk=editor.pk)).get("/cms/").status_code == 404
    entry = JournalEntry.objects.get(act="user.rights")
    assert entry.before["groups"] and entry.after == {"superuser": False, "groups": []}


def test_officer_with_a_group_stays_staff_without_the_desk(screen):
    officer = makers.officer()
    officer.groups.set(Group.objects.filter(page_permissions__isnull=False)[:1])

    save(screen, officer, desk="")

    assert User.objects.get(pk=officer.pk).is_staff


def test_saving_an_account_unchanged_changes_nothing(screen):
    officer = makers.officer(makers.KITA)
    before = User.objects.filter(pk=officer.pk).values().get(), acts_on(officer)

    assert save(screen, officer).status_code == 302

    assert (User.objects.filter(pk=officer.pk).values().get(), acts_on(officer)) == before


def test_residents_account_without_a_mail_address_can_be_marked(screen):
    resident, _other = makers.person(), User.objects.create(email=None)
    User.objects.filter(pk=resident.pk).update(email=None)

    answer = save(screen, resident, standing="newcomer")

    resident.refresh_from_db()
    assert answer.status_code == 302 and resident.standing == "newcomer" and resident.email is None
    assert not resident.is_staff and JournalEntry.objects.get(act="user.change").after["fields"] == ["standing"]


def test_locked_account_is_out_at_once(screen, login):
    officer = makers.officer()
    desk = login(officer)

    save(screen, officer, is_active=False)

    assert desk.get("/cms/desk/").status_code == 302
    assert JournalEntry.objects.get(act="user.change").after["active"] is False


def test_only_administrators_make_administrators(login):
    manager, colleague = manager_of_accounts(), makers.officer()
    screen = login(manager)

    page = screen.get(f"/cms/users/edit/{colleague.pk}/").content.decode()
    save(screen, colleague, is_superuser="on", office="環境局")

    colleague.refresh_from_db()
    assert 'name="desk"' in page and 'name="is_superuser"' not in page
    assert not colleague.is_superuser and DeskRole.objects.get(user=colleague).office == "環境局"


def test_account_of_an_administrator_is_closed_to_others(login, chief_of_all):
    screen = login(manager_of_accounts())

    assert screen.get(f"/cms/users/edit/{chief_of_all.pk}/").status_code == 302
    save(screen, chief_of_all, is_active=False)

    assert User.objects.get(pk=chief_of_all.pk).is_active


def test_nobody_but_an_administrator_changes_their_own_role(login):
    manager = manager_of_accounts()
    screen = login(manager)

    page = screen.get(f"/cms/users/edit/{manager.pk}/").content.decode()
    save(screen, manager, desk="chief", office="大阪市")

    assert 'name="desk"' not in page and 'name="groups"' not in page
    assert not DeskRole.objects.exists() and manager.groups.exists()
    with pytest.raises(NotAllowed):
        actions.give_desk(user=manager, by=manager, role="chief", wards=(), office="大阪市")
    with pytest.raises(NotAllowed):
        actions.give_rights(user=makers.person(), by=manager, superuser=True, groups=())


def test_administrator_cannot_lock_themselves_out(screen, chief_of_all):
    page = screen.get(f"/cms/users/edit/{chief_of_all.pk}/").content.decode()
    save(screen, chief_of_all, is_superuser=False, is_active=False)

    chief_of_all.refresh_from_db()
    assert 'name="is_superuser"' not in page
    assert chief_of_all.is_superuser and chief_of_all.is_active and chief_of_all.is_staff


@pytest.mark.parametrize("action", ["assign_role", "set_active_state", "delete"])
def test_many_accounts_at_once_would_pass_by_the_journal(screen, action):
    colleague, group = makers.officer(), Group.objects.first()

    screen.post(f"/cms/bulk/accounts/user/{action}/?id={colleague.pk}", {"role": group.pk, "mark_as_active": ""})

    colleague.refresh_from_db()
    assert colleague.is_active and not colleague.groups.exists()
    assert "bulk-action-checkbox" not in screen.get("/cms/users/").content.decode()


def test_deleted_account_is_in_the_journal(screen):
    officer = makers.officer()

    screen.post(f"/cms/users/delete/{officer.pk}/")

    assert not User.objects.filter(pk=officer.pk).exists() and acts_on(officer)[-1] == "user.delete"


@pytest.mark.parametrize("make", [makers.person, makers.officer, makers.editor])
def test_screen_is_in_japanese_and_names_the_wards(screen, make):
    page = screen.get(f"/cms/users/edit/{make().pk}/").content.decode()

    labels = re.findall(r"<(?:label|legend|h2)[^>]*>(.*?)</", page, re.S)
    words = " ".join(re.sub(r"<[^>]*>", "", label) for label in labels)
    assert "担当する区" in words and "北区" in words and "デスクの役割" in words
    assert f'type="checkbox" name="wards" value="{makers.KITA}"' in page
