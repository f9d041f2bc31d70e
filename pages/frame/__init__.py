"""What stands around every page: who is looking, the menu, the filters, and what is said when a page cannot be drawn.

`visit.py` is the script Streamlit runs. It lies here, and not at the top beside `pages/`, because on a fresh server Streamlit
runs a script of a `pages` folder beside its own by its address, before anyone has asked who is looking.
"""
