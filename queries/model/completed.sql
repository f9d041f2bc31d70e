-- An indicator's SELECT with every optional column: those it returns, and the defaults of those it leaves out.
SELECT {columns} FROM (
{indicator}
) AS own
