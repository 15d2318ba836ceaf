"""When a resource's talk takes words, and who is named beside it."""

from community.discussion.models import Thread

from .models import Resource


def takes_messages(thread: Thread) -> bool:
    """While everybody sees it."""
    resource = thread.discussed or Resource.objects.filter(thread=thread).first()
    return resource is not None and resource.is_public


def people(thread: Thread) -> list[int]:
    """Who offers it, where that is a person."""
    offered = Resource.objects.filter(thread=thread, organisation=None, author__isnull=False)
    return list(offered.values_list("author", flat=True)) if thread.kind == "resource" else []
