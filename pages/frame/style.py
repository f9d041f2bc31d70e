"""The styles that Streamlit's theme cannot set: the width of a page, the head, links, tiles, and print.

All colours come from the theme, so this stylesheet sets none. Streamlit's own menu is switched off (config.toml): it offers to
record the screen, and to switch the theme, which would change the page but not its charts.
"""

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" '
    'fill="#12436D"/><path d="M4 22h7l4-9 5 6 8-11" fill="none" stroke="#fff" stroke-width="3"/>'
    '<circle cx="28" cy="8" r="3" fill="#F46A25"/></svg>'
)

SHEET = """<style>
.stAppHeader { background: transparent; }
.stAppHeader, .stAppHeader div { pointer-events: none; }
.stAppHeader button { pointer-events: auto; }
html:has(.sightline-skip) [data-testid="stSkipToContent"] { display: none; }  /* it jumps to the menu; ours jumps past the menu */
.sightline-skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.stElementContainer:has(#sightline-content, .sightline-skip:not(:focus)) { position: absolute; max-width: 1px; }
[data-testid="stStatusWidget"] { position: fixed; right: 1rem; bottom: 1rem; }
.stMainBlockContainer { max-width: 1280px; padding: 1.1rem 1.5rem 4rem; }
.st-key-head { border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.st-key-head { padding: 0 2.5rem .6rem 0; row-gap: .25rem; }
.st-key-name p { font-size: 1.15rem; }
[data-testid="stCaptionContainer"] { opacity: .78; }
.stPageLink a span { white-space: normal; }
a:focus-visible, button:focus-visible, summary:focus-visible, [tabindex]:focus-visible, label:has(input:focus-visible) {
  outline: 3px solid currentColor !important; outline-offset: 1px; }
[data-baseweb="select"]:focus-within, [data-baseweb="input"]:focus-within {
  outline: 3px solid currentColor; outline-offset: 1px; }
.modebar-btn { color: inherit; }  /* the browser's black is invisible on a dark page */
button, summary, .stPageLink a { min-height: 24px; min-width: 24px; }
.st-key-foot { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); margin-top: 2rem; padding-top: .6rem; }
.sightline-paper { display: none; }
.st-key-page .stPageLink a { padding-left: 0; line-height: 1.4; }
.st-key-page .stPageLink a:hover { background: transparent; text-decoration: underline; }
[class*="st-key-tile_"] .stPageLink a span p { font-weight: 600; }
.st-key-lead { row-gap: .6rem; }
.sightline-value { font-size: 1.9rem; font-weight: 650; line-height: 1.15; margin: 0; }
.sightline-badges { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; }
.sightline-badge { display: inline-flex; align-items: center; gap: .5rem; }
.sightline-unit { font-size: 1rem; font-weight: 400; }
.sightline-small { font-size: .875rem; opacity: .78; margin: .15rem 0; }
.sightline-said { font-weight: 600; margin: .15rem 0; }
.sightline-picture { display: block; max-width: 100%; height: auto; }
.sightline-phone { display: none; width: 100%; }
@media (max-width: 480px) {
  .sightline-screen { display: none; }
  .sightline-phone { display: block; }
}
.sightline-spark { display: block; width: 100%; height: auto; margin: .3rem 0; }
.sightline-places { display: block; max-width: 100%; }
.sightline-value.words { font-size: 1.1rem; line-height: 1.9; }
[class*="st-key-figure_"] { container-type: inline-size; }
.sightline-drawn, .sightline-key { font-size: .875rem; line-height: 1.4; position: relative; pointer-events: none; }
.sightline-drawn { font-weight: 600; margin-bottom: calc(var(--room, 0) * var(--zoom, 1) * -1px); }
.sightline-key { display: flex; flex-wrap: wrap; gap: 0 1.2rem; opacity: .85; }
.sightline-key { margin: calc((var(--room, 0) * var(--zoom, 1) + var(--high, 0) * (1 - var(--zoom, 1))) * -1px) 0 .3rem; }
.sightline-narrow { display: none; }
.stPlotlyChart .main-svg { background: transparent !important; }  /* a saved picture has its own background */
.stPlotlyChart text:has([style*="--picture"]) { display: none; }
@container (max-width: 520px) {
  .stPlotlyChart :is(.annotation, text):has([style*="--wide"]) { display: none; }
  .sightline-narrow { display: inline; }
}
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 1rem 1rem 3rem; }
  h1 { font-size: 1.45rem !important; }
  [class*="st-key-figure_"] { width: calc(100% + 1rem) !important; max-width: none !important; margin-inline: -.5rem; }
  [class*="st-key-figure_"] :is(.sightline-drawn, .sightline-key) { padding-inline: .5rem; }
  .st-key-tour [data-testid="stCaptionContainer"] { display: none; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: .01ms !important; animation-iteration-count: 1 !important; }
  *, *::before, *::after { transition-duration: .01ms !important; scroll-behavior: auto !important; }
}
@media (max-width: 420px) {  /* six columns fit without scrolling a table sideways */
  .stTable th, .stTable td { padding: .25rem .1rem !important; }
  .stTable th *, .stTable td * { font-size: .75rem !important; hyphens: auto; overflow-wrap: anywhere; }
}
@media print {
  @page { size: A4; margin: 14mm 12mm; }
  .sightline-paper { display: block; font-size: .8rem; border-bottom: 1px solid; padding-bottom: .3rem; }
  .st-key-head, .st-key-what, .st-key-tour, .st-key-foot, [class*="st-key-filters"] { display: none; }
  .stDownloadButton, .stButton, .stAppHeader, .stToolbar, [data-testid="stStatusWidget"] { display: none; }
  [class*="st-key-proposed_step"] .stExpander, [class*="st-key-onward_"] { display: none; }
  .stExpander:not(:has(details[open])) { display: none; }
  .stMainBlockContainer { max-width: none; padding: 0; }
  .stGridCell, [class*="st-key-tile_"], [class*="st-key-plain_"], [class*="st-key-figure_"], .stPlotlyChart, .stTable tr,
    .stMarkdown li { break-inside: avoid; }
  [class*="st-key-figure_"]:is(:has(.main-svg[width^="12"]), :has(.main-svg[width^="11"])) { --zoom: .54; }
  [class*="st-key-figure_"]:is(:has(.main-svg[width^="10"]), :has(.main-svg[width^="9"])) { --zoom: .65; }
  [class*="st-key-figure_"]:is(:has(.main-svg[width^="8"]), :has(.main-svg[width^="7"])) { --zoom: .78; }
  .stPlotlyChart { zoom: var(--zoom, 1); }
  html:has([class*="st-key-plain_"]) { font-size: 78%; }
  [class*="st-key-plain_"] .stHorizontalBlock:has(> .stColumn) { display: flex !important; flex-wrap: nowrap; }
  [class*="st-key-plain_"] .stColumn { min-width: 0; }
  h1, h2, h3, .stElementContainer:has(.sightline-drawn) { break-after: avoid; }
  .stGrid:has(.sightline-picture) { grid-template-columns: 1fr 1fr !important; }
  .stGridCell .sightline-picture { width: 9cm; }
}
</style>"""
