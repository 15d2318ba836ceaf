from wagtail import hooks
from wagtail.permissions import register_permission_policy

from .models import CallAnswer, Dataset
from .viewsets import AnswersPolicy, CallAnswerViewSet, CallViewSet
from .viewsets_data import DatasetViewSet, KeptPolicy

register_permission_policy(CallAnswer, AnswersPolicy(CallAnswer))
register_permission_policy(Dataset, KeptPolicy(Dataset))


@hooks.register("register_admin_viewset")
def calls() -> list[CallViewSet | CallAnswerViewSet]:
    return [CallViewSet(), CallAnswerViewSet()]


@hooks.register("register_admin_viewset")
def datasets() -> DatasetViewSet:
    return DatasetViewSet()
