"""What people say about a post of each state: words that were changed, words that wait to be taken away; and the
addresses of single messages."""

from collections.abc import Callable, Iterable
from typing import Any

from community.discussion import actions as talk
from community.discussion.models import Event, Message, Thread
from community.photos import actions as photos
from tests import makers

VERBS = ("react", "edit", "history")  # an empty form is no answer to these; `delete` takes it for one


def plant(post: Any, *, author: Any, officer: Any, word: Callable[[str], str]) -> Event:
    """One message that says other words than it did, with a photo and pinned, and one that its author may take away."""
    shown = photos.take_in(upload=makers.upload(), author=author, draft_key=f"said-{post.pk}")
    photos.describe(photo=shown, alt=word("msgalt"), alt_en=word("msgalt"))
    said = talk.post_message(author=author, thread=post.thread, body=word("messageold"), photos=[shown.token])
    talk.pin(by=officer, thread=post.thread, message_id=said.message_id)
    thread = Thread.objects.get(pk=post.thread_id)
    talk.edit_message(author=author, thread=thread, message_id=said.message_id, body=word("message"))
    talk.post_message(author=author, thread=post.thread, body=word("message"), reply_to=said.message_id)
    return said


def addresses(post: Any, others: Iterable[Any]) -> dict[str, list[str]]:
    """All that can be asked of the messages of these things; only of the post is there one that may go."""
    threads = list(Thread.objects.filter(pk__in=[thing.thread_id for thing in (post, *others)]))
    said = list(Message.objects.filter(thread__in=threads).select_related("thread").order_by("pk"))
    last = max(message.pk for message in said if message.thread_id == post.thread_id)
    of_desk = "cms/desk/talk/<slug:kind>/<int:number>/"
    return {
        of_desk: [f"/cms/desk/talk/{one.thread.kind}/{one.thread.number}/?message={one.pk}" for one in said],
        **{f"talk/<int:message>/{verb}/": [f"/talk/{message.pk}/{verb}/" for message in said] for verb in VERBS},
        "talk/<int:message>/delete/": [f"/talk/{last}/delete/"],
        "talk/<slug:kind>/<int:number>/mine/": [f"/talk/{one.kind}/{one.number}/mine/" for one in threads],
    }
