"""The parts of the page, one small function each: records and a language in, Dash components out."""
