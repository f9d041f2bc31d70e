"""Says what a file is that is no extract, so that the build can name it and pass it over.

An ending that an extract may have (READ, and the other workbooks in OTHER_WORKBOOKS) is never passed over by name: such a file is
read, or it stops the build.
"""

import re
from pathlib import Path

from data.reading import arriving
from data.reading.unread import PassedOver

READ = (".xlsx", ".xlsm", ".csv", ".txt", ".tsv")
OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods", ".xlt", ".xltx", ".xltm", ".numbers", ".fods")
OPENED = (*READ, *OTHER_WORKBOOKS, ".xml", ".zip", "")  # their content says what they are
OURS = {"invented.toml", "truths.json"}
OF_THE_SYSTEM = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
KINDS = {
    "a PDF": "pdf", "a Word document": "doc docx docm dot dotx odt rtf", "a presentation": "ppt pptx pptm pps ppsx odp",
    "an e-mail": "msg eml pst", "a picture": "png jpg jpeg gif bmp tif tiff svg heic webp ico emf",
    "a web page": "htm html mht mhtml",
    "an archive": "7z rar gz tgz tar bz2 xz cab", "a shortcut": "lnk url webloc desktop", "a Power BI file": "pbix pbit pbids",
    "a database": "mdb accdb db sqlite sqlite3 duckdb bak mdf", "a program or a script": "exe msi bat cmd ps1 sh py r sql vbs js",
    "a log": "log out err", "a backup copy": "bak old orig copy sav", "a checksum": "md5 sha1 sha256 sig asc",
    "a video or a sound": "mp4 mov avi mp3 wav m4a", "a note": "md toml json yaml yml ini cfg conf",
}  # fmt: skip
KIND = {f".{ending}": kind for kind, endings in KINDS.items() for ending in endings.split()}
CENSUSES = {
    "a children in need census": r"cin|cin ?census|children ?in ?need",
    "a return on children looked after (SSDA903)": r"cla|lac|ssda ?903|903|children ?looked ?after",
    "a school census": r"sc|school ?census|census|scsn|pru|ap|alternative ?provision|early ?years|eyc|ey",
    "a workforce census": r"swf|school ?workforce|csww|cswwf|sww|social ?work ?workforce",
}
ROOTS = {
    "a children in need census": r"<(\w+:)?(cin\w*|childreninneed\w*)[\s>]|<(\w+:)?(cindetails|cinplandates|cpplandates)[\s>]",
    "a return on children looked after (SSDA903)": r"<(\w+:)?(ssda903\w*|lookedafter\w*|periodsofcare|periodofcare)[\s>]",
    "a school census": r"<(\w+:)?(schoolcensus\w*|pupilsonroll|pupilonroll)[\s>]",
    "a workforce census": r"<(\w+:)?(schoolworkforce\w*|workforcemember\w*|csww\w*)[\s>]",
}
INSTEAD = "Put Annex A workbooks or CSVs into the folder instead."
BEGINNING = 200_000  # bytes of an XML file that say what it is
TAKES = "Sightline reads .xlsx, .xlsm, .csv, .txt and .tsv."


def by_name(path: Path) -> str | None:
    """What an entry of the folder is if its name alone says that it is no extract, as a note; otherwise None."""
    name = path.name.lower()
    if name.startswith(("~$", ".~lock.", "~lock.")):
        return "A program writes this file while it has a workbook open. It is no extract and is passed over."
    if name in OURS or path.stem.lower() == "readme":
        return "A note about the folder, and no extract."
    if name in OF_THE_SYSTEM or (name.startswith(".") and not arriving.by_name(name)):
        return "A hidden file or a file of the computer's system. It is no extract and is passed over."
    ending = _ending(path)
    return None if ending in OPENED or arriving.by_name(name) else _other(ending)


def refuse_by_content(path: Path, content: bytes) -> None:
    """Raise PassedOver for XML that is no workbook, and for a file without an ending that is no workbook."""
    ending, beginning = _ending(path), _beginning(content)
    if ending == ".xml" and not is_workbook_xml(beginning):
        raise PassedOver(xml(beginning))
    if ending in ("", ".zip") and content[:2] != b"PK":
        raise PassedOver(_other(ending))


def xml(text: str) -> str:
    """What an XML file is, and what to do, from its beginning."""
    kind = _census(text)
    if not kind:
        return f"An XML file, which Sightline does not read. {INSTEAD}"
    return f"This is {kind} in XML. Sightline does not read it yet. {INSTEAD}"


def is_workbook_xml(text: str) -> bool:
    """Whether XML is a workbook of Excel 2003, which may be an extract."""
    return "urn:schemas-microsoft-com:office:spreadsheet" in text or 'progid="Excel.Sheet"' in text


def looks_like_xml(content: bytes) -> str | None:
    """The beginning of a file as text if it is XML; otherwise None."""
    text = _beginning(content)
    return text if re.match(r"\s*<(\?xml|message|\w+:message|cin|ssda|schoolcensus)", text, re.I) else None


def looks_like_web_page(content: bytes) -> bool:
    """Whether a file is a web page, as some case systems write in place of a workbook."""
    return re.match(r"\s*<(!doctype\s+html|html|table|head|meta|style)\b", _beginning(content), re.I) is not None


def archive(names: list[str]) -> PassedOver:
    """What is said of a zip file with members of these names."""
    found = [Path(name).name for name in names if Path(name).suffix.lower() in (*READ, *OTHER_WORKBOOKS, ".xml")]
    if not found:
        return PassedOver("A zip file without extracts. It is passed over.")
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return PassedOver(f"A zip file that contains {', '.join(found[:3])}{more}. Unpack it into this folder; it is not read.")


def _ending(path: Path) -> str:
    """The ending in lower case; "" if what follows the last dot is part of a date or a number."""
    return "" if re.fullmatch(r"\.[\d\s_-]*", path.suffix) else path.suffix.lower()


def _other(ending: str) -> str:
    if ending in KIND:
        advice = " Unpack it into this folder if it contains extracts." if KIND[ending] == "an archive" else ""
        return f"This is {KIND[ending]}, and no extract. It is passed over.{advice}"
    what = f"Its ending is {ending}" if ending else "Its name has no ending"
    return f"{what}, so it is passed over. {TAKES} If it is an extract, give it the ending of its kind."


def _beginning(content: bytes) -> str:
    """The first part of a file as text, whatever its encoding; only for recognising it."""
    first = content[:BEGINNING]
    wide = first[:2] in (b"\xff\xfe", b"\xfe\xff") or first[1:2] == b"\0"
    return first.decode("utf-16" if wide else "utf-8-sig", errors="ignore")


def _census(text: str) -> str | None:
    """The census in an XML text, from the collection that its header names, otherwise from its elements."""
    named = re.search(r"<(?:\w+:)?Collection>\s*([^<]*?)\s*</", text, re.I)
    for kind, pattern in CENSUSES.items():
        if named and re.fullmatch(pattern, named[1], re.I):
            return kind
    for kind, pattern in ROOTS.items():
        if re.search(pattern, text, re.I):
            return kind
    return f"a return to the department ({named[1]})" if named else None
