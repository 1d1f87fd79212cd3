-- From version 2 to 3: the texts at one address are found without a look at all documents.

CREATE INDEX document_url ON document (url);
