"""Who is meant inside the article: names, nouns, pronouns, plurals and bodies. Not for who that is in the world."""
