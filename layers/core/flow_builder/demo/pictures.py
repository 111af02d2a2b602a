"""The shop's product pictures: one drawing per kind of thing, coloured by its design line."""

_PALETTES = (
    ("#3f7a5f", "#c9a27a", "#24463a"),
    ("#e3cfae", "#b98f5f", "#6d5235"),
    ("#4b86a8", "#cfe3ea", "#234a61"),
    ("#d9b98c", "#efe0c8", "#8a6a41"),
    ("#c06a48", "#e8b99b", "#6e3521"),
    ("#5d6b78", "#aab6c0", "#2f3942"),
    ("#9a7aa6", "#d9c6df", "#56405f"),
    ("#d9a531", "#f0d896", "#7c5a12"),
)
"""Per design line: body, second colour, dark detail; mid tones that stand on light and dark tiles."""

_DRAWINGS = {
    "Table Lamp": '<path d="M42 24h36l14 36H28z" fill="{a}"/><path d="M58 60h4v30h-4z" fill="{c}"/><ellipse cx="60" cy="93" rx="20" ry="5" fill="{c}"/><path d="M28 60h64l-3-8H31z" fill="{b}" opacity=".55"/>',
    "Floor Lamp": '<path d="M46 14h28l9 24H37z" fill="{a}"/><path d="M58.5 38h3v64h-3z" fill="{c}"/><ellipse cx="60" cy="104" rx="18" ry="4" fill="{c}"/><path d="M37 38h46l-2-6H39z" fill="{b}" opacity=".6"/>',
    "Pendant": '<path d="M59 8h2v32h-2z" fill="{c}"/><path d="M24 76a36 36 0 0 1 72 0z" fill="{a}"/><path d="M24 76h72v5H24z" fill="{c}"/><circle cx="60" cy="84" r="8" fill="{b}"/>',
    "Wall Light": '<rect x="26" y="34" width="10" height="52" rx="5" fill="{c}"/><path d="M36 58h26v4H36z" fill="{c}"/><circle cx="76" cy="58" r="22" fill="{b}"/><path d="M76 36a22 22 0 0 1 0 44z" fill="{a}"/>',
    "Candle Holder": '<path d="M60 12c7 9 7 15 0 19-7-4-7-10 0-19z" fill="#e9a53a"/><rect x="54" y="32" width="12" height="36" rx="2" fill="{b}"/><path d="M44 68h32l-6 14H50z" fill="{a}"/><path d="M57 82h6v14h-6z" fill="{c}"/><ellipse cx="60" cy="98" rx="20" ry="5" fill="{a}"/>',
    "Armchair": '<rect x="32" y="24" width="56" height="46" rx="14" fill="{a}"/><rect x="20" y="48" width="18" height="40" rx="9" fill="{c}"/><rect x="82" y="48" width="18" height="40" rx="9" fill="{c}"/><path d="M34 66h52v24H34z" fill="{a}"/><rect x="36" y="60" width="48" height="20" rx="8" fill="{b}"/><path d="M30 88h5v14h-5zM85 88h5v14h-5z" fill="{c}"/>',
    "Dining Chair": '<path d="M40 30h5v74h-5zM75 60h5v44h-5z" fill="{c}"/><rect x="38" y="18" width="9" height="40" rx="4" fill="{a}"/><rect x="36" y="56" width="48" height="9" rx="4" fill="{a}"/><path d="M45 78h30v3H45z" fill="{c}"/><rect x="40" y="52" width="42" height="6" rx="3" fill="{b}"/>',
    "Stool": '<ellipse cx="60" cy="42" rx="30" ry="9" fill="{a}"/><ellipse cx="60" cy="39" rx="30" ry="9" fill="{b}"/><path d="M38 48h5l-6 54h-5zM77 48h5l6 54h-5zM57.5 50h5v50h-5z" fill="{c}"/><path d="M36 76h48v3H36z" fill="{c}"/>',
    "Bench": '<rect x="12" y="50" width="96" height="11" rx="5" fill="{a}"/><rect x="16" y="44" width="88" height="8" rx="4" fill="{b}"/><path d="M22 61h6v34h-6zM92 61h6v34h-6z" fill="{c}"/><path d="M28 76h64v3H28z" fill="{c}"/>',
    "Sofa": '<rect x="18" y="34" width="84" height="38" rx="11" fill="{a}"/><rect x="8" y="50" width="18" height="38" rx="9" fill="{c}"/><rect x="94" y="50" width="18" height="38" rx="9" fill="{c}"/><path d="M22 68h76v20H22z" fill="{a}"/><rect x="26" y="56" width="33" height="20" rx="6" fill="{b}"/><rect x="61" y="56" width="33" height="20" rx="6" fill="{b}"/><path d="M18 86h5v10h-5zM97 86h5v10h-5z" fill="{c}"/>',
    "Mug": '<path d="M78 46h8a15 15 0 0 1 0 30h-8v-7h7a8 8 0 0 0 0-16h-7z" fill="{c}"/><path d="M32 36h48v44a12 12 0 0 1-12 12H44a12 12 0 0 1-12-12z" fill="{a}"/><ellipse cx="56" cy="36" rx="24" ry="6" fill="{b}"/><path d="M32 62h48v8H32z" fill="{b}" opacity=".5"/>',
    "Teapot": '<path d="M84 52h6a15 15 0 0 1 0 30h-8v-6h7a9 9 0 0 0 0-18h-5z" fill="{c}"/><path d="M34 58 16 44l-5 5 20 29z" fill="{c}"/><ellipse cx="58" cy="68" rx="31" ry="27" fill="{a}"/><path d="M36 49a24 11 0 0 1 44 0z" fill="{b}"/><circle cx="58" cy="34" r="5" fill="{c}"/>',
    "Bowl": '<path d="M16 50h88a44 40 0 0 1-32 38H48a44 40 0 0 1-32-38z" fill="{a}"/><ellipse cx="60" cy="50" rx="44" ry="10" fill="{b}"/><ellipse cx="60" cy="51" rx="36" ry="7" fill="{c}" opacity=".45"/><path d="M46 88h28v6H46z" fill="{c}"/>',
    "Carafe": '<path d="M50 18h20v22c0 8 14 16 14 32v20a8 8 0 0 1-8 8H44a8 8 0 0 1-8-8V72c0-16 14-24 14-32z" fill="{b}" opacity=".75"/><path d="M36 72h48v20a8 8 0 0 1-8 8H44a8 8 0 0 1-8-8z" fill="{a}"/><rect x="51" y="10" width="18" height="12" rx="3" fill="{c}"/>',
    "Plate Set": '<circle cx="60" cy="60" r="44" fill="{a}"/><circle cx="60" cy="60" r="34" fill="{b}"/><circle cx="60" cy="60" r="25" fill="{a}" opacity=".55"/><circle cx="60" cy="60" r="44" fill="none" stroke="{c}" stroke-width="2"/>',
    "Cushion": '<path d="M22 26c26 6 50 6 76 0-6 24-6 44 0 68-26-6-50-6-76 0 6-24 6-44 0-68z" fill="{a}"/><path d="M30 52c20 5 40 5 60 0M29 66c20 5 42 5 62 0" stroke="{b}" stroke-width="5" fill="none"/>',
    "Throw": '<path d="M26 22h68v62H26z" fill="{a}"/><path d="M26 34h68v7H26zM26 50h68v7H26zM26 66h68v7H26z" fill="{b}"/><path d="M28 84v12M36 84v12M44 84v12M52 84v12M60 84v12M68 84v12M76 84v12M84 84v12M92 84v12" stroke="{c}" stroke-width="2.5"/>',
    "Rug": '<path d="M28 30h64l16 60H12z" fill="{a}"/><path d="M33 37h54l12 46H21z" fill="{b}"/><path d="m60 44 20 16-20 16-20-16z" fill="{c}"/><path d="m60 52 10 8-10 8-10-8z" fill="{a}"/>',
    "Towel": '<rect x="16" y="22" width="88" height="5" rx="2.5" fill="{c}"/><path d="M36 24h48v74H36z" fill="{a}"/><path d="M36 78h48v5H36zM36 87h48v3H36z" fill="{b}"/><path d="M36 24h48v8H36z" fill="{c}" opacity=".25"/>',
    "Table Runner": '<path d="M8 56h104v8H8z" fill="{c}"/><path d="M40 48h40v8H40z" fill="{a}"/><path d="M40 56h40v40l-20-8-20 8z" fill="{a}"/><path d="M48 56h5v34l-5 2zM67 56h5v36l-5-2z" fill="{b}"/>',
    "Plant Pot": '<path d="M60 60C38 58 34 38 38 22c16 4 22 18 22 38zM60 60c0-22 10-34 26-36 2 20-8 34-26 36z" fill="#5f9a6b"/><path d="M57 34h5v30h-5z" fill="#3d6b47"/><path d="M32 62h56l-7 40H39z" fill="{a}"/><rect x="29" y="58" width="62" height="10" rx="4" fill="{c}"/>',
    "Watering Can": '<path d="M44 52a20 18 0 0 1 40 0h-6a14 13 0 0 0-28 0z" fill="{c}"/><path d="M42 52h44v42a5 5 0 0 1-5 5H47a5 5 0 0 1-5-5z" fill="{a}"/><path d="M42 82 20 52l-7 3 4-14 12 6-4 2 17 20z" fill="{b}"/><path d="M86 58h6a13 13 0 0 1 0 27h-6v-5h5a8 8 0 0 0 0-17h-5z" fill="{c}"/>',
    "Hanging Planter": '<path d="M60 6 34 62M60 6l26 56M60 6v54" stroke="{c}" stroke-width="2" fill="none"/><path d="M40 60c-8-10-2-18 8-14 0-12 20-12 22 0 12-4 16 6 10 14z" fill="#5f9a6b"/><path d="M32 60h56a28 32 0 0 1-56 0z" fill="{a}"/><path d="M32 60h56v6H32z" fill="{b}"/>',
    "Terrarium": '<path d="M60 14 94 40v54H26V40z" fill="{b}" opacity=".5"/><path d="M26 78h68v16H26z" fill="{c}"/><path d="M58 78c-14-2-18-14-14-24 10 4 14 12 14 24zM60 78c0-16 6-24 18-28 2 16-4 26-18 28z" fill="#5f9a6b"/><path d="M60 14 94 40v54H26V40zM26 40h68M60 14v26" fill="none" stroke="{a}" stroke-width="3"/>',
    "Vase": '<path d="M62 46V18M62 40l16-20M60 42 46 20" stroke="#5f9a6b" stroke-width="2.5"/><circle cx="62" cy="16" r="6" fill="{b}"/><circle cx="80" cy="18" r="5" fill="{b}"/><circle cx="45" cy="18" r="5" fill="{b}"/><path d="M50 44h22c-2 12 16 18 16 36 0 14-10 22-16 22H50c-6 0-16-8-16-22 0-18 18-24 16-36z" fill="{a}"/><path d="M36 74h50a30 30 0 0 1 0 10H36a30 30 0 0 1 0-10z" fill="{c}" opacity=".4"/>',
    "Notebook": '<rect x="32" y="18" width="58" height="84" rx="5" fill="{a}"/><path d="M32 23a5 5 0 0 1 5-5h7v84h-7a5 5 0 0 1-5-5z" fill="{c}"/><rect x="54" y="34" width="26" height="16" rx="2" fill="{b}"/><path d="M78 102V88l5 5 5-5v14z" fill="{b}"/>',
    "Pen Cup": '<path d="m46 50-8-34 6-2 8 36zM58 50V12h6v38zM70 50l10-32 6 2-10 32z" fill="{b}"/><path d="m38 16 3-8 3 6zM58 12l3-8 3 8zM80 18l6-6v8z" fill="{c}"/><path d="M36 48h48v48a6 6 0 0 1-6 6H42a6 6 0 0 1-6-6z" fill="{a}"/><path d="M36 60h48v6H36z" fill="{c}" opacity=".45"/>',
    "Letter Tray": '<path d="M22 46h76l10 14H12z" fill="{b}"/><path d="M30 38h60v14H30z" fill="#fff"/><path d="M36 43h40v2.5H36z" fill="{c}" opacity=".5"/><path d="M12 60h96v10H12z" fill="{a}"/><path d="M18 70h5v12h-5zM97 70h5v12h-5z" fill="{c}"/><path d="M12 82h96v12H12z" fill="{a}"/>',
    "Wall Clock": '<circle cx="60" cy="60" r="44" fill="{a}"/><circle cx="60" cy="60" r="36" fill="{b}"/><path d="M60 30v6M60 84v6M30 60h6M84 60h6" stroke="{c}" stroke-width="3"/><path d="M60 60V38M60 60l15 9" stroke="{c}" stroke-width="4" stroke-linecap="round"/><circle cx="60" cy="60" r="4" fill="{c}"/>',
    "Bookend": '<path d="M34 30h12v62H34z" fill="{b}"/><path d="M48 22h14v70H48z" fill="{a}"/><path d="M64 36h11v56H64z" fill="{c}" opacity=".7"/><path d="M48 34h14v5H48zM48 74h14v5H48z" fill="{b}"/><path d="M80 44h9v48h16v8H28v-8h52z" fill="{c}"/>',
}
"""SVG bodies in a 120 by 120 box; {a}, {b} and {c} are a palette's colours."""


def picture(kind: str, look: int, label: str) -> str:
    """Returns a product's picture as an inline SVG element; `label` must be escaped already."""
    body, second, dark = _PALETTES[look % len(_PALETTES)]
    drawing = _DRAWINGS[kind].format(a=body, b=second, c=dark)
    return f'<svg class="picture" viewBox="0 0 120 120" role="img" aria-label="{label}">{drawing}</svg>'
