"""Who says so: sources, speakers, voices and labels, and those who are only spoken to."""
