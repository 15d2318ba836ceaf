"""Parts of a project's picture are hidden for good, by who leads it (`photos.actions.hide_own`)."""

from community.photos.albums import Taken

from ..models import Project
from .locking import lock, save


def take_with_photo(photo: int) -> Taken | None:
    """The project that this photo stands for, locked; None when it stands for none."""
    number = Project.objects.filter(cover=photo).values_list("pk", flat=True).first()
    return _taken(lock(number)) if number is not None else None


def _taken(project: Project) -> Taken:
    return Taken("project", project.pk, project.ward_id or "", lambda: save(project))
