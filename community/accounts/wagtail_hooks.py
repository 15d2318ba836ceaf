from wagtail import hooks

from .viewsets import refuse_many_at_once

hooks.register("before_bulk_action", refuse_many_at_once)
