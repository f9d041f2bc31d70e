"""Who sees what. A page draws a View, and the folder of a page shows how sensitive the page is.

Streamlit runs `main.py` at each click. The folders are `access` (who may come in), `frame` (what surrounds every page),
`sections` (what several pages share), `loading` (how extracts come in), and the pages themselves: `figures` shows numbers to all
audiences, `children` shows records to a role that may open them. `text.py` has the functions that draw text.
"""
