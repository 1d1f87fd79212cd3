-- The primary tables of a ledger: what was read, what it said, and how people judged it. All are append-only: triggers
-- refuse to change or delete a row. What follows from them is in derived.sql. Singular names are tables; plural names are
-- the views (views.sql) that people and programs should ask. A change here needs a migration (migrations/).
-- Days are ISO 8601 days, instants ISO 8601 in UTC, offsets half-open code-point offsets into document.text.

-- The bytes as they came, compressed.
CREATE TABLE snapshot (
  number INTEGER PRIMARY KEY, -- number inside this ledger
  id TEXT NOT NULL UNIQUE, -- hash of the bytes
  source TEXT NOT NULL, -- path, path:line or URL that the bytes came from
  media_type TEXT NOT NULL, -- media type under which they were read
  length INTEGER NOT NULL, -- how many bytes, uncompressed
  content BLOB NOT NULL, -- the bytes, compressed with zlib
  recorded_at TEXT NOT NULL -- when we recorded it
) STRICT;

-- An article: its text and what its id is made of.
CREATE TABLE document (
  number INTEGER PRIMARY KEY, -- number inside this ledger
  id TEXT NOT NULL UNIQUE, -- hash of text, outlet, url and external_id
  text TEXT NOT NULL, -- title, blank line, one paragraph a line
  outlet TEXT, -- who published it
  url TEXT, -- where
  external_id TEXT, -- the id that the record brought along
  recorded_at TEXT NOT NULL -- when we recorded it
) STRICT;
CREATE INDEX document_external_id ON document (external_id);
CREATE INDEX document_url ON document (url);

-- One reading of a document. A later reading of the same document replaces an earlier one in all views; both stay.
CREATE TABLE reading (
  number INTEGER PRIMARY KEY, -- number inside this ledger; the highest of a document is the current one
  document INTEGER NOT NULL REFERENCES document (number), -- the document
  snapshot INTEGER NOT NULL REFERENCES snapshot (number), -- the bytes that it was read from
  reader TEXT NOT NULL, -- rules and model that read it, with their versions
  digest TEXT NOT NULL, -- hash of all that was read, less the reader's name; the same again is not recorded again
  title_start INTEGER, -- where the title begins in the text
  title_stop INTEGER, -- where it ends
  byline TEXT, -- who wrote it
  language TEXT, -- its language
  wire_credit TEXT, -- the agency it credits
  dateline TEXT, -- its dateline
  published_from TEXT, -- first day on which it may have been published
  published_to TEXT, -- last day
  published_method TEXT, -- how we know
  published_reason TEXT, -- how we know, in a sentence
  recorded_at TEXT NOT NULL, -- when we recorded it
  CHECK ((title_start IS NULL) = (title_stop IS NULL)),
  CHECK ((published_from IS NULL) = (published_to IS NULL)),
  CHECK ((published_from IS NULL) = (published_method IS NULL))
) STRICT;
CREATE INDEX reading_document ON reading (document, number);
CREATE INDEX reading_snapshot ON reading (snapshot);

-- One thing that one reading of one document says.
CREATE TABLE claim (
  number INTEGER PRIMARY KEY, -- number inside this ledger
  reading INTEGER NOT NULL REFERENCES reading (number), -- the reading that it comes from
  id TEXT NOT NULL, -- hash of what it says and where
  type TEXT NOT NULL CHECK (type IN ('visit', 'meeting', 'agreement', 'statement', 'figure', 'tally', 'action')), -- claim type
  status TEXT CHECK (status IN ('proposed', 'planned', 'ongoing', 'occurred', 'postponed', 'cancelled', 'denied')), -- what the text says of the event; none on statements and figures
  when_edtf TEXT, -- when it happens, in EDTF, as exact as the text
  when_from TEXT, -- first day of that; none where it is open
  when_to TEXT, -- last day of that; none where it is open
  superseded INTEGER NOT NULL CHECK (superseded IN (0, 1)), -- 1 where the article itself takes it back later on
  start INTEGER NOT NULL, -- where its evidence begins in the text
  stop INTEGER NOT NULL, -- where its evidence ends
  evidence TEXT NOT NULL, -- the words that it rests on
  body TEXT NOT NULL CHECK (json_valid(body)), -- the whole claim as JSON, decoded strictly
  UNIQUE (reading, id)
) STRICT;
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_type ON claim (type, when_from);
CREATE INDEX claim_when ON claim (when_from, when_to);
CREATE INDEX claim_order ON claim (when_from IS NULL, when_from, when_to);

-- The words that each field of each claim rests on.
CREATE TABLE evidence (
  claim INTEGER NOT NULL REFERENCES claim (number), -- the claim
  path TEXT NOT NULL, -- the field, as in visitor[0].evidence
  start INTEGER NOT NULL, -- where the words begin in the text
  stop INTEGER NOT NULL, -- where they end
  quote TEXT NOT NULL, -- the words
  PRIMARY KEY (claim, path),
  CHECK (0 <= start AND start < stop)
) STRICT, WITHOUT ROWID;

-- Who and what each claim names, in which role.
CREATE TABLE reference (
  claim INTEGER NOT NULL REFERENCES claim (number), -- the claim
  role TEXT NOT NULL, -- visitor, host, speaker, said_by, ...
  ordinal INTEGER NOT NULL, -- place in that role, from 0
  name TEXT NOT NULL, -- name that exports print
  kind TEXT NOT NULL CHECK (kind IN ('person', 'state', 'organization', 'place', 'group')), -- what is named
  state TEXT, -- the state named, or whose it is (ISO 3166-1 alpha-2)
  entity TEXT, -- id of the entity; none while unresolved
  PRIMARY KEY (claim, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_name ON reference (name);
CREATE INDEX reference_state ON reference (state);
CREATE INDEX reference_entity ON reference (entity);

-- A person, state, organisation or place as a reading knew it; one row for each different description.
CREATE TABLE entity (
  number INTEGER PRIMARY KEY, -- number inside this ledger; the highest of an id is the current one
  id TEXT NOT NULL, -- Wikidata id, state:XX, org:X, city:N or local:...
  kind TEXT NOT NULL CHECK (kind IN ('person', 'state', 'organization', 'place', 'group')), -- what it is
  name TEXT NOT NULL, -- common English name
  state TEXT, -- its state (ISO 3166-1 alpha-2)
  description TEXT, -- what is known of it, in words
  latitude REAL, -- degrees north
  longitude REAL, -- degrees east
  digest TEXT NOT NULL, -- hash of the row's facts
  recorded_at TEXT NOT NULL, -- when we recorded it
  UNIQUE (id, digest)
) STRICT;

-- Which entities a reading names.
CREATE TABLE reading_entity (
  reading INTEGER NOT NULL REFERENCES reading (number), -- the reading
  ordinal INTEGER NOT NULL, -- place in the reading, from 0
  entity INTEGER NOT NULL REFERENCES entity (number), -- the entity
  PRIMARY KEY (reading, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_entity_entity ON reading_entity (entity);

-- Faults in the data: of a reading, or of something that was refused.
CREATE TABLE problem (
  number INTEGER PRIMARY KEY, -- number inside this ledger
  reading INTEGER REFERENCES reading (number), -- the reading; none where nothing could be read
  code TEXT NOT NULL, -- what is wrong; docs/problems.md explains each
  source TEXT NOT NULL, -- where
  message TEXT NOT NULL, -- what is wrong and what to do, in a sentence
  recorded_at TEXT NOT NULL -- when we recorded it
) STRICT;
CREATE INDEX problem_reading ON problem (reading);
CREATE UNIQUE INDEX problem_refusal ON problem (code, source, message) WHERE reading IS NULL;

-- A person's word on whether two claims tell of one event. The latest on a pair holds; none is erased.
CREATE TABLE judgement (
  number INTEGER PRIMARY KEY, -- number inside this ledger
  claim TEXT NOT NULL, -- id of the claim
  other TEXT NOT NULL, -- id of the other claim
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')), -- same or different
  author TEXT NOT NULL, -- who says so
  reason TEXT NOT NULL, -- why; may be empty
  judged_at TEXT NOT NULL, -- when
  CHECK (claim <> other)
) STRICT;
CREATE INDEX judgement_claim ON judgement (claim);
CREATE INDEX judgement_other ON judgement (other);

-- A person's word on a finding. The latest holds; none is erased.
CREATE TABLE finding_verdict (
  number INTEGER PRIMARY KEY, -- number inside this ledger
  finding TEXT NOT NULL, -- id of the finding
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'dismissed')), -- accepted or dismissed
  author TEXT NOT NULL, -- who says so
  reason TEXT NOT NULL, -- why; may be empty
  judged_at TEXT NOT NULL -- when
) STRICT;
CREATE INDEX finding_verdict_finding ON finding_verdict (finding);

-- Full text search over the articles.
CREATE VIRTUAL TABLE document_search USING fts5 (
  text, -- the article's text
  content = 'document', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER document_search_insert AFTER INSERT ON document BEGIN
  INSERT INTO document_search (rowid, text) VALUES (new.number, new.text);
END;

-- Full text search over the words that claims rest on.
CREATE VIRTUAL TABLE claim_search USING fts5 (
  evidence, -- the words of the claim
  content = 'claim', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER claim_search_insert AFTER INSERT ON claim BEGIN
  INSERT INTO claim_search (rowid, evidence) VALUES (new.number, new.evidence);
END;

-- Nothing is changed or deleted, by whatever program.
CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of snapshot cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of snapshot cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER document_no_update BEFORE UPDATE ON document BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of document cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of document cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of reading cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of reading cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of claim cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of claim cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of evidence cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of evidence cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER reference_no_update BEFORE UPDATE ON reference BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of reference cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER reference_no_delete BEFORE DELETE ON reference BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of reference cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER entity_no_update BEFORE UPDATE ON entity BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of entity cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER entity_no_delete BEFORE DELETE ON entity BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of entity cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER reading_entity_no_update BEFORE UPDATE ON reading_entity BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of reading_entity cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER reading_entity_no_delete BEFORE DELETE ON reading_entity BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of reading_entity cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER problem_no_update BEFORE UPDATE ON problem BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of problem cannot be changed. Read the document again instead.'); END;
CREATE TRIGGER problem_no_delete BEFORE DELETE ON problem BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of problem cannot be deleted. Read the document again instead.'); END;
CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of judgement cannot be changed. Judge again instead.'); END;
CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of judgement cannot be deleted. Judge again instead.'); END;
CREATE TRIGGER finding_verdict_no_update BEFORE UPDATE ON finding_verdict BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of finding_verdict cannot be changed. Judge again instead.'); END;
CREATE TRIGGER finding_verdict_no_delete BEFORE DELETE ON finding_verdict BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of finding_verdict cannot be deleted. Judge again instead.'); END;
