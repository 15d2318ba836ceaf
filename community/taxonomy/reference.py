from community.core.reference import kept

from .models import Category


@kept
def categories() -> dict[str, Category]:
    """The categories in use by slug, in their order."""
    return {category.pk: category for category in Category.objects.filter(active=True).select_related("department")}
