"""What meetings are made of: encounters, gatherings, who takes part and where."""
