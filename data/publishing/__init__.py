"""Makes each audience's file, with small numbers rounded or hidden so that they do not identify a child."""
