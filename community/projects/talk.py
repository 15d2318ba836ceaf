"""When a project's talk takes words."""

from community.discussion.models import Thread

from .models import Project


def takes_messages(thread: Thread) -> bool:
    """While everybody sees it."""
    project = thread.discussed or Project.objects.filter(thread=thread).first()
    return project is not None and project.is_public
