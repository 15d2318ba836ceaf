"""The demo pictures: every subject in every light, the same for the same seed, its problem where a crop keeps it."""

from __future__ import annotations

import time

import pytest
from PIL import Image

from community.demo.scenes import PALETTES, SUBJECTS, Scene, draw_scene
from community.demo.scenes import fonts as scene_fonts
from community.demo.scenes.palettes import SPOT_RED, SPOT_YELLOW, rgb
from community.demo.scenes.scene import TRIES, variation
from community.demo.scenes.sketches import TOO_CLOSE, distance

SMALL = (120, 90)
GRID = (400, 300)
KEPT_BY_EVERY_CROP = (100, 120, 300, 275)
SLUGS = """
lamp-out lamp-fixed river-litter station-bikes broken-bench clogged-drain pothole ivy-house arcade-shutters
dumped-goods faded-crossing broken-swing flower-bed kids-diner kei-truck ladder-tools community-cats tower-signs
flooded-underpass hackathon tactile-blocked ginkgo-leaves harbour-dusk lamp-plate bus-stop-puddle crow-garbage
branch-signal tilted-sign step-wheelchair curve-mirror water-leak graffiti-wall construction-noise weedy-lot sandbox
dry-tap faded-evacuation-sign aed-box school-route lift-out notice-board suitcases rest-bench lively-market
festival-lanterns morning-cleaning rusty-railing pigeon-feeding
""".split()


def drawn(subject: str, *, seed: int = 7, palette: str = "day", **more) -> Scene:
    return draw_scene(subject, seed=seed, palette=palette, **{"size": SMALL, **more})


def spot_pixels(image: Image.Image) -> int:
    """How many pixels of the middle are as good as red-orange or yellow of the spot."""
    colours = image.crop(KEPT_BY_EVERY_CROP).getcolors(maxcolors=1 << 20)
    return sum(
        count
        for count, pixel in colours
        for spot in (SPOT_RED, SPOT_YELLOW)
        if max(abs(a - b) for a, b in zip(pixel, spot, strict=True)) <= 3
    )


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene_fonts, "find_font", lambda: None)


def test_all_subjects_of_the_design_can_be_drawn() -> None:
    assert sorted(SUBJECTS) == sorted(SLUGS)


def test_the_palettes_keep_the_colours_of_the_design() -> None:
    night = PALETTES["night"]

    assert list(PALETTES) == ["morning", "day", "dusk", "night", "rain"]
    assert (night.sky, night.road, night.water) == (rgb("#10263A"), rgb("#1B2C3B"), rgb("#16435A"))


@pytest.mark.parametrize("palette", PALETTES)
def test_every_subject_draws_in_every_light(palette: str) -> None:
    for slug in SUBJECTS:
        scene = drawn(slug, palette=palette)

        assert (scene.image.mode, scene.image.size) == ("RGB", SMALL)
        assert len(set(scene.sketch)) > 4, slug


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_draws(month: int) -> None:
    assert drawn("broken-bench", month=month, seed=month * 3).image.size == SMALL


def test_the_same_arguments_give_the_same_picture() -> None:
    for slug in ("river-litter", "lively-market", "lamp-plate"):
        first, again = drawn(slug, sign="天満"), drawn(slug, sign="天満")

        assert first.image.tobytes() == again.image.tobytes()
        assert (first.sketch, first.seed) == (again.sketch, again.seed)


@pytest.mark.parametrize("slug", SLUGS)
def test_another_seed_gives_another_picture(slug: str) -> None:
    one, other = drawn(slug, seed=1), drawn(slug, seed=2)

    assert distance(one.sketch, other.sketch) > 1


def test_before_and_after_show_the_same_place() -> None:
    for seed in range(5):
        before, after = (drawn(slug, seed=seed, size=GRID).image for slug in ("lamp-out", "lamp-fixed"))

        for corner in ((30, 40, 90, 270), (310, 40, 370, 270)):
            assert before.crop(corner).tobytes() == after.crop(corner).tobytes()
        assert before.tobytes() != after.tobytes()


def test_the_mended_lamp_lights_the_night() -> None:
    before, after = (drawn(slug, palette="night", size=GRID).image.convert("L") for slug in ("lamp-out", "lamp-fixed"))

    assert sum(after.histogram()[110:]) > sum(before.histogram()[110:])


def test_every_picture_is_told_in_both_languages() -> None:
    for slug in SUBJECTS:
        scene = drawn(slug, palette="night")

        assert scene.alt_ja == f"夜の{SUBJECTS[slug].alt_ja}"
        assert scene.alt_en.startswith("At night, ")
        assert scene.alt_en.endswith(".")
        assert 15 <= len(scene.alt_ja) <= 60


def test_no_two_subjects_are_told_alike() -> None:
    assert len({subject.alt_ja for subject in SUBJECTS.values()}) == len(SUBJECTS)
    assert len({subject.alt_en for subject in SUBJECTS.values()}) == len(SUBJECTS)


def test_a_look_alike_gives_way_to_a_variation() -> None:
    first = drawn("pothole")
    second = drawn("pothole", avoid=[first.sketch])

    assert second.seed != first.seed
    assert distance(second.sketch, first.sketch) >= TOO_CLOSE - 1


def test_a_picture_far_from_all_others_stays_as_it_is() -> None:
    night, day = drawn("pothole", palette="night"), drawn("pothole")

    assert drawn("pothole", avoid=[night.sketch]).image.tobytes() == day.image.tobytes()


def test_when_every_variation_is_a_look_alike_the_most_distant_is_taken() -> None:
    tried = [drawn("harbour-dusk", seed=variation(7, attempt)).sketch for attempt in range(TRIES)]
    chosen = drawn("harbour-dusk", avoid=tried[:-1])

    assert chosen.seed == variation(7, TRIES - 1)


def test_the_seed_of_a_variation_draws_it_again() -> None:
    first = drawn("lamp-out", palette="night")
    before = drawn("lamp-out", palette="night", avoid=[first.sketch])

    assert drawn("lamp-out", palette="night", seed=before.seed).image.tobytes() == before.image.tobytes()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_spot_of_colour_lies_where_every_crop_keeps_it(slug: str) -> None:
    for seed, palette in ((1, "day"), (2, "night"), (3, "rain"), (4, "dusk")):
        assert spot_pixels(drawn(slug, seed=seed, palette=palette, size=GRID).image) >= 12, (seed, palette)


@pytest.mark.usefixtures("no_font")
def test_signs_show_bars_where_no_font_can_write_japanese() -> None:
    for slug in SUBJECTS:
        assert drawn(slug, sign="天満駅").image.size == SMALL


def test_the_sign_changes_what_is_written() -> None:
    for slug in (
        "station-bikes",
        "lamp-plate",
        "bus-stop-puddle",
        "lively-market",
        "notice-board",
        "flooded-underpass",
    ):
        one, other = (drawn(slug, sign=sign, size=GRID).image for sign in ("玉造", "十三本町"))

        assert one.tobytes() != other.tobytes(), slug


def test_a_wide_or_square_picture_is_filled_to_its_edges() -> None:
    for size in ((160, 100), (100, 100), (90, 120)):
        image = drawn("step-wheelchair", size=size).image

        assert image.size == size
        assert image.getpixel((1, size[1] - 2)) != PALETTES["day"].sky


def test_a_full_picture_costs_little_time() -> None:
    started = time.process_time()
    drawn("ginkgo-leaves", size=(1600, 1200))

    assert time.process_time() - started < 1.5
