"""Who sees what. A page is a function of a View, and the folder it lies in says how sensitive it is.

`main.py` is the script that Streamlit runs at each visit. Its rooms, from the outermost in: `access` (who may come in), `frame`
(what surrounds every page), `sections` (what several pages share), `loading` (how extracts come in), and the pages themselves:
`figures` shows numbers to every audience, `children` shows records to a role that may open them. `text.py` is the door of words.
"""
