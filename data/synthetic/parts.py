"""The parts of a workbook that do not change from one to the next: the package, its styles and its strings.

Only what these workbooks need is here: text, numbers, and dates shown as day, month and year (ECMA-376,
parts 1 and 2).
"""

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
SHEET_START = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'
SHEET_END = "</sheetData></worksheet>"
DATE_FORMAT = 164  # the first number that is free for a format of our own


def package(sheets: list[str], strings: Mapping[str, int], created: str) -> Iterator[tuple[str, str]]:
    """The (name, text) of every part but the sheets; `strings` maps a text to its place, `created` is ISO."""
    yield "[Content_Types].xml", _content_types(len(sheets))
    yield (
        "_rels/.rels",
        _relations(
            (
                (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
                (RELATIONS + "/metadata/core-properties", "docProps/core.xml"),
            )
        ),
    )
    yield "docProps/core.xml", _properties(created)
    yield "xl/workbook.xml", _workbook(sheets)
    kinds = [(f"{OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations((*kinds, (f"{OFFICE}/styles", "styles.xml"), (f"{OFFICE}/sharedStrings", "sharedStrings.xml"))),
    )
    yield "xl/styles.xml", _styles()
    yield "xl/sharedStrings.xml", _shared(strings)


def _content_types(count: int) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    named = [
        ("/xl/workbook.xml", f"{base}.sheet.main+xml"),
        ("/xl/styles.xml", f"{base}.styles+xml"),
        ("/xl/sharedStrings.xml", f"{base}.sharedStrings+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        *((f"/xl/worksheets/sheet{n}.xml", f"{base}.worksheet+xml") for n in range(1, count + 1)),
    ]
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named)
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    parts = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{parts}</Relationships>'


def _properties(created: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>Annex A, {created}</dc:title><dc:description>Invented: no real child.</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def _workbook(sheets: list[str]) -> str:
    parts = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, start=1))
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{parts}</sheets></workbook>'


def _styles() -> str:
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}">'
        f'<numFmts count="1"><numFmt numFmtId="{DATE_FORMAT}" formatCode="dd/mm/yyyy"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f'<xf numFmtId="{DATE_FORMAT}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        "</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _shared(strings: Mapping[str, int]) -> str:
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(strings)}">{texts}</sst>'
