from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "community.projects"
    verbose_name = "いっしょにやること"
