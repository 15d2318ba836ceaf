"""Words to start from: templates with gaps, and answers that were approved before."""

import pytest
from django.urls import reverse

from community.replies import actions as replies
from community.taxonomy.models import Category, Department, ReplyTemplate
from search import outbox
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


def alike(desk, issue) -> str:
    """The part of the page with answers to posts like it, as it is fetched."""
    outbox.drain(most=1000)
    answer = desk.get(reverse("desk:answers", args=[issue.number]), {"view": "all"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_three_answers_to_the_likest_public_posts_are_offered_in_order(desk):
    answered("公園のベンチがこわれています", "板を替えました。", category="park")
    answered("防犯灯が暗い", "球を替えました。", **makers.IN_KITA)
    for n in range(2):
        answered("防犯灯が切れて夜道が暗い", f"近い{n}です。", **makers.IN_KITA)
    issue = makers.issue(title="街灯が切れて夜道が暗いです", **makers.IN_KITA)

    text = alike(desk, issue)

    assert text.index("近い1です。") < text.index("近い0です。") < text.index("球を替えました。")
    assert "板を替えました。" not in text and text.count("この文を使う") == 3


def test_an_answer_says_what_it_answered_when_and_by_whom(desk):
    former = answered("防犯灯が切れています", "LEDに替えました。")
    former.replies.update(department=Department.objects.get(name="建設局"))
    issue = makers.issue(title="街灯が切れて暗いです")

    text = alike(desk, issue)

    assert f'href="/issues/{former.number}/"' in text and "防犯灯が切れています" in text and "対応済み" in text
    assert former.replies.get().answered_on.isoformat() in text and "建設局" in text
    assert f"/cms/desk/issues/{issue.number}/?view=all&amp;start={former.replies.get().pk}#reply" in text


@pytest.mark.parametrize("visibility", ["hidden", "pending", "private", "erased"])
def test_answer_to_a_post_that_not_everybody_sees_is_no_beginning_for_another(desk, visibility):
    former = answered("防犯灯が切れています", "隠れた回答です。")
    issue = makers.issue(title="街灯が切れて暗いです")
    assert "隠れた回答です。" in alike(desk, issue)

    makers.set_visibility(former, visibility)

    assert alike(desk, issue).strip() == ""
    assert "隠れた回答です。" not in page(desk, issue, start=former.replies.get().pk)


def test_drafts_waiting_and_returned_answers_are_not_offered(desk):
    officer, chief = makers.officer(makers.KITA), makers.chief(makers.KITA)
    waiting, returned = makers.issue(title="防犯灯が切れています"), makers.issue(title="防犯灯が切れています")
    for issue in (waiting, returned):
        replies.draft_reply(number=issue.number, by=officer, subject="回答", view="まだ下書きです。", kind="done")
    replies.return_reply(number=returned.number, by=chief, note="短く。")

    issue = makers.issue(title="街灯が切れて暗いです")

    assert alike(desk, issue).strip() == ""
    assert "まだ下書きです。" not in page(desk, issue, start=waiting.replies.get().pk)


def test_answer_of_the_post_itself_is_not_offered(desk):
    issue = answered("防犯灯が切れています", "この投稿への回答です。")

    assert alike(desk, issue).strip() == ""


def test_without_script_the_page_itself_shows_them_when_asked(desk):
    answered("防犯灯が切れています", "LEDに替えました。")
    issue = makers.issue(title="街灯が切れて暗いです")
    outbox.drain(most=1000)

    assert "?answers=1#reply" in page(desk, issue) and "LEDに替えました。" not in page(desk, issue)
    shown = page(desk, issue, answers="1")
    assert "LEDに替えました。" in shown and "似た課題への回答" in shown and "?answers=1" not in shown


def test_page_has_no_part_for_answers_where_there_are_none(desk):
    assert "似た課題への回答" not in page(desk, makers.issue(), answers="1")


@pytest.mark.parametrize("who", ["person", "editor"])
def test_only_the_desk_asks_for_answers(login, who):
    issue = makers.issue()

    assert login(getattr(makers, who)()).get(reverse("desk:answers", args=[issue.number])).status_code == 404
    assert login(makers.officer(makers.HIRANO)).get(reverse("desk:answers", args=[issue.number])).status_code == 404


def test_former_answer_can_be_the_start(desk):
    former = answered("防犯灯が切れて暗い", "LEDに替えました。")
    issue = makers.issue(title="公園の街灯が切れて暗いです")

    text = page(desk, issue, start=former.replies.get().pk)

    assert "LEDに替えました。</textarea>" in text


@pytest.mark.parametrize("start", ["", "x", "-1", "9" * 30])
def test_wrong_start_begins_with_nothing(desk, start):
    assert 'name="view"' in page(desk, makers.issue(), start=start)


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
