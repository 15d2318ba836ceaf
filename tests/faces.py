"""A drawn face that a finder of faces takes for one: no photo of anybody is in the repository."""

from PIL import Image, ImageDraw, ImageFilter

SKIN, HAIR, WALL = (224, 182, 152), (40, 30, 28), (150, 160, 150)


def face(width: int) -> Image.Image:
    """Head and shoulders from the front, upright, 1.3 times as high as wide."""
    w, h = width * 2, round(width * 2.6)
    image = Image.new("RGB", (w, h), WALL)
    draw = ImageDraw.Draw(image)

    def ellipse(x, y, across, down, colour):
        draw.ellipse((w * (x - across), h * (y - down), w * (x + across), h * (y + down)), fill=colour)

    ellipse(0.5, 0.36, 0.42, 0.34, HAIR)
    draw.rectangle((w * 0.38, h * 0.78, w * 0.62, h), fill=_darker(0.85))
    ellipse(0.5, 0.5, 0.36, 0.4, SKIN)
    draw.rectangle((w * 0.16, h * 0.12, w * 0.84, h * 0.26), fill=HAIR)
    ellipse(0.5, 0.22, 0.33, 0.12, HAIR)
    for eye in (0.35, 0.65):
        ellipse(eye, 0.455, 0.1, 0.045, _darker(0.82))
        ellipse(eye, 0.46, 0.075, 0.028, (245, 242, 238))
        ellipse(eye, 0.46, 0.032, 0.028, (60, 40, 30))
        draw.rectangle((w * (eye - 0.1), h * 0.385, w * (eye + 0.1), h * 0.405), fill=(60, 45, 38))
    draw.polygon([(w * 0.5, h * 0.46), (w * 0.44, h * 0.62), (w * 0.56, h * 0.62)], fill=_darker(0.92))
    ellipse(0.5, 0.615, 0.065, 0.025, _darker(0.8))
    ellipse(0.5, 0.735, 0.13, 0.028, (170, 80, 80))
    return image.filter(ImageFilter.GaussianBlur(w / 90)).resize((width, round(width * 1.3)), Image.Resampling.LANCZOS)


def _darker(share: float) -> tuple[int, ...]:
    return tuple(int(value * share) for value in SKIN)


def street(*faces: tuple[int, int, int], size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """A grey wall, and before it faces: (left, top, width) of each."""
    image = Image.new("RGB", size, WALL)
    for left, top, width in faces:
        image.paste(face(width), (left, top))
    return image
