"""Checks what an indicator's file says: headers, worked examples, the data dictionary and the national series."""
