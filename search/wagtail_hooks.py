from wagtail import hooks

from .viewsets import ConceptViewSet


@hooks.register("register_admin_viewset")
def concepts() -> ConceptViewSet:
    return ConceptViewSet()
