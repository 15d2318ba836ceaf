"""A project in words, field by field."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .models import Project, ProjectDataset, Role


def describe(project: Project) -> dict[str, str]:
    """Name of a field → what it says, for people who compare two versions and for the desk."""
    data = list(project.data.select_related("dataset"))
    return {
        str(_("公開範囲")): str(project.get_visibility_display()),
        str(_("名前")): project.title,
        str(_("ひとことで、何をするもの")): project.does,
        str(_("くわしく")): project.body,
        str(_("段階")): str(project.get_stage_display()),
        str(_("コードの場所")): project.repository,
        str(_("ためせる場所")): project.demo,
        str(_("ライセンス")): project.licence,
        str(_("できること")): "、".join(code.label for code in project.codes.all()),
        str(_("さがしている人")): "、".join(role_in_words(role) for role in project.roles.all() if role.open),
        str(_("使っているデータ")): _titles(data, ProjectDataset.Use.USES),
        str(_("ほしいデータ")): "、".join(
            part for part in (_titles(data, ProjectDataset.Use.NEEDS), project.data_wanted) if part
        ),
    }


def _titles(data: Iterable[ProjectDataset], use: str) -> str:
    return "、".join(row.dataset.shown_title for row in data if row.use == use and row.dataset.listed)


def role_in_words(role: Role) -> str:
    return f"{role.title}（{terms_in_words(role)}）" if terms_in_words(role) else role.title


def terms_in_words(role: Role) -> str:
    """How much time, and from where."""
    hours = _("週%(hours)d時間") % {"hours": role.hours_a_week} if role.hours_a_week else ""
    return "・".join(part for part in (hours, _("はなれていてもできる") if role.remote else "") if part)
