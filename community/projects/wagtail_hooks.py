from wagtail import hooks
from wagtail.permissions import register_permission_policy

from .models import CallAnswer
from .viewsets import AnswersPolicy, CallAnswerViewSet, CallViewSet

register_permission_policy(CallAnswer, AnswersPolicy(CallAnswer))


@hooks.register("register_admin_viewset")
def calls() -> list[CallViewSet | CallAnswerViewSet]:
    return [CallViewSet(), CallAnswerViewSet()]
