"""Recognises totals and footers by their words: "Total", "Page 1 of 3", "(10 rows affected)", a line of dashes.

The words are those that reports, SQL clients and Power BI write below or between their rows. A text of three words or more that
stands alone in its row is a footer too, because a record has at least an id and a day.
"""

import polars as pl

OF = r"(?:row|record|case|child|children|item|referral|contact|visit|assessment|plan|line)s?"
DONE = r"(?:print|run|generat|produc|creat|export|extract|prepar|download|refresh|updat|execut|report|compil|publish)"
LABEL = r"(?:report|run|print|extract|export|query|page|data|file|list|user|time)"
SAYS = "|".join(
    (
        rf"(?:grand|sub|overall|running|report|page|over)?[ _-]*totals?(?:$| *[:=,(–-].*| [\d,.]+"
        rf"| (?:{OF}|of|for|number|count|all)\b.*)",
        rf"(?:(?:{OF}|distinct|grand)[ _-]*)?(?:count|sum|average|subtotal)s?(?:$| *[:=(] ?.*| [\d,.]+)|n *= *\d+",
        r"(?:number|no\.?|count|sum|total) of .*",
        r"(?:rows|records|cases|children|items|lines|referrals|contacts|visits) *[:=] *[\d,]+",
        rf"\(?[\d,]+ (?:{OF}|results?|entries)(?:\(s\))?\b[^\d]*",
        r"(?:end|bottom|last page) (?:of|:).*|[<*-]*\s*end\s*[*>-]*|eof|no more (?:rows|records|data).*",
        r"(?:report|list|data|file) end|end (?:report|list|data|file)",
        r"page:? \d+.*|\d+ of \d+|- ?\d+ ?-",
        r"[^\d]* (?:sub)?totals?:?|overall:?|(?:overall |mean|median|average|percentage|%)(?: [^\d]*)?:?",
        rf"(?:last |date last |data last )(?:{DONE})(?:t?ed|e)?\b.*|{DONE}(?:t?ed|e) [\d:/ -]+|(?:user|author|by): .*",
        rf"(?:this )?(?:{LABEL}s? (?:was |is |were )?)*{DONE}(?:t?ed|e)? ?(?:on|by|at|from|date|time|in|for)\b.*",
        rf"(?:this )?(?:{LABEL}s? (?:was |is |were )?)*{DONE}(?:t?ed|e)?:.*|run:? (?:on|by|at|date|time)?.*[\d/:].*",
        rf"(?:date|time)? ?{DONE}(?:t?ed|e):.*|(?:{LABEL}|date) (?:date|time|name|id|title|period|by|as at)s?:.*",
        rf"date (?:of )?{DONE}(?:t?ed|e)?\b.*",
        r"(?:applied |report |current |page )*(?:filter|parameter|criteria|prompt|slicer)s?(?: applied)?(?:$| *[:=(].*)",
        r"completion time.*|elapsed.*|msg \d+.*|warning: null value.*|changed database.*|sql>.*|command\(s\) completed.*",
    )
)
SAYS_ALONE = (
    r"(?:©|(?:notes?|sources?|disclaimer|copyright|confidential|official|restricted|protected|caveats?|key|legend|as at|data)"
    r"\b).*"
)
IS_FOOTER = rf"(?is)^[\s\"*#>=-]*(?:{SAYS})\s*$"
IS_FOOTER_ALONE = rf"(?is)^[\s\"*#(>=-]*{SAYS_ALONE}$"
COUNTED = rf"(?i)^\d{{3}} (?:{OF})(?:\(s\))?\b[^\d]*$"  # the second half of "1,313 rows", cut at its comma
TOTAL = r"(?i)^(?:grand |sub[ -]?|overall )?totals?:?$"
DASHES = r"^[-=_*~–— +|]{2,}$"
SENTENCE = r"[A-Za-z]{2,}\s+\S+\s+\S*[A-Za-z]{2,}"  # a cell of three words or more that stands alone in its row


def is_one(fields: list[str]) -> bool:
    """Whether a row of these fields is a footer."""
    rows = pl.DataFrame({"row_number": [1], "filled": [[field.strip() for field in fields if field.strip()]]})
    return bool(rows.select(said()).item())


def said() -> pl.Expr:
    """Whether the first filled cell of a row, or all of them, are those of a footer; of a frame with `filled`."""
    first, alone = pl.col("filled").list.first(), pl.col("filled").list.len() == 1
    dashes = pl.col("filled").list.eval(pl.element().str.contains(DASHES)).list.all()
    counted = (pl.col("filled").list.len() == 2) & pl.col("filled").list.last().str.contains(COUNTED)
    return first.str.contains(IS_FOOTER) | counted | dashes | (alone & first.str.contains(f"{IS_FOOTER_ALONE}|{SENTENCE}"))


def only_text() -> pl.Expr:
    """Whether a row is a lone cell of some words that say nothing of a footer, which a part of a broken record may be too."""
    first = pl.col("filled").list.first()
    return (pl.col("filled").list.len() == 1) & ~first.str.contains(f"{IS_FOOTER}|{IS_FOOTER_ALONE}|{DASHES}")
