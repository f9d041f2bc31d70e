"""Who sees what. A page is a module with `show(view)`; the folder it lies in says how sensitive it is.

`frame/` holds what stands around every page. `figures/` holds pages that show numbers, for every audience. `children/` holds
pages that show records about children or workers, and is given only to a role that may open them. The modules beside these
folders draw parts that several pages share.
"""
