"""A small invented country for the tests of comparison: five authorities, two regions, two years."""

from io import StringIO

import polars as pl

SERIES = "re_referral_percent"
KINDS = {
    **dict.fromkeys(["area_code", "area_name", "area_type", "region_name", "series", "symbol"], pl.String),
    **dict.fromkeys(["numerator", "denominator", "value"], pl.Float64),
    "year": pl.Int64,
}
# Authority 1 has the neighbours 5, 4, 3 and 2, the nearest first; 3 is hidden in 2024, 5 has no row in 2023.
PUBLISHED = pl.read_csv(
    StringIO("""area_code,area_name,area_type,region_name,year,series,numerator,denominator,value,symbol
1,Area 1,authority,North,2023,re_referral_percent,,,20,
2,Area 2,authority,North,2023,re_referral_percent,,,10,
3,Area 3,authority,North,2023,re_referral_percent,,,30,
4,Area 4,authority,North,2023,re_referral_percent,,,40,
1,Area 1,authority,North,2024,re_referral_percent,634,2707,23.4,
2,Area 2,authority,North,2024,re_referral_percent,,,23.4,
3,Area 3,authority,North,2024,re_referral_percent,,,,c
4,Area 4,authority,North,2024,re_referral_percent,,,31,
5,Area 5,authority,North,2024,re_referral_percent,,,12,
9,Area 9,authority,North,2024,re_referral_percent,,,99,
North,North,region,North,2024,re_referral_percent,,,21,
South,South,region,South,2024,re_referral_percent,,,77,
E9,England,england,,2024,re_referral_percent,,,22,
1,Area 1,authority,North,2024,another_percent,,,3,
"""),
    schema_overrides=KINDS,
)
NEIGHBOURS = pl.read_csv(
    StringIO("""model,area_code,neighbour_code,position,closeness
May 2025,1,5,1,Close
May 2025,1,4,2,Close
May 2025,1,3,3,Close
May 2025,1,2,4,Close
April 2021,1,9,1,Close
May 2025,2,9,1,Close
"""),
    schema_overrides={"area_code": pl.String, "neighbour_code": pl.String},
)


def values(code, first, *figures):
    """The published figures of one authority from a year on, 200 children each; None is suppressed."""
    template = PUBLISHED.filter(area_code=code).head(1)
    rows = [
        template.with_columns(
            year=pl.lit(first + at, pl.Int64),
            value=pl.lit(each, pl.Float64),
            denominator=pl.lit(200.0),
            numerator=pl.lit(None, pl.Float64),
            symbol=pl.lit("c" if each is None else None, pl.String),
        )
        for at, each in enumerate(figures)
    ]
    return pl.concat(rows)
