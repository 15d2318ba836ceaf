"""The drawing surface: places, turns, mirrors, soft outlines, letters and the path notation."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from community.demo.scenes import fonts
from community.demo.scenes.canvas import Canvas
from community.demo.scenes.paths import flatten, smooth
from community.demo.scenes.shapes.roads import Perspective

WHITE, RED, BLACK = (255, 255, 255), (200, 0, 0), (0, 0, 0)


def canvas(*, mirrored: bool = False) -> Canvas:
    """A surface of 100 by 100 units, one unit a pixel, its origin in the middle."""
    return Canvas(Image.new("RGB", (101, 101), WHITE), (-1 if mirrored else 1, 0, 0, 1, 50, 50))


def box_of_ink(surface: Canvas) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(surface.image, Image.new("RGB", surface.image.size, WHITE)).getbbox()


def test_a_shape_lands_where_its_stage_was_moved_grown_and_mirrored() -> None:
    surface = canvas()
    surface.at(10, 20, scale=2, flip=True).rect(0, 0, 10, 5, RED)

    assert box_of_ink(surface) == (40, 70, 61, 81)


def test_a_quarter_turn_is_clockwise() -> None:
    surface = canvas()
    surface.at(0, 0, turn=90).rect(0, -2, 30, 4, RED)

    left, top, right, bottom = box_of_ink(surface)
    assert (right - left, bottom - top) == (5, 31)
    assert top == 50


def test_what_is_under_a_veil_shows_through() -> None:
    surface = canvas()
    surface.polygon([(-9, -9), (9, -9), (9, 9), (-9, 9)], BLACK, alpha=0.5)

    assert surface.image.getpixel((50, 50)) == pytest.approx((127, 127, 127), abs=1)


def test_only_what_falls_inside_an_outline_is_kept() -> None:
    surface = canvas()
    with surface.inside([(-5, -5), (5, -5), (5, 5), (-5, 5)]):
        surface.circle(0, 0, 40, RED)

    assert box_of_ink(surface) == (45, 45, 56, 56)


def test_nothing_is_kept_of_what_is_drawn_inside_an_outline_off_the_picture() -> None:
    surface = canvas()
    with surface.inside([(200, 200), (210, 200), (210, 210)]):
        surface.circle(0, 0, 40, RED)

    assert box_of_ink(surface) is None


def test_letters_are_never_mirrored() -> None:
    plain, mirrored = canvas(), canvas(mirrored=True)
    for surface in (plain, mirrored):
        surface.text("止まれ", 0, 0, 24, BLACK)

    assert plain.image.tobytes() == mirrored.image.tobytes()


def test_letters_lean_with_a_tilted_sign() -> None:
    straight, tilted = canvas(), canvas()
    straight.text("一一一", 0, 0, 20, BLACK)
    tilted.at(0, 0, turn=30).text("一一一", 0, 0, 20, BLACK)

    assert box_of_ink(tilted)[3] - box_of_ink(tilted)[1] > box_of_ink(straight)[3] - box_of_ink(straight)[1] + 15


def test_words_shrink_to_the_width_of_the_board() -> None:
    surface = canvas()
    surface.text("長居公園東筋商店街", 0, 0, 30, BLACK, width=60)

    left, _, right, _ = box_of_ink(surface)
    assert right - left <= 64


def test_upright_words_run_from_top_to_bottom() -> None:
    surface = canvas()
    surface.text("喫茶店", 0, 0, 20, BLACK, width=60, upright=True)

    left, top, right, bottom = box_of_ink(surface)
    assert bottom - top > 2 * (right - left)


def test_bars_stand_for_words_without_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_font", lambda: None)
    surface = canvas()
    surface.text("駅", 0, 0, 20, BLACK)

    assert surface.image.getpixel((50, 50)) == BLACK
    assert box_of_ink(surface)[3] - box_of_ink(surface)[1] < 12


def test_no_words_leave_no_ink() -> None:
    surface = canvas()
    surface.text("", 0, 0, 20, BLACK)

    assert box_of_ink(surface) is None


@pytest.mark.parametrize(
    ("notation", "ends"),
    [
        ("M0 0L4 0V3H0Z", [(4, 0), (4, 3), (0, 3), (0, 0)]),
        ("M1 1l4 0v3h-4z", [(5, 1), (5, 4), (1, 4), (1, 1)]),
        ("M1 1 5 1-2 3", [(5, 1), (-2, 3)]),
    ],
)
def test_straight_paths_are_read_as_written(notation: str, ends: list[tuple[float, float]]) -> None:
    (line,) = flatten(notation)

    assert list(line[1:]) == ends


@pytest.mark.parametrize("notation", ["M0 0Q5 9 10 0", "M0 0C3 9 7 9 10 0", "M0 0q5 9 10 0", "M0 0c3 9 7 9 10 0"])
def test_curves_bend_and_end_where_they_say(notation: str) -> None:
    (line,) = flatten(notation)

    assert line[-1] == pytest.approx((10, 0))
    assert max(y for _, y in line) == pytest.approx(4.5, abs=2.4)


@pytest.mark.parametrize("notation", ["M0 0Q5 8 10 0T20 0", "M0 0C2 6 8 6 10 0S18 -6 20 0"])
def test_a_continued_curve_swings_to_the_other_side(notation: str) -> None:
    (line,) = flatten(notation)

    assert line[-1] == pytest.approx((20, 0))
    assert min(y for x, y in line if x > 11) < -2


def test_a_soft_outline_goes_through_all_its_points() -> None:
    corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]

    outline = smooth(corners)

    assert all(any(abs(x - px) + abs(y - py) < 1e-6 for px, py in outline) for x, y in corners)


def test_things_at_depth_one_are_half_as_large_and_half_way() -> None:
    view = Perspective(200, 100)

    assert view.size(1) == 0.5
    assert view.point(0, 300, 1) == (100, 200)
