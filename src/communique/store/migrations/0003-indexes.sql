-- From version 2 to 3: the texts at one address are found without a look at all documents, the first claims in order of
-- their times without a look at all claims.

CREATE INDEX document_url ON document (url);
CREATE INDEX claim_order ON claim (when_from IS NULL, when_from, when_to);
