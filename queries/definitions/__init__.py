"""What does an indicator's file say, and is it right? Headers, worked examples, the data dictionary and the national series."""
