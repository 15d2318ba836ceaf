"""Words to start from: templates with gaps, and answers that were approved before."""

import pytest
from django.urls import reverse

from community.replies import actions as replies
from community.taxonomy.models import Category, ReplyTemplate
from tests import makers

from .test_verbs import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(login):
    return login(makers.officer())


def template(**fields) -> ReplyTemplate:
    given = {"name": "取りかえ", "subject": "#{{番号}}について", "text": "{{場所}}を{{部署}}が{{日}}に見ます。"}
    return ReplyTemplate.objects.create(**given | fields)


def page(desk, issue, **asked) -> str:
    return desk.get(reverse("desk:issue", args=[issue.number]), asked).content.decode()


def answered(title: str, view: str, **fields):
    issue = makers.issue(title=title, **fields)
    replies.draft_reply(number=issue.number, by=makers.chief(), subject="回答", view=view, kind="done")
    return issue


def test_template_fills_what_is_known_and_marks_the_rest(desk):
    issue, ready = makers.issue(**makers.IN_KITA), template()

    text = page(desk, issue, template=ready.pk)

    assert f'value="#{issue.number}について"' in text
    assert "北区天神橋４丁目を建設局が【日】に見ます。" in text.replace("天神橋4丁目", "天神橋４丁目")


def test_gap_that_is_left_open_is_not_published(login):
    issue, chief = makers.issue(), login(makers.chief())
    fields = {"subject": "件", "view": "【日】に直します。", "kind": "will_do"}

    answer = act(chief, issue, "reply", **fields)

    assert answer.status_code == 400 and "【日】 がまだ空いています" in answer.content.decode()
    assert act(chief, issue, "status", to="in_review", sentence="【日】に見ます。").status_code == 400
    assert act(login(makers.officer()), issue, "reply", **fields, key="draft").status_code == 302
    assert act(chief, issue, "reply-approve").status_code == 400


def test_status_template_fills_the_sentence(desk):
    issue, ready = makers.issue(), template(use="status", subject="")

    assert "を建設局が【日】に見ます。</textarea>" in page(desk, issue, template=ready.pk)


def test_only_templates_of_the_category_and_ward_are_offered(desk):
    issue = makers.issue()
    fits = template(name="合う", category=Category.objects.get(pk="light"), wards=[makers.KITA])
    template(name="ほかの種類", category=Category.objects.get(pk="road"))
    template(name="ほかの区", wards=[makers.HIRANO])
    template(name="休み", active=False)

    text = page(desk, issue)

    assert f"?template={fits.pk}#reply" in text
    assert not [name for name in ("ほかの種類", "ほかの区", "休み") if f">{name}<" in text]


def test_three_most_similar_public_answers_are_offered(desk):
    near = [answered(f"公園の街灯が{n}本切れて暗い", f"近い{n}です。") for n in range(4)]
    answered("公園の街灯が切れて暗い", "ほかの種類です。", category="road")
    hidden = answered("公園の街灯が切れて暗い", "隠れた回答です。")
    makers.set_visibility(hidden, "hidden")
    makers.set_visibility(near[0], "hidden")

    text = page(desk, makers.issue(title="公園の街灯が切れて暗いです"))

    assert [n for n in range(4) if f"近い{n}です。" in text] == [1, 2, 3]
    assert "ほかの種類です。" not in text and "隠れた回答です。" not in text


def test_former_answer_can_be_the_start(desk):
    former = answered("公園の街灯が切れて暗い", "LEDに替えました。")
    issue = makers.issue(title="公園の街灯が切れて暗いです")

    text = page(desk, issue, start=former.replies.get().pk)

    assert "LEDに替えました。</textarea>" in text


@pytest.mark.parametrize("wrong", ["{{住所}}です", "{{番号です", "番号}}です"])
def test_unknown_gap_is_refused_with_a_sentence(login, wrong):
    fields = {"name": "新しい", "use": "reply", "subject": "", "text": wrong, "order": 5, "active": "on"}

    answer = login(makers.chief()).post("/cms/replytemplate/new/", fields)

    assert answer.status_code == 200 and "すきま" in answer.content.decode()
    assert not ReplyTemplate.objects.filter(name="新しい").exists()


@pytest.mark.parametrize(("who", "may"), [("chief", True), ("officer", False), ("person", False)])
def test_chiefs_look_after_templates(login, who, may):
    fields = {"name": "新しい", "use": "reply", "subject": "", "text": "#{{番号}}", "order": 5, "active": "on"}

    login(getattr(makers, who)()).post("/cms/replytemplate/new/", fields)

    assert ReplyTemplate.objects.filter(name="新しい").exists() is may


def screen(login, chief, verb, **fields):
    """A template of 平野区 as this chief opens it and sends it: both answers, and the names afterwards."""
    one = template(name="平野", wards=[makers.HIRANO])
    browser, address = login(chief), f"/cms/replytemplate/{verb}/{one.pk}/"
    given = {"name": "新しい", "use": "reply", "subject": "", "text": "はい。", "order": 5, "wards": [makers.HIRANO]}
    answers = browser.get(address), browser.post(address, given | fields)
    return [answer.status_code for answer in answers], set(ReplyTemplate.objects.values_list("name", flat=True))


@pytest.mark.parametrize("verb", ["edit", "delete", "copy"])
@pytest.mark.parametrize("wards", [[makers.KITA], [makers.HIRANO]], ids=["theirs", "taken"])
def test_chief_of_another_ward_opens_and_changes_nothing(login, verb, wards):
    codes, names = screen(login, makers.chief(makers.KITA), verb, wards=wards)

    assert set(codes) <= {302, 403} and codes[0] == codes[1]
    assert "平野" in names and "新しい" not in names


@pytest.mark.parametrize("wards", [[makers.HIRANO], []], ids=["ward", "city"])
@pytest.mark.parametrize(
    ("verb", "after"),
    [("edit", {"新しい"}), ("delete", set()), ("copy", {"平野", "新しい"})],
    ids=["edit", "delete", "copy"],
)
def test_chief_of_the_ward_and_of_the_city_change_it(login, verb, after, wards):
    before = set(ReplyTemplate.objects.values_list("name", flat=True))

    codes, names = screen(login, makers.chief(*wards), verb)

    assert codes == [200, 302] and names - before == after


@pytest.mark.parametrize("wards", [[], [makers.KITA], [makers.KITA, makers.HIRANO]], ids=["none", "other", "both"])
@pytest.mark.parametrize("verb", ["edit", "copy"])
def test_chief_of_one_ward_names_no_other_and_not_the_whole_city(login, verb, wards):
    codes, names = screen(login, makers.chief(makers.HIRANO), verb, wards=wards)

    assert codes == [200, 200] and "平野" in names and "新しい" not in names


def test_list_links_only_the_templates_that_this_chief_may_change(login):
    own, other = template(name="北", wards=[makers.KITA]), template(name="平野", wards=[makers.HIRANO])

    text = login(makers.chief(makers.KITA)).get("/cms/replytemplate/").content.decode()

    assert "平野" in text and f"/cms/replytemplate/copy/{other.pk}/" in text
    assert [f"/{verb}/{one.pk}/" in text for one in (own, other) for verb in ("edit", "delete")] == [
        True, True, False, False
    ]  # fmt: skip


def test_editors_look_after_templates_and_windows(login):
    screen = login(makers.admin())

    for kind in ("replytemplate", "authority"):
        assert screen.get(f"/cms/{kind}/").status_code == 200
        assert screen.get(f"/cms/{kind}/new/").status_code == 200
