"""How different two colours look: contrast as WCAG 2.2 counts it, and CIEDE2000.

A colour is (red, green, blue) in sRGB, each from 0 to 255, fractions allowed.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Colour = tuple[float, float, float]
Lab = tuple[float, float, float]


def hexadecimal(colour: Colour) -> str:
    """The colour as a stylesheet would write it, such as `#7a1530`."""
    return "#" + "".join(f"{round(each):02x}" for each in colour)


def _linear(channel: float) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (_linear(each) for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, two: Colour) -> float:
    """Contrast ratio, 1 to 21, whichever of the two is lighter (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: Colour) -> Lab:
    """CIE L*a*b* under the white point D65 of sRGB (IEC 61966-2-1)."""
    red, green, blue = (_linear(each) for each in colour)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (each ** (1 / 3) if each > 216 / 24389 else (24389 / 27 * each + 16) / 116 for each in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: Colour, two: Colour) -> float:
    """CIEDE2000 of two colours: about 1 is the least that people see side by side."""
    return ciede2000(lab(one), lab(two))


def ciede2000(one: Lab, two: Lab) -> float:
    """The colour difference of CIE 142-2001, in the form given by Sharma, Wu and Dalal, "The CIEDE2000 color-difference
    formula: implementation notes, supplementary test data, and mathematical observations" (2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean_chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))
    c1, h1 = _polar(a1 * stretch, b1)
    c2, h2 = _polar(a2 * stretch, b2)

    turn = 0.0
    mean_hue = h1 + h2
    if c1 * c2 != 0:
        turn = (h2 - h1 + 180) % 360 - 180
        # Two exactly opposite hues may be turned either way; the paper turns them forwards.
        turn = 180.0 if turn == -180 and h2 > h1 else turn
        mean_hue = (h1 + h2) / 2
        if abs(h1 - h2) > 180:
            mean_hue += 180 if h1 + h2 < 360 else -180

    lightness, chroma = l2 - l1, c2 - c1
    hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * cos(radians(mean_hue - 30))
        + 0.24 * cos(radians(2 * mean_hue))
        + 0.32 * cos(radians(3 * mean_hue + 6))
        - 0.20 * cos(radians(4 * mean_hue - 63))
    )
    by_l = lightness / (1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2))
    by_c = chroma / (1 + 0.045 * mean_c)
    by_h = hue / (1 + 0.015 * mean_c * weight)
    rotation = -2 * sqrt(mean_c**7 / (mean_c**7 + 25**7)) * sin(radians(60 * exp(-(((mean_hue - 275) / 25) ** 2))))
    return sqrt(max(0.0, by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h))


def _polar(a: float, b: float) -> tuple[float, float]:
    """Chroma, and the hue in degrees from 0 to 360."""
    return hypot(a, b), degrees(atan2(b, a)) % 360
