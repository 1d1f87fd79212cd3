-- From version 1 to 2: judgements of people. The derived tables and the views are made anew after every migration.

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

CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of judgement cannot be changed. Judge again instead.'); END;
CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of judgement cannot be deleted. Judge again instead.'); END;
CREATE TRIGGER finding_verdict_no_update BEFORE UPDATE ON finding_verdict BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of finding_verdict cannot be changed. Judge again instead.'); END;
CREATE TRIGGER finding_verdict_no_delete BEFORE DELETE ON finding_verdict BEGIN SELECT RAISE (ABORT, 'The ledger is append-only: a row of finding_verdict cannot be deleted. Judge again instead.'); END;
