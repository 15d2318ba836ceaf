"""Answers without words: what is counted of them. Counts stand in the message's row, so that no page counts."""

from django.db.models import Count, QuerySet

from ..models import Message, Reaction, Thread


def recount(thread_id: int, messages: QuerySet[Message]) -> None:
    """Count the reactions of these messages of one thread anew. Locks the thread's row."""
    Thread.objects.select_for_update().get(pk=thread_id)
    rows = Reaction.objects.filter(message__in=messages).values_list("message", "kind").order_by()
    counts: dict[int, dict[str, int]] = {pk: {} for pk in messages.values_list("pk", flat=True)}
    for message_id, kind, number in rows.annotate(number=Count("pk")):
        counts[message_id][kind] = number
    for message_id, numbers in counts.items():
        in_order = {kind: numbers[kind] for kind in Reaction.Kind.values if kind in numbers}
        Message.objects.filter(pk=message_id).update(reaction_counts=in_order)
