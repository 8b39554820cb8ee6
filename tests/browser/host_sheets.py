"""Stylesheets of restaurants' own sites that would, each in its way, disturb the question: by habit or on purpose."""

from __future__ import annotations

LOUD = """background: green !important; color: #fff !important; font: 900 30px fantasy !important;
    padding: 40px !important;
    transform: scale(1.3) !important; box-shadow: 0 0 20px #0f0 !important; border: 9px dashed gold !important;
    margin: 25px !important; text-transform: uppercase !important; text-decoration: underline !important"""
FAINT = """opacity: .2 !important; filter: blur(1px) grayscale(1) !important; font-size: 9px !important;
    zoom: .7 !important;
    position: absolute !important; visibility: hidden !important; display: none !important; cursor: wait !important"""

SHEETS = {
    "button": """button { background: green; color: white; float: right; border-radius: 99px; width: 60px;
        height: 20px }
        button + button { background: none; border: 0; text-decoration: underline; margin-inline-start: 4em }""",
    "first button": f"button:first-child, button:nth-of-type(1), form :first-child {{ {LOUD} }}",
    "value": f"[value=yes] {{ {LOUD} }} [value=no] {{ {FAINT} }}",
    "hidden form": "form { display: none } form > * { display: none !important }",
    "form": """form { position: absolute !important; opacity: .1 !important; columns: 2 !important;
        zoom: .3 !important;
        mask-image: linear-gradient(90deg, transparent, #000) !important; writing-mode: vertical-rl !important;
        clip-path: inset(0 0 50% 0) !important; filter: hue-rotate(90deg) !important; inline-size: 90px !important;
        background: linear-gradient(90deg, lime, red) !important; overflow: hidden !important; rotate: 20deg }""",
    "section": """section { position: fixed !important; inset: auto 0 0 auto !important; block-size: 60px !important;
        overflow: hidden !important; float: left !important; order: 9 !important; inline-size: 200px !important;
        opacity: .1 !important; transform: rotate(9deg) !important; mix-blend-mode: difference !important;
        mask-image: linear-gradient(transparent, #000) !important; writing-mode: vertical-rl !important;
        display: flex !important; flex-direction: row-reverse !important; max-inline-size: 9em !important }""",
    "boxes": """div, p { display: flex !important; flex-direction: row-reverse !important; float: left !important;
        writing-mode: vertical-rl !important; direction: rtl !important; inline-size: 40px !important }""",
    "everything": """body * { background: green !important; color: red !important; border: 3px solid lime !important;
        margin: 20px !important; padding: 9px !important; transform: rotate(1deg) !important; zoom: .9 !important;
        writing-mode: vertical-rl !important; opacity: .7 !important; max-width: 150px !important;
        float: left !important }
        * { filter: none; mix-blend-mode: multiply; translate: 3px 3px }""",
    "ornaments": """section {
        position: relative } section *::before, form::after, section::after, button:first-child::before {
        content: "\\2605" !important; display: block !important; background: gold !important; color: green !important;
        position: absolute !important; inset: 0 !important; inline-size: 400px !important;
        block-size: 400px !important }
        .consent-answers::before, .consent-answers::after { position: static !important; content: "?" !important }""",
    "inherited": """:root { font-size: 22px } body { font: italic 900 18px/2 fantasy; color: lime;
        letter-spacing: .06em; word-spacing: .2em; text-indent: 1em; text-align: right; text-shadow: 1px 1px red }""",
    "flex": """body { display: flex; flex-direction: column; align-items: center } body > * { width: 50%;
        max-width: 20em; margin: 3em auto !important; order: 9 } html { overflow-x: clip }""",
    "grid": """body { display: grid; grid-template-columns: 20% minmax(0, 1fr) 20%; place-items: center end }
        body > * { grid-column: 2; order: 3 }""",
    "states": f"""button:hover:first-child, [value=yes]:active {{ {LOUD} }} :focus-visible {{
        outline: none !important }}
        [value=no]:is(:hover, :focus, :active, :disabled) {{ {FAINT} }} [value=yes]:disabled {{ {LOUD} }}""",
    "motion": """[value=yes], .consent form, section.consent { animation: glow 1s infinite alternate !important;
        transition: all 9s !important }
        @keyframes glow { from { background: gold; scale: 1.2 } to { background: lime; scale: 2; opacity: .5 } }""",
    "properties": """[value=yes] { --consent-background: lime; --consent-text: red; --consent-line: gold;
        --consent-hair: gold;
        --consent-accent: lime; --consent-button: lime !important; --consent-button-text: red !important;
        --consent-radius: 30px; --consent-space: 3em; --consent-font: fantasy }""",
    "direction": """[value=yes] { direction: rtl !important; unicode-bidi: bidi-override !important }
        [value=no] { order: -1 !important; grid-area: 1 / 1 !important; inset-block-start: -90px !important }
        .consent-answers { direction: rtl !important; grid-auto-flow: dense !important }""",
    "layer": f"@layer base, consent; @layer base {{ [value=yes] {{ {LOUD} }} form {{ display: none !important }} }}",
}
"""Name of the habit or malice, then the sheet; it comes after ours, as consent_styles() stands first in the head."""
