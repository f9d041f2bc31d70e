"""A flow: a box for each step, bands between them as thick as their children, and a name beside every box.

Each ending has a height of its own down the whole picture, the furthest stage at the top and the door at the bottom, so that no
band crosses another and every name has free room to its right. Names are set as notes and not by Plotly, which would turn or
overlay them.
"""

from indicators.charts import plot
from indicators.charts.style import TEXT, Ink, Look, layout, wrap
from indicators.children.journey import Step
from indicators.wording.words import amount

KINDS = {"onward": "goes further", "ended": "ends", "helped": "gets help", "back": "comes back"}
PAD, BOX, BANDS = 24, 12, 340  # pixels: between endings, across a box, and for all journeys together
TOP, LEFT, RIGHT = 60, 16, 250  # pixels: above for the names of stages, and at the sides
WIDEST = 14  # characters of a stage's name on one line


def figure(steps: list[Step], look: Look) -> plot.Figure:
    """What became of the referrals of a period, as `journey.steps` gives it: boxes, and bands as thick as their children."""
    return plot.drawn(_traces(steps, look), _layout(steps, look))


def words(steps: list[Step], look: Look) -> str:
    """What a flow shows: each stage with how many came to it, then how journeys ended there."""
    said = []
    for step in steps:
        if not step.ends:
            ended = [each for each in steps if each.ends and each.came_from == step.key]
            told = [f"{each.name} {each.journeys:,} ({_share(each, step, look)})" for each in ended]
            said.append(f"{step.name} {step.journeys:,}{': ' if told else ''}{', '.join(told)}.")
    return f"Flow chart. {look.title}. {' '.join(said)}"


def _traces(steps: list[Step], look: Look) -> list[dict]:
    """The boxes and the bands, from the top down, so that Plotly lays bands of one box out in that order and none cross."""
    places = _places(steps)
    steps = sorted(steps, key=lambda step: places[step.key][1])
    across, down = zip(*(places[step.key] for step in steps), strict=True)
    spot = {step.key: place for place, step in enumerate(steps)}
    said = [_hover(step, _before(step, steps), look) for step in steps]
    colours = [colour(step, look.ink) for step in steps]
    bands = [place for place, step in enumerate(steps) if step.came_from]
    told = {"hovertemplate": "%{customdata}<extra></extra>"}
    return [{
        "type": "sankey", "arrangement": "fixed",
        "node": {"label": [""] * len(steps), "x": across, "y": down, "pad": PAD, "thickness": BOX, "line": {"width": 0},
                 "color": colours, "customdata": said, **told},
        "link": {"source": [spot[step.came_from] for step in steps if step.came_from], "target": bands,
                 "value": [steps[place].journeys for place in bands], "color": [_pale(colours[place]) for place in bands],
                 "customdata": [said[place] for place in bands], **told},
    }]


def colour(step: Step, ink: Ink) -> str:
    """The colour of a step by what it means; the words beside it say the same."""
    return {"onward": ink.own, "ended": ink.others, "helped": ink.better, "back": ink.look}[step.kind]


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[place:place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.38)"


def _before(step: Step, steps: list[Step]) -> Step | None:
    return next((each for each in steps if each.key == step.came_from), None)


def _share(step: Step, before: Step, look: Look) -> str:
    """The share of those at the step before."""
    return amount(100 * step.journeys / before.journeys, "percentage", look.decimals)


def _hover(step: Step, before: Step | None, look: Look) -> str:
    """What pointing at a step says: its name, how many, and of how many that came to the step before."""
    if before is None:
        return f"<b>{step.name}</b><br>{step.journeys:,}"
    return f"<b>{step.name}</b><br>{step.journeys:,} of {before.journeys:,} ({_share(step, before, look)})<br>{before.name}"


def _room(steps: list[Step]) -> int:
    """Pixels from the first ending to the last."""
    return BANDS + PAD * (sum(step.ends for step in steps) - 1)


def _places(steps: list[Step]) -> dict[tuple[str, str], tuple[float, float]]:
    """By key, (across, down) of each box's middle, from 0 to 1: endings one under another, a stage amid what it leads to."""
    ends = sorted((step for step in steps if step.ends), key=lambda step: -step.column)
    unit, top, middle = BANDS / sum(step.journeys for step in ends), 0.0, {}
    for step in ends:
        middle[step.key] = top + step.journeys * unit / 2
        top += step.journeys * unit + PAD
    for step in (step for step in reversed(steps) if not step.ends):
        led = [each for each in steps if each.came_from == step.key]
        middle[step.key] = sum(middle[each.key] * each.journeys for each in led) / step.journeys
    last = max(step.column for step in steps)
    return {step.key: (0.998 * step.column / last + 0.001, middle[step.key] / _room(steps)) for step in steps}


def _layout(steps: list[Step], look: Look) -> dict:
    """Stages named above, endings to the right of their box."""
    ink, title = look.ink, look.title
    shapes = {step.kind: f'<b style="color:{colour(step, ink)}">■</b> {KINDS[step.kind]}' for step in steps}
    base = layout(ink, 0, title, [shapes[kind] for kind in KINDS if kind in shapes], tick_lines=0, l=LEFT, r=RIGHT)
    if title:
        base["annotations"][0]["yshift"] += TOP
    base["margin"]["t"] += TOP
    base["height"] = _room(steps) + base["margin"]["t"] + base["margin"]["b"]
    base["xaxis"] = base["yaxis"] = {"visible": False}
    places = _places(steps)
    for step in steps:
        across, down = places[step.key]
        before = _before(step, steps)
        base["annotations"].append(_name(step, before, across, down, look) if step.ends and before
                                   else _stage(step, across, down, steps, ink))
    return base


def _name(step: Step, before: Step, across: float, down: float, look: Look) -> dict:
    text = f"{step.name} <b>{step.journeys:,}</b> ({_share(step, before, look)})"
    beside = {"x": across, "xanchor": "left", "xshift": BOX, "align": "left", "y": 1 - down, "yanchor": "middle"}
    return _set(text, look.ink) | beside


def _stage(step: Step, across: float, down: float, steps: list[Step], ink: Ink) -> dict:
    """A stage's name at the top of its column; where several stand in one, each right above its box."""
    several = sum(step.column == each.column and not each.ends for each in steps) > 1
    lines = [step.name] if several else wrap(step.name.split(" "), widest=WIDEST)
    text = f"{' ' if several else '<br>'}".join([*lines, f"<b>{step.journeys:,}</b>"])
    half = step.journeys * BANDS / sum(each.journeys for each in steps if each.ends) / 2 / _room(steps)
    first = step.column == 0
    return _set(text, ink) | {
        "x": across, "xanchor": "left" if first else "center", "xshift": -BOX / 2 if first else 0,
        "align": "left" if first else "center", "y": 1 - down + half if several else 1, "yanchor": "bottom", "yshift": 2,
    }


def _set(text: str, ink: Ink) -> dict:
    return {"text": text, "showarrow": False, "xref": "paper", "yref": "paper", "font": {"size": TEXT, "color": ink.text}}
