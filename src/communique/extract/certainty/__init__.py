"""Whether: what verbs, nouns and clauses tell of the status of an event, and whether they tell anything at all."""
