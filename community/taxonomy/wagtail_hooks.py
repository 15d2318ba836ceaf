from wagtail import hooks

from .viewsets import BoardChooserViewSet, TaxonomyGroup


@hooks.register("register_admin_viewset")
def taxonomy() -> TaxonomyGroup:
    return TaxonomyGroup()


@hooks.register("register_admin_viewset")
def board_chooser() -> BoardChooserViewSet:
    return BoardChooserViewSet("board_chooser", url_prefix="boards/choose")
