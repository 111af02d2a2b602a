"""How form pages look; the policy of the pages allows this style and no other."""

import base64
from hashlib import sha256

STYLE = """
:root{color-scheme:light dark;--page:#f4f6f5;--card:#fff;--text:#1a211e;--soft:#56625c;--line:#c3ccc7;--hair:#e2e8e4;
--accent:#1f5f4a;--on-accent:#fff;--accent-hover:#184c3b;--ring:#1f5f4a40;--bad:#b3261e;--bad-soft:#fdf1f0;--field:#fff;--code:#eef2ef}
@media(prefers-color-scheme:dark){:root{--page:#111614;--card:#191f1c;--text:#e6ece9;--soft:#9fada6;--line:#48544e;--hair:#2a332f;
--accent:#7fd1b3;--on-accent:#0d2018;--accent-hover:#9adfc6;--ring:#7fd1b359;--bad:#ff9d94;--bad-soft:#321d1b;--field:#121816;--code:#222a26}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
-webkit-text-size-adjust:100%}
main{max-width:40rem;margin:clamp(1rem,6vh,4rem) auto 3rem;padding:clamp(1.25rem,5vw,2.5rem);background:var(--card);
border:1px solid var(--hair);border-radius:.9rem;box-shadow:0 1px 2px #0000000a,0 8px 28px #0000000d}
h1{font-size:1.6rem;line-height:1.25;letter-spacing:-.01em;margin:0 0 .5rem;overflow-wrap:anywhere}
.intro{margin:0 0 .75rem;color:var(--soft);white-space:pre-line;overflow-wrap:anywhere}
form{margin-top:1.75rem}
.field{margin:0 0 1.4rem}
label,legend{font-weight:600;font-size:.95rem}
.field>label:not(.choice){display:block;margin-bottom:.35rem}
.optional{font-weight:400;color:var(--soft);font-size:.85rem;margin-left:.35rem}
.help{margin:-.15rem 0 .45rem;color:var(--soft);font-size:.88rem;white-space:pre-line}
input,select,textarea{font:inherit;color:inherit}
.control{width:100%;min-height:2.75rem;padding:.55rem .75rem;background:var(--field);border:1px solid var(--line);
border-radius:.5rem;transition:border-color .12s,box-shadow .12s}
textarea.control{min-height:7rem;resize:vertical;display:block}
.code{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.9rem}
select.control{appearance:none;padding-right:2.5rem;background-image:linear-gradient(45deg,transparent 50%,var(--soft) 50%),
linear-gradient(135deg,var(--soft) 50%,transparent 50%);background-position:calc(100% - 1.15rem) 50%,calc(100% - .85rem) 50%;
background-size:.32rem .32rem;background-repeat:no-repeat}
select.control option{background:var(--card)}
.control:hover{border-color:var(--soft)}
.control:focus,.file:focus-within{outline:0;border-color:var(--accent);box-shadow:0 0 0 3px var(--ring)}
.short{max-width:14rem}
input[type=file]{padding:.45rem;border-style:dashed}
input[type=file]::file-selector-button{font:inherit;font-weight:600;margin-right:.75rem;padding:.35rem .8rem;border:0;
border-radius:.4rem;background:var(--code);color:var(--text);cursor:pointer}
fieldset{border:0;margin:0 0 1.4rem;padding:0;min-width:0}
fieldset.group{border:1px solid var(--hair);border-radius:.7rem;padding:1.1rem 1.1rem .1rem}
fieldset.group>legend{padding:0 .4rem;margin-left:-.4rem}
fieldset.choices>legend{padding:0;margin-bottom:.35rem}
.choice{display:flex;gap:.6rem;align-items:flex-start;padding:.35rem 0;font-weight:400;font-size:1rem;cursor:pointer}
.choice input{flex:none;width:1.15rem;height:1.15rem;margin:.2rem 0 0;accent-color:var(--accent)}
.choice input:focus-visible,button:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.error{margin:.4rem 0 0;color:var(--bad);font-size:.9rem;font-weight:500}
.bad>.control{border-color:var(--bad)}
.bad.choices{border-left:3px solid var(--bad);padding-left:.8rem}
.problems{margin:1.25rem 0 0;padding:.9rem 1.1rem;background:var(--bad-soft);border-left:3px solid var(--bad);border-radius:.4rem}
.problems p{margin:0;font-weight:600}
.problems ul{margin:.35rem 0 0;padding-left:1.15rem}
.problems a{color:var(--bad)}
button{font:inherit;font-weight:600;min-height:2.9rem;padding:.6rem 1.6rem;border:0;border-radius:.55rem;background:var(--accent);
color:var(--on-accent);cursor:pointer;transition:background .12s}
button:hover{background:var(--accent-hover)}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem}
button.refuse{background:var(--code);color:var(--text)}
button.refuse:hover{background:var(--hair)}
a{color:var(--accent)}
.markdown{margin:0 0 1rem;overflow-wrap:anywhere}
.markdown h1,.markdown h2,.markdown h3{font-size:1.1rem;margin:1.25rem 0 .4rem}
.markdown code{background:var(--code);padding:.1rem .3rem;border-radius:.3rem;font-size:.9em}
.markdown pre code{padding:0;background:none}
.markdown blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid var(--hair);color:var(--soft)}
.markdown table{border-collapse:collapse;display:block;overflow-x:auto}
.markdown th,.markdown td{border:1px solid var(--hair);padding:.35rem .6rem;text-align:left}
.text{white-space:pre-line;overflow-wrap:anywhere;margin:0 0 1rem}
pre{margin:1rem 0;padding:1rem;background:var(--code);border-radius:.5rem;overflow:auto;max-height:60vh;font-size:.88rem;
line-height:1.5;font-family:ui-monospace,SFMono-Regular,Menlo,monospace}
.mark{display:grid;place-items:center;width:3rem;height:3rem;margin:0 0 1rem;border-radius:50%;background:var(--code);
color:var(--accent);font-size:1.4rem;font-weight:700}
.mark.failed{color:var(--bad)}
@media(max-width:30rem){main{margin:0;min-height:100vh;border:0;border-radius:0;box-shadow:none}button{width:100%}
.short{max-width:none}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
"""

POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{base64.b64encode(sha256(STYLE.encode()).digest()).decode()}'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""Content-Security-Policy of form pages: one style, no scripts, nothing from anywhere."""
