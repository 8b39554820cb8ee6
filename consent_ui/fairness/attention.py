"""A map of what draws the eye, and how much of it lies on each answer (SY-19, for advice only).

What stands out is what differs from its surroundings, in lightness, in red against green and in blue against yellow,
at several sizes: the centre-surround differences of Itti, Koch and Niebur, "A model of saliency-based visual attention
for rapid scene analysis" (1998), without their map of directions, since both answers carry the same letters.
"""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageFilter, ImageStat

from consent_ui.fairness.pictures import Photograph

SHRINK = 2
"""The picture is made smaller by this first: the eye does not count pixels, and it takes a quarter of the time."""
CENTRES, SURROUNDS = (2, 4), (12, 24)
"""Radii of the blurs, in pixels of the smaller picture: a letter or an edge against a label or a line."""
OPPONENTS = (
    (0.2126, 0.7152, 0.0722, 0),
    (0.5, -0.5, 0, 128),
    (-0.25, -0.25, 0.5, 128),
)
"""Shares of red, green and blue, and what is added, for lightness, red against green, blue against yellow."""


def attention(picture: Photograph) -> tuple[float, ...]:
    """How much stands out inside each answer, on average, from 0 to 255 per pixel; the picture holds the panel."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB").reduce(SHRINK)
    total = Image.new("L", image.size)
    for shares in OPPONENTS:
        channel = image.convert("L", shares)
        centres = [channel.filter(ImageFilter.GaussianBlur(each)) for each in CENTRES]
        surrounds = [channel.filter(ImageFilter.GaussianBlur(each)) for each in SURROUNDS]
        for centre in centres:
            for surround in surrounds:
                total = ImageChops.add(total, ImageChops.difference(centre, surround))
    return tuple(
        ImageStat.Stat(total.crop((left // SHRINK, top // SHRINK, right // SHRINK, bottom // SHRINK))).mean[0]
        for left, top, right, bottom in picture.boxes
    )
