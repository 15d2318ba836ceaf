from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "community.projects"
    verbose_name = "いっしょにやること"

    def ready(self) -> None:
        import search
        from community.accounts import testaccounts
        from community.core import panels, takedowns
        from community.discussion import registry as talk
        from community.moderation import registry as flags
        from community.notifications import registry as notices
        from community.photos.albums import register_album

        from . import moderated, mydata, news, receivers, receivers_challenges  # noqa: F401 - importing registers them
        from .actions.desk import hide_again, hide_message_again
        from .actions.testthings import make_project
        from .album import ALBUM
        from .news_challenges import CHALLENGED
        from .panels import PANELS
        from .panels_challenges import PANELS as OF_CHALLENGES
        from .search import ProjectSource
        from .search_datasets import DatasetSource
        from .talk import people, takes_messages

        register_album(ALBUM)
        search.register(ProjectSource())
        search.register(DatasetSource())
        talk.register(talk.Discussable("project", takes_messages=takes_messages, news="project.message"))
        talk.register_people(people)
        flags.register(
            moderated.KIND,
            moderated.sees,
            known=moderated.known,
            address=moderated.address,
            take=moderated.take,
            restore=moderated.restore,
            hidden=_("隠されたプロジェクト"),
            told=_("プロジェクトが隠されました"),
            way=_("そのプロジェクトを見る"),
        )
        for sort in (*news.NEWS, CHALLENGED):
            notices.register(sort)
        notices.register_followable(news.PROJECTS)
        for panel in (*PANELS, *OF_CHALLENGES):
            panels.register(panel)
        takedowns.register("project.hide", hide_again, undone_by="project.restore")
        takedowns.register("project.message_hide", hide_message_again, undone_by="project.message_show")
        testaccounts.register_maker(make_project)
