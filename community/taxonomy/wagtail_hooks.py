from wagtail import hooks

from .viewsets import TaxonomyGroup


@hooks.register("register_admin_viewset")
def taxonomy() -> TaxonomyGroup:
    return TaxonomyGroup()
