"""What an officer can do to an issue: verb in the address → form → action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.efforts import actions as efforts
from community.issues import actions as issues
from community.replies import actions as replies

from . import decision_forms, forms_more
from . import forms as desk_forms
from .efforts import FORMS as EFFORT_FORMS


@dataclass(frozen=True)
class Verb:
    """`act` takes number, by, version, key and the form's fields."""

    form: type[forms.Form]
    act: Callable[..., Any]
    done: str | Promise


def _status(*, date: Any, **given: Any) -> Any:
    return issues.change_status(expected_on=date, **given)


def _note(*, version: int | None, **given: Any) -> Any:
    """A note only adds, so no version can be too old for it."""
    return issues.add_note(**given)


def _hide_message(*, message: Any, **given: Any) -> Any:
    return issues.hide_message(message_id=message.pk, **given)


def _show_message(*, message: Any, **given: Any) -> Any:
    return issues.show_message(message_id=message.pk, **given)


VERBS = {
    "approve": Verb(desk_forms.ApproveForm, issues.approve_issue, _("公開しました。")),
    "hide": Verb(desk_forms.ReasonForm, issues.hide_issue, _("隠しました。書いた人に理由が見えます。")),
    "restore": Verb(desk_forms.ReasonForm, issues.restore_issue, _("もう一度公開しました。")),
    "assign": Verb(desk_forms.AssignForm, issues.assign_issue, _("担当を決めました。")),
    "status": Verb(desk_forms.StatusForm, _status, _("様子を変えました。")),
    "merge": Verb(
        forms_more.MergeForm, issues.merge_issue, _("まとめました。応援と知らせは、まとめた先につながります。")
    ),
    "unmerge": Verb(desk_forms.VerbForm, issues.unmerge_issue, _("まとめを解きました。")),
    "promise": Verb(forms_more.PromiseForm, issues.move_promise, _("約束の日を変えました。")),
    "flags-close": Verb(desk_forms.CloseFlagsForm, issues.close_flags, _("問題なしとして、知らせを閉じました。")),
    "message-hide": Verb(desk_forms.HideMessageForm, _hide_message, _("隠しました。書いた人に理由が見えます。")),
    "message-show": Verb(decision_forms.ShowMessageForm, _show_message, _("ひとことを、もう一度見せました。")),
    "note": Verb(desk_forms.NoteForm, _note, _("メモを残しました。")),
    "reply": Verb(desk_forms.ReplyForm, replies.draft_reply, _("回答を保存しました。")),
    "reply-approve": Verb(desk_forms.VerbForm, replies.publish_reply, _("回答を公開しました。")),
    "reply-correct": Verb(desk_forms.CorrectForm, replies.correct_reply, _("回答を訂正しました。まえの文も読めます。")),
    "reply-return": Verb(desk_forms.ReturnForm, replies.return_reply, _("回答を書いた人にもどしました。")),
    "effort-approve": Verb(EFFORT_FORMS["approve"], efforts.approve_effort, _("報告を公開しました。")),
    "effort-confirm": Verb(EFFORT_FORMS["confirm"], efforts.confirm_effort, _("報告を確かめました。")),
    "effort-decline": Verb(EFFORT_FORMS["decline"], efforts.decline_effort, _("「まだです」と返事しました。")),
    "effort-hide": Verb(EFFORT_FORMS["hide"], efforts.hide_effort, _("報告を隠しました。書いた人に理由が見えます。")),
    "effort-show": Verb(EFFORT_FORMS["show"], efforts.show_effort, _("報告を、もう一度見えるようにしました。")),
    "effort-ok": Verb(EFFORT_FORMS["ok"], efforts.close_effort_flags, _("問題なしとして、知らせを閉じました。")),
}
