"""Every address that takes a POST, every body that nobody should send: a clear sentence, never a 500."""

import pytest

from community.core.visibility import Visibility
from community.dashboard.verbs import VERBS
from community.issues.models import Issue

from . import hostile
from .planted import City
from .roles import WALKS, dealt
from .surfaces import all_surfaces

pytestmark = pytest.mark.timeout(900)  # every address of the site, one after the other

# Of Wagtail's own screens only what an officer can open is ours to answer for.
SURFACES = [surface for surface in all_surfaces() if surface.is_own]


def send(city: City, role: str, address: str, body: tuple[str, bytes]):
    kind, content = body
    return city.browser(role).generic("POST", address, content, content_type=kind)


def addresses(city: City) -> list[str]:
    fill = city.filling(Visibility.PUBLIC)
    number = city.posts[Visibility.PUBLIC].number
    desk = [f"/cms/desk/issues/{number}/{verb}/" for verb in (*VERBS, "nothing")]
    desk.append(f"/cms/desk/users/{city.people['neighbour'].public_id}/ban/")
    return desk + [address for surface in SURFACES for address in surface.addresses(fill)]


@pytest.mark.full
@pytest.mark.parametrize(("role", "part"), WALKS)
def test_unreadable_body_gets_a_sentence_everywhere(city, role, part):
    for address, name in dealt(hostile.UNREADABLE, addresses(city), part):
        answer = send(city, role, address, hostile.UNREADABLE[name])

        assert answer.status_code < 500, (address, name)
        # 302: to the log-in, before anything is read; 200: an address that takes no form shows itself as ever.
        if answer.status_code >= 400 and answer.status_code not in (404, 405):
            assert "。" in answer.content.decode(), (address, name)


@pytest.mark.parametrize(("role", "part"), WALKS)
def test_strange_body_breaks_nothing_anywhere(city, role, part):
    for address, name in dealt(hostile.STRANGE, addresses(city), part):
        answer = send(city, role, address, hostile.STRANGE[name])

        assert answer.status_code < 500, (address, name)
        assert b"<script>alert(1)" not in getattr(answer, "content", b""), (address, name)


@pytest.mark.parametrize("name", hostile.UNREADABLE)
def test_unreadable_post_is_refused_and_not_stored(city, name):
    before = Issue.objects.count()

    answer = send(city, "author", "/issues/new/", hostile.UNREADABLE[name])

    assert 400 <= answer.status_code < 500 and "。" in answer.content.decode()
    assert Issue.objects.count() == before


@pytest.mark.parametrize("name", hostile.PHOTOS)
def test_bad_photo_is_refused_in_words_and_nothing_is_stored(city, name):
    before = Issue.objects.count()

    answer = send(city, "author", "/issues/new/", (hostile.MULTIPART, hostile.photo_form(hostile.PHOTOS[name])))

    assert answer.status_code == 400 and "写真" in answer.content.decode()
    assert Issue.objects.count() == before


def test_photo_with_a_huge_text_inside_leaves_only_its_pixels(city):
    body = (hostile.MULTIPART, hostile.photo_form(hostile.text_bomb(), "big.png", "image/png"))

    answer = send(city, "author", "/issues/new/", body)

    assert answer.status_code in (302, 400)
