"""When a resource's talk takes words."""

from community.discussion.models import Thread

from .models import Resource


def takes_messages(thread: Thread) -> bool:
    """While everybody sees it."""
    resource = thread.discussed or Resource.objects.filter(thread=thread).first()
    return resource is not None and resource.is_public
