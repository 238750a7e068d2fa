"""Pictures of the demonstration's website, drawn here: a plan of the place, steps of a matter."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

_PAPER, _ROAD, _GREEN, _BLUE = "#f4f6f8", "#ffffff", "#dcebdc", "#1f4e8c"
_EDGE, _INK, _RED = "#c4ccd6", "#1f2933", "#b3261e"


def plan_of_the_place() -> bytes:
    """Return a PNG: two streets, 1 the centre, 2 the bus stop, 3 the car park."""
    picture = Image.new("RGB", (800, 450), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 30, 300, 180), fill=_GREEN)
    for box in (
        (380, 30, 560, 110),
        (600, 30, 770, 180),
        (40, 300, 300, 420),
        (420, 300, 770, 420),
    ):
        draw.rectangle(box, fill="#e6eaef", outline=_EDGE)
    draw.rectangle((0, 210, 800, 270), fill=_ROAD, outline=_EDGE)
    draw.rectangle((320, 0, 365, 450), fill=_ROAD, outline=_EDGE)
    draw.rectangle((321, 211, 364, 269), fill=_ROAD)
    for left in range(10, 800, 40):
        draw.line((left, 240, left + 20, 240), fill=_EDGE, width=2)
    draw.rectangle((400, 130, 560, 200), fill="#dfe8f5", outline=_BLUE, width=3)
    _mark(draw, (480, 165), "1", _RED)
    _mark(draw, (240, 240), "2", _BLUE)
    _mark(draw, (470, 70), "3", _BLUE)
    draw.line((255, 240, 480, 240, 480, 192), fill=_RED, width=4)
    draw.polygon(((740, 60), (725, 95), (740, 87), (755, 95)), fill=_INK)
    draw.text((740, 42), "N", font=ImageFont.load_default(size=22), fill=_INK, anchor="mm")
    return _png(picture)


def four_steps() -> bytes:
    """Return a PNG: four numbered steps in a row, joined by arrows."""
    picture = Image.new("RGB", (960, 300), _PAPER)
    draw = ImageDraw.Draw(picture)
    for number in range(4):
        left = 50 + number * 230
        draw.rounded_rectangle(
            (left, 70, left + 170, 230), 16, fill="#ffffff", outline=_BLUE, width=4
        )
        _mark(draw, (left + 85, 120), str(number + 1), _BLUE)
        for line, width in enumerate((110, 90)):
            top = 165 + line * 24
            draw.rounded_rectangle((left + 30, top, left + 30 + width, top + 10), 5, fill=_EDGE)
        if number < 3:
            tip = left + 218
            draw.line((left + 178, 150, tip - 8, 150), fill=_BLUE, width=6)
            draw.polygon(((tip, 150), (tip - 14, 138), (tip - 14, 162)), fill=_BLUE)
    return _png(picture)


def _mark(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, colour: str) -> None:
    x, y = at
    draw.ellipse((x - 26, y - 26, x + 26, y + 26), fill=colour)
    draw.text(at, text, font=ImageFont.load_default(size=30), fill="#ffffff", anchor="mm")


def _png(picture: Image.Image) -> bytes:
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()
