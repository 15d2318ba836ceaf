from community.core.reference import kept

from .models import Authority, Board, Category, Department, NeedCode


@kept
def categories() -> dict[str, Category]:
    """The categories in use by slug, in their order."""
    return {category.pk: category for category in Category.objects.filter(active=True).select_related("department")}


@kept
def departments() -> dict[str, Department]:
    return Department.objects.in_bulk()


@kept
def boards() -> dict[int, Board]:
    """All boards by key, each with its categories."""
    return Board.objects.prefetch_related("categories").in_bulk()


def main_board() -> Board:
    return next(board for board in boards().values() if board.slug == "main")


@kept
def authorities() -> dict[str, Authority]:
    """Whom a post can be sent on to, in their order, each with its categories."""
    return {one.pk: one for one in Authority.objects.filter(active=True).prefetch_related("categories")}


@kept
def need_codes() -> dict[str, NeedCode]:
    """All sorts of help and their groups by slug, in their order."""
    return {code.pk: code for code in NeedCode.objects.select_related("group")}


@kept
def usable_codes() -> dict[str, NeedCode]:
    """The codes in use by slug, groups left out, in the order of pickers, each with its group."""
    return {code.pk: code for code in NeedCode.objects.leaves()}


def mark() -> int:
    """Differs as soon as an editor has renamed or moved a category or a department."""
    kinds = tuple((kind.pk, kind.name, kind.name_en, kind.icon) for kind in categories().values())
    return hash((kinds, tuple((office.pk, office.name, office.name_en) for office in departments().values())))
