from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from community.core.holding import Holder

from .models import Photo
from .sizes import CARD, SIZES, path_of

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _etag(request: HttpRequest, token: str, name: str) -> str | None:
    """None (no shortcut) unless this person may see the photo: a 304 would tell that it exists."""
    photo = Photo.objects.visible_to(request.user).filter(token=token).first() or _held(request, token)
    request.photo = photo
    return f'"{token}-{name}-{photo.state}"' if photo is not None else None


def _held(request: HttpRequest, token: str) -> Photo | None:
    """A photo of a post that is being written in this browser without an account."""
    holder = Holder.of(request)
    return None if holder.is_new else Photo.objects.drafts_of(None, holder.name).filter(token=token).first()


@require_safe
@condition(etag_func=_etag)
def photo(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """One size of a photo. Until the larger sizes are made, the card stands in for them."""
    if request.photo is None:
        raise Http404
    return send(request.photo, name)


def send(photo: Photo, name: str) -> HttpResponse:
    """One size of a photo that whoever asks may see: the caller has looked."""
    if name not in SIZES:
        raise Http404
    size = SIZES[name] if path_of(photo.token, SIZES[name]).exists() else CARD
    try:
        file = path_of(photo.token, size).open("rb")
    except FileNotFoundError as reason:
        raise Http404 from reason
    answer = FileResponse(file, content_type=size.content_type, headers=HEADERS)
    answer["Cache-Control"] = "public, no-cache" if photo.is_public else "private, no-store"
    return answer
