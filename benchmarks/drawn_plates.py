"""Drawn number plates on drawn cars: no photo of anybody's is in the repository."""

import random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

COLOURS = (("#fafaf8", "#145028"), ("#facd28", "#141414"), ("#145a32", "#fafaf8"), ("#141414", "#facd28"))
BODIES = ("#b4b4be", "#28283c", "#961414", "#e6e6e6")
WHOLE = (660, 330)  # pixels in which one is drawn; half as high as wide, as they are


def plate(number: str, width: int, *, colours: tuple[str, str] = COLOURS[0], font: str | None = None) -> Image.Image:
    """`font` has Japanese letters; without one the office and the kana are left out."""
    ground, ink = colours
    image = Image.new("RGB", WHOLE, ground)
    draw = ImageDraw.Draw(image)

    def write(text, x, y, size, name=font):
        letters = ImageFont.truetype(name, size) if name else ImageFont.load_default(size)
        draw.text((x, y), text, ink, letters, anchor="mm", stroke_width=2)

    write("大阪 500" if font else "500", 330, 60, 80)
    if font:
        write("さ", 58, 215, 75)
    write(number.lstrip("・"), 380, 215, 200, name=None)
    if number.startswith("・"):
        draw.ellipse((130, 200, 160, 230), ink)
    return image.resize((width, width // 2), Image.Resampling.LANCZOS)


def street(size: tuple[int, int] = (1600, 1200), *, seed: int = 1) -> Image.Image:
    """As busy as one: noise on slopes, walls, windows."""
    dice = random.Random(seed)
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 40).resize(size, Image.Resampling.BICUBIC)
    slope = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (Image.blend(noise, slope, 0.4), Image.blend(noise, slope, 0.5), noise))
    draw = ImageDraw.Draw(image)
    for _n in range(12):
        left, top, side = dice.randrange(size[0]), dice.randrange(size[1] // 2), dice.randrange(40, 200)
        draw.rectangle((left, top, left + side, top + side * 2), tuple(dice.randrange(60, 200) for _colour in "rgb"))
    return image.filter(ImageFilter.GaussianBlur(1))


def with_car(image: Image.Image, drawn: Image.Image, at: tuple[int, int], *, how: str = "", body: str = BODIES[0]):
    """The picture with the back of a car, and the sides of its plate in it. how: "", turned, dark, blurred."""
    wide, high = round(drawn.width * 1.8), round(drawn.height * 2.4)
    car, mask, where = (
        Image.new("RGB", (wide, high), body),
        Image.new("L", (wide, high), 255),
        Image.new("L", (wide, high)),
    )
    inside = ((wide - drawn.width) // 2, (high - drawn.height) // 2)
    car.paste(drawn, inside)
    where.paste(255, (*inside, inside[0] + drawn.width, inside[1] + drawn.height))
    if how == "turned":
        car, mask, where = (part.rotate(12, Image.Resampling.BICUBIC, expand=True) for part in (car, mask, where))
    elif how == "dark":
        car = ImageEnhance.Brightness(car).enhance(0.35)
    elif how == "blurred":
        car = car.filter(ImageFilter.GaussianBlur(drawn.width / 80))
    image = image.copy()
    image.paste(car, at, mask)
    left, top, right, bottom = where.getbbox()
    return image, (at[0] + left, at[1] + top, at[0] + right, at[1] + bottom)
