"""The accessibility statement, as the regulations of 2018 require: compliance, known problems and the ways round them, testing,
and a contact.
"""


from indicators import catalogue
from indicators.roles import View
from pages import text
from pages.text import Markdown

TITLE = "Accessibility"
ADDRESS = "accessibility"
FILTERS = ()
PREPARED = "23 November 2026"

STATEMENT = Markdown("""
This statement is about Sightline, the pages you are looking at. We want as many people as possible to be able to use them. You
should be able to:

- zoom in to 400% without the page spilling off the screen;
- read the pages, and the words in their charts, on a screen 320 pixels wide, upright or sideways;
- get to every link, button and choice with a keyboard alone, and see where you are;
- have most of each page read out by a screen reader;
- tell what a chart says without seeing its colours, because a shape or words say the same;
- use light or dark colours, as your computer asks for;
- print every page.
""")
STATUS = Markdown("""
Sightline is **partly compliant** with the [Web Content Accessibility Guidelines](https://www.w3.org/TR/WCAG22/) version 2.2,
level AA, because of the points below.
""")
NOT_YET = (
    ("Points of a chart cannot be reached with a keyboard", "2.1.1 Keyboard",
     "The text that appears when a pointer rests on a point of a chart cannot be reached by keyboard. Every chart has a text "
     "that says what it shows. The page has the same numbers as a table or as a file to download."),
    ("Large tables are drawn as a picture", "1.3.1 Info and relationships",
     "The list of records, the tables of what was loaded, and the table of two breakdowns at once are drawn on a canvas. A "
     "screen reader may not read them cell by cell. Where such a table holds figures or records, the same rows can be "
     "downloaded as a CSV file, which any spreadsheet opens."),
    ("A single key does something", "2.1.4 Character key shortcuts",
     Markdown("The framework the pages are made with takes the key `r` to run the page again, and `c` on a developer's machine "
              "to clear what it keeps. They cannot be switched off or changed. Nothing is lost: your choices are kept in the "
              "address. If you steer by voice, switch off single-letter commands for this page.")),
    ("A change of filter draws the page again", "4.1.3 Status messages",
     "After you choose something in a list the page is drawn again, and a screen reader may not say when that is done. The main "
     "heading holds the result, so go to it to hear what has changed."),
    ("Colours of a page do not change while it is open", "1.4.1 Use of colour",
     "If you switch your computer between light and dark while a page is open, its charts keep the old colours until you load "
     "the page again. The words and shapes stay readable on both."),
)
TESTED = Markdown("""
The pages were made and tested together. Every page is opened in Chromium, for each audience, in light at 1,280 and 320 pixels
and in dark at 390, each time the program is changed: no words outside charts are cut off, and no page scrolls sideways. In light
at 1,280 pixels and in dark at 390, axe finds no serious problem. On the main pages with charts a test measures, at 320 pixels,
that the words of a chart do not overlap and are not cut. A narrow chart has fewer dates on its axis, and a text below it has the
words that do not fit. The drawing of Journey needs a wide screen: a narrow screen shows the list with its numbers. On the main
pages the keyboard alone reaches every link and button, and each one is large enough and shows when it has the focus. A test
measures the words of the page In plain words, so that a reader aged 11 can follow them.

People who use a screen reader every day have not yet tested the pages, and an outside body has not either.
""")
WORKLOAD = """
We do not claim that anything is a disproportionate burden. The points above come from the parts the pages are made of. When
those parts change, we look again.
"""
ASK = """
Tell us if you cannot use a page, if you find a problem that is not listed here, or if you need the figures in another form: large
print, easy read, a spreadsheet, paper, or read to you. Say which page it is and what you need.
"""
ENFORCED = Markdown("""
The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
Accessibility Regulations 2018. If you are not happy with our answer, contact the
[Equality Advisory and Support Service (EASS)](https://www.equalityadvisoryservice.com/).
""")
CONTACT = Markdown("**Contact, {}:** {}")
NOT_SET = Markdown(
    "**Contact:** not set. The authority writes it in `data/authority.toml`, under `[accessibility]`, as `contact`, and builds "
    "again."
)


def show(view: View) -> None:
    """Draw the statement."""
    text.title("Accessibility statement", anchor=False)
    text.markdown(STATEMENT)
    text.header("How far the pages can be used by everyone", anchor=False)
    text.markdown(STATUS)
    text.header("What does not work yet, and the way round", anchor=False)
    for name, rule, said in NOT_YET:
        text.markdown(Markdown("**{}.** {} (WCAG {})").format(name, said, rule))
    text.markdown(WORKLOAD)
    text.header("Ask for another form, or tell us of a problem", anchor=False)
    text.markdown(ASK)
    text.markdown(_contact(view))
    text.header("If our answer is not good enough", anchor=False)
    text.markdown(ENFORCED)
    text.header("How this was tested", anchor=False)
    text.markdown(TESTED)
    text.caption(f"This statement was prepared on {PREPARED}. It was last reviewed on {PREPARED}.")


def _contact(view: View) -> Markdown:
    """The contact from the authority's settings; if it is not set, a sentence that says where to set it."""
    build = catalogue.build(view)
    contact = build["accessibility_contact"]
    return CONTACT.format(build["authority"], text.with_mail(contact)) if contact else NOT_SET
