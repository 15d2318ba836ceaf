"""Every address under /cms/, as every role: who gets in, that nothing breaks, and that all of it is Japanese."""

import re
from pprint import pformat

import pytest
from django.conf import settings
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file

from community.pages.models import SiteImage
from community.taxonomy.models import Board, Category, Department
from tests import makers

from .roles import also_in_full
from .screens import filling, screens, words_of

pytestmark = pytest.mark.django_db

# Leaves, raises on purpose, or is Wagtail's answer to every other address.
LEAVING = ("cms/logout/", "cms/account/logout/", "cms/failwhale/", "cms/.*/")
OPEN_FILES = ("cms/jsi18n/", "cms/sprite", "cms/login/", "cms/password_reset/")
THEIRS = ("cms/desk/", "cms/account/", "cms/logout/", "cms/jsi18n/", "cms/sprite")
CHIEFS = "cms/replytemplate/"
FOR_EDITORS = ("cms/desk/calls/", "cms/desk/challenges/")  # who joined a call; what events ask of their teams
NOT_FOR_EDITORS = ("cms/users/", "cms/groups/", "cms/sites/", "cms/locales/", "cms/desk/")
# Names and short forms that Japanese uses as they are; keys of a keyboard; forms of files.
AS_THEY_ARE = re.compile(
    r"(?:Wagtail|JavaScript|Markdown|YouTube|OK|ID|URL|API|HTML|CSV|XLSX|TSV|JSON|PDF|QR|RSS|SEO|NPO|ICT|iCal|LINE|"
    r"Ctrl|Shift|Enter|Cmd|Alt|Esc|Tab|Mod|MB|KB|GB|px|km|WebP|WEBP|AVIF|JPE?G|PNG|GIF|SVG|HEIC|DOCX?|PPTX?|ODT|RTF|ZIP|KEY|"
    r"My Community Osaka|English|Osaka|Twitter|Facebook)(?![A-Za-z])"
)
DATA = re.compile(
    r"[\w.+\-]+@[\w.\-]+|(?:https?:/)?/[\w\-/.?=&%#]*|[\w\-]+\.(?:jpe?g|png|webp|pdf|txt|csv)|^[a-z0-9_.\-]+$"
)
WRITTEN_IN = ("Search", "Actions")  # names that Wagtail's templates give in English alone, heard but not seen
ENGLISH = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def house(db):
    """One person a role, one issue of 北区, a picture and a document."""
    for model in (Category, Department, Board):
        model.objects.update(name_en="")
    SiteImage.objects.create(title="天王寺公園", file=get_test_image_file())
    Document.objects.create(title="案内", file="documents/x.pdf")
    author = makers.person(display_name="なかむら")
    return {
        "issue": makers.issue(author=author),
        "people": {
            "visitor": None,
            "resident": author,
            "officer": makers.officer(makers.KITA),
            "chief": makers.chief(makers.KITA),
            "editor": makers.editor(),
            "admin": makers.admin(),
        },
    }


def browser_of(person):
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        if person.is_staff:
            makers.use_second_factor(client, person)
    return client


def walk(house, role):
    """Each address as this role, opened and then posted to with nothing: surface, address, both answers."""
    client = browser_of(house["people"][role])
    fill = filling(number=house["issue"].number, person=house["people"]["resident"])
    for surface in screens():
        if surface.route not in LEAVING:
            for address in surface.addresses(fill):
                yield surface, address, client.get(address), client.post(address)


def is_closed(answer):
    """Not there, not allowed, or led to a log-in."""
    return answer.status_code in (403, 404, 405) or (
        answer.status_code in (301, 302) and answer["Location"].startswith("/accounts/")
    )


def english_of(answer):
    """What a page says that is not Japanese."""
    if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
        return []
    return [
        text[:120]
        for text in words_of(answer.content.decode())
        if text not in WRITTEN_IN and ENGLISH.search(DATA.sub("", AS_THEY_ARE.sub("", text)))
    ]


@pytest.mark.full
@pytest.mark.parametrize("role", ["visitor", "resident"])
def test_residents_find_nothing_there(house, role):
    opened = [
        address
        for surface, address, *answers in walk(house, role)
        if not all(map(is_closed, answers)) and not surface.route.startswith(OPEN_FILES)
    ]

    assert opened == []


@pytest.mark.parametrize("role", ["chief", *also_in_full("officer")])
def test_the_desk_has_its_part_in_japanese_and_nothing_else(house, role):
    opened, broken, english = [], [], {}
    for surface, address, *answers in walk(house, role):
        is_theirs = surface.route == "cms/" or surface.route.startswith(THEIRS)
        is_theirs |= role == "chief" and surface.route.startswith(CHIEFS)
        if not is_theirs and not all(map(is_closed, answers)):
            opened.append(address)
        broken += [address for answer in answers if answer.status_code >= 500]
        english |= dict.fromkeys(english_of(answers[0]), surface.route)

    assert opened == []
    assert not broken, pformat(broken)
    assert not english, pformat(english, width=160)


# Wagtail forgets the filters of its pictures in an order that Python remarks on.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("role", ["editor", *also_in_full("admin")])
def test_editors_screens_stand_in_japanese_and_leave_people_and_desk_alone(house, role):
    opened, broken, english = [], [], {}
    for surface, address, *answers in walk(house, role):
        if answers[0].status_code == 200:
            opened.append(address)
        if answers[0].status_code >= 500 and "/x/" not in address:
            broken.append(address)
        # A draft is a page of the site, with its language switch.
        if role == "editor" and "view_draft" not in surface.route:
            english |= dict.fromkeys(english_of(answers[0]), surface.route)

    assert len(opened) > 30
    if role == "editor":
        closed = [address for address in opened if address[1:].startswith(NOT_FOR_EDITORS)]
        assert [address for address in closed if not address[1:].startswith(FOR_EDITORS)] == []
    assert not broken, pformat(broken)
    assert not english, pformat(english, width=160)
