"""What figures and tallies are made of: what is measured or counted, whom it concerns, what is neither."""
