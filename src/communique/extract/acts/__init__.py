"""What acts are made of: frames and their paths, sides, deeds, and the weights that say how likely each is."""
