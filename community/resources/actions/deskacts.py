"""What the city's desk does to what people own and talk about: approve, hide, restore, look at flags, hide words.

The same for offers and for projects; each brings its rows, its news and the sentence that asks for a reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts import actions as people
from community.core.errors import NotAllowed
from community.core.takedowns import Takedown
from community.core.text import said
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion.models import Message
from community.moderation import actions as flags
from community.moderation.models import Outcome
from community.notifications import actions as notices
from community.organisations.models import Organisation

LONGEST_REASON = 400
REASON = "市が隠しました。"  # the words of that day are in the journal that was lost


@dataclass(frozen=True)
class DeskActs:
    """`rows`: the module that locks, saves and writes down (`take, lock, save, set_visibility, follow, record`);
    `announce`: what those hear for whom it is new; `why`: asks the officer for the reason that its owner reads."""

    kind: str
    model: Any
    rows: Any
    announce: Callable[[Any], None]
    why: Any

    @transaction.atomic
    def approve(self, *, number: int, by: Any, version: int | None = None, key: str = "") -> Any:
        """Let everybody see it. Raises NotFound, NotAllowed or StaleVersion."""
        thing, is_done = self._take("approve", number, by, version, key)
        if is_done:
            return thing
        if thing.visibility != Visibility.PENDING:
            raise NotAllowed(_("これは、公開まちではありません。"))
        self.rows.set_visibility(thing, Visibility.PUBLIC)
        flags.close_flags(kind=self.kind, number=number, part=0, outcome=Outcome.FINE)
        self.rows.record(f"{self.kind}.approve", thing, by=by, key=key)
        self.announce(thing)
        news = f"{self.kind}.approved"
        notices.announce(news=news, data={self.kind: thing.pk, "by": by.pk}, key=f"{news}:{thing.pk}:{thing.version}")
        return thing

    @transaction.atomic
    def hide(self, *, number: int, by: Any, reason: str, version: int | None = None, key: str = "") -> Any:
        """Take it out of everybody's sight, with a reason that its owner reads. Its pictures change their address.

        Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
        """
        reason = said(reason, LONGEST_REASON, str(self.why))
        thing, is_done = self._take("hide", number, by, version, key, reason)
        if is_done:
            return thing
        if thing.visibility not in (Visibility.PUBLIC, Visibility.PENDING):
            raise NotAllowed(_("これは、公開されていません。"))
        thing.hidden_reason = reason
        self.rows.set_visibility(thing, Visibility.HIDDEN, "hidden_reason")
        people.note_hidden_post(user_id=thing.author_id)
        if thing.author is not None:
            flags.note_takedown(kind=self.kind, number=number, author=thing.author, reason=reason, by=by)
        flags.close_flags(kind=self.kind, number=number)
        self.rows.record(f"{self.kind}.hide", thing, by=by, note=reason, key=key)
        return thing

    @transaction.atomic
    def restore(self, *, number: int, by: Any, reason: str, version: int | None = None, key: str = "") -> Any:
        """Show it again, with a reason for colleagues. Raises NotFound, NotAllowed, InvalidInput or StaleVersion."""
        reason = said(reason, LONGEST_REASON, _("もどす理由を書いてください。"))
        thing, is_done = self._take("restore", number, by, version, key, reason)
        if is_done:
            return thing
        if thing.visibility != Visibility.HIDDEN:
            raise NotAllowed(_("これは、隠されていません。"))
        thing.hidden_reason = ""
        self.rows.set_visibility(thing, Visibility.PUBLIC, "hidden_reason")
        flags.undo_takedown(kind=self.kind, number=number, by=by)
        self.rows.record(f"{self.kind}.restore", thing, by=by, note=reason, key=key)
        return thing

    @transaction.atomic
    def close_flags(self, *, number: int, by: Any, version: int | None = None, key: str = "") -> Any:
        """Nothing is wrong with it and its talk: close what residents have flagged there.

        Raises NotFound, NotAllowed when nothing is flagged, or StaleVersion.
        """
        thing, is_done = self._take("flags", number, by, version, key)
        if is_done:
            return thing
        closed = flags.close_flags(kind=self.kind, number=number, outcome=Outcome.FINE)
        if not closed:
            raise NotAllowed(_("開いている知らせは、もうありません。"))
        self.rows.save(thing)
        self.rows.record(f"{self.kind}.flags", thing, by=by, key=key, flags=closed)
        return thing

    @transaction.atomic
    def hide_message(
        self, *, number: int, message_id: int, by: Any, reason: str, version: int | None = None, key: str = ""
    ) -> Any:
        """Put a placeholder where somebody's words were, with a reason that their author reads.

        Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
        """
        reason = said(reason, LONGEST_REASON, _("隠す理由を書いてください。書いた人に見えます。"))
        thing, is_done = self._take("message_hide", number, by, version, key, reason)
        if is_done:
            return thing
        message = talk.hide_message(thread_id=thing.thread_id, message_id=message_id)
        self.rows.save(thing)
        if message.author is not None and not message.official:
            of_message = {"kind": self.kind, "number": number, "part": message_id}
            flags.note_takedown(**of_message, author=message.author, reason=reason, by=by)
        flags.close_flags(kind=self.kind, number=number, part=message_id)
        self.rows.record(f"{self.kind}.message_hide", thing, by=by, note=reason, key=key, message=message_id)
        return thing

    @transaction.atomic
    def show_message(
        self, *, number: int, message_id: int, by: Any, reason: str, version: int | None = None, key: str = ""
    ) -> Any:
        """Show hidden words again, with a reason for colleagues.

        Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
        """
        reason = said(reason, LONGEST_REASON, _("もどす理由を書いてください。"))
        thing, is_done = self._take("message_show", number, by, version, key, reason)
        if is_done:
            return thing
        talk.show_message(thread_id=thing.thread_id, message_id=message_id)
        self.rows.save(thing)
        flags.undo_takedown(kind=self.kind, number=number, part=message_id, by=by)
        flags.close_flags(kind=self.kind, number=number, part=message_id, outcome=Outcome.FINE)
        self.rows.record(f"{self.kind}.message_show", thing, by=by, note=reason, key=key, message=message_id)
        return thing

    @transaction.atomic
    def hide_again(self, down: Takedown) -> bool:
        """After an older copy was restored: what was hidden since; whether it was there and not hidden."""
        thing = self.model.objects.filter(pk=int(down.number)).first()
        is_meant = thing is not None and thing.created_at.isoformat() <= down.at
        if not is_meant or thing.visibility in (Visibility.HIDDEN, Visibility.ERASED):
            return False
        thing = self.rows.lock(thing.pk)
        thing.hidden_reason = REASON
        self.rows.set_visibility(thing, Visibility.HIDDEN, "hidden_reason")
        self.rows.record(f"{self.kind}.hide", thing, by=None, note="restore")
        return True

    @transaction.atomic
    def hide_message_again(self, down: Takedown) -> bool:
        """The same for words of its talk."""
        number = int(down.number)
        message = Message.objects.filter(pk=down.part, thread__kind=self.kind, thread__number=number).first()
        if message is None or message.is_hidden or message.at.isoformat() > down.at:
            return False
        talk.hide_message(thread_id=message.thread_id, message_id=message.pk)
        thing = self.rows.lock(number)
        self.rows.record(f"{self.kind}.message_hide", thing, by=None, note="restore", message=message.pk)
        return True

    @transaction.atomic
    def follow_organisation(self, *, organisation: Organisation) -> None:
        """Others see the organisation, or no longer: talks and pictures of what is its own go with it, in that
        transaction."""
        own = self.model.objects.filter(organisation=organisation).order_by("pk")
        for number in list(own.values_list("pk", flat=True)):
            thing = self.rows.lock(number)
            thing.organisation = organisation
            self.rows.follow(thing)
            self.rows.save(thing)

    def _take(
        self, act: str, number: int, by: Any, version: int | None, key: str, reason: str = ""
    ) -> tuple[Any, bool]:
        """The locked row, and whether this press was done before; somebody slower gets their reason back."""
        yours = {str(_("理由")): reason} if reason else None
        return self.rows.take(number, by=by, act=f"{self.kind}.{act}", key=key, version=version, yours=yours)
