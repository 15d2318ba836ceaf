"""When a project's talk takes words, and who is named beside it."""

from community.discussion.models import Thread

from .models import Member, Project


def takes_messages(thread: Thread) -> bool:
    """While everybody sees it."""
    project = thread.discussed or Project.objects.filter(thread=thread).first()
    return project is not None and project.is_public


def people(thread: Thread) -> list[int]:
    """Who leads it, and the team."""
    if thread.kind != "project":
        return []
    led = Project.objects.filter(thread=thread, organisation=None, author__isnull=False)
    team = Member.objects.joined().filter(project__thread=thread)
    return [*led.values_list("author", flat=True), *team.values_list("person", flat=True)]
