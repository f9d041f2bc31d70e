"""Who sees what. A page is a module with `show(view)`; the folder it lies in says how sensitive it is.

`figures/` holds pages that show numbers, for every audience. `children/` holds pages that show records about children or
workers, and is given only to a role that may open them. No page lies directly in this folder, where Streamlit would run it
by its address before anyone asked who is looking.
"""
