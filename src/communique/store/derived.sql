-- The derived tables of a ledger: events and what is found about them. All follow from the primary tables (schema.sql) and
-- can be dropped and made anew, with the same rows whatever the order in which articles came. Ids are those of the claims.

-- What happened, as the current claims of all documents tell it.
CREATE TABLE event (
  id TEXT PRIMARY KEY, -- id of the event: that of its first published claim
  type TEXT NOT NULL, -- claim type
  status TEXT, -- what is known of it last
  when_edtf TEXT, -- when it is, in EDTF; approximate where it comes from days of publication alone
  when_from TEXT, -- first day of that; none where it is open
  when_to TEXT, -- last day of that; none where it is open
  documents INTEGER NOT NULL, -- how many documents tell of it
  outlets INTEGER NOT NULL, -- how many outlets
  origins INTEGER NOT NULL, -- how many independent origins: outlets less sisters, shared agencies and copies
  announced_by TEXT, -- which side of a visit is cited: visitor, host, both or third
  body TEXT NOT NULL CHECK (json_valid(body)) -- the whole event as JSON, decoded strictly
) STRICT;
-- These hold what filters ask for, so that the long bodies of other events are not read.
CREATE INDEX event_type ON event (type, when_from, when_to, id);
CREATE INDEX event_when ON event (when_from, when_to, id);
CREATE INDEX event_order ON event (when_from IS NULL, when_from, when_to, id);
CREATE INDEX event_state ON event (id, type, status, when_from, when_to, when_edtf);
CREATE INDEX event_planned ON event (when_to) WHERE status = 'planned';

-- The claims of each event, the first published first.
CREATE TABLE event_claim (
  event TEXT NOT NULL, -- id of the event
  claim TEXT NOT NULL, -- id of the claim
  ordinal INTEGER NOT NULL, -- place in the event, from 0
  PRIMARY KEY (event, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claim_claim ON event_claim (claim);

-- The claims of other events that bear witness to an event: meetings on a visit.
CREATE TABLE event_witness (
  event TEXT NOT NULL, -- id of the event
  claim TEXT NOT NULL, -- id of the claim
  PRIMARY KEY (event, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_witness_claim ON event_witness (claim);

-- The history of each event: what was known of it from a day of publication on.
CREATE TABLE event_step (
  event TEXT NOT NULL, -- id of the event
  ordinal INTEGER NOT NULL, -- place in the history, from 0
  published_on TEXT, -- day of publication; none for the last step, of reports without a day
  status TEXT, -- status from then on
  when_edtf TEXT, -- time from then on, in EDTF
  when_from TEXT, -- first day of that; none where it is open
  when_to TEXT, -- last day of that; none where it is open
  PRIMARY KEY (event, ordinal)
) STRICT, WITHOUT ROWID;

-- Who and what each event names, in which role, as its claims do; each once, the first published first.
CREATE TABLE event_reference (
  event TEXT NOT NULL, -- id of the event
  role TEXT NOT NULL, -- visitor, host, speaker, said_by, ...
  ordinal INTEGER NOT NULL, -- place in that role, from 0
  name TEXT NOT NULL, -- name that exports print
  kind TEXT NOT NULL, -- person, state, organization, place or group
  state TEXT, -- the state named, or whose it is (ISO 3166-1 alpha-2)
  entity TEXT, -- id of the entity; none while unresolved
  PRIMARY KEY (event, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_reference_name ON event_reference (name);
CREATE INDEX event_reference_state ON event_reference (state);
CREATE INDEX event_reference_entity ON event_reference (entity);

-- Every id that an event has, had or could have had, and the event that now holds the claim that the id comes from.
CREATE TABLE event_alias (
  alias TEXT PRIMARY KEY, -- id of an event
  event TEXT NOT NULL -- id of the event that it now is
) STRICT, WITHOUT ROWID;

-- What the claims of each block were grouped into: lets new claims be merged without all others.
CREATE TABLE block (
  key TEXT NOT NULL, -- type and parties that the claims share, joined by the character 31
  claim TEXT NOT NULL, -- id of the claim
  member_of TEXT NOT NULL, -- smallest id of the claims of its group in this block
  first_month INTEGER, -- month in which its event may have begun, 12 for each year; none where nothing tells when
  last_month INTEGER, -- last month of that
  PRIMARY KEY (key, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_claim ON block (claim, member_of);

-- The meetings that may bear witness to the visits of a block, and to which of them each does.
CREATE TABLE block_witness (
  key TEXT NOT NULL, -- key of the block
  claim TEXT NOT NULL, -- id of the meeting's claim
  member_of TEXT, -- smallest id of the claims of the visit's group in this block; none where it bears witness to none
  PRIMARY KEY (key, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_witness_claim ON block_witness (claim);
CREATE INDEX block_witness_group ON block_witness (key, member_of);

-- Where each publication comes from: what makes it depend on others.
CREATE TABLE provenance (
  document TEXT PRIMARY KEY, -- id of the document
  outlet TEXT NOT NULL, -- who published it: the outlet, else the host of its address, else the document itself
  body TEXT NOT NULL CHECK (json_valid(body)) -- publisher, agency and sketch of the text as JSON, decoded strictly
) STRICT, WITHOUT ROWID;

-- By what events are found beside one that is reviewed: lets a few events be reviewed without all others.
CREATE TABLE event_key (
  key TEXT NOT NULL, -- what they share: an article, the month of a traveller, two who met
  event TEXT NOT NULL, -- id of the event
  PRIMARY KEY (key, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_key_event ON event_key (event);

-- Something that a reader should look at.
CREATE TABLE finding (
  id TEXT PRIMARY KEY, -- hash of the check, the values at issue and the event
  "check" TEXT NOT NULL, -- name of the check that found it
  severity TEXT NOT NULL, -- how grave it is
  event TEXT, -- id of the event; none where it is of a document alone
  other_event TEXT, -- id of another event, where two are held against each other
  sentence TEXT NOT NULL, -- what was found, in a sentence
  body TEXT NOT NULL CHECK (json_valid(body)) -- the whole finding as JSON, decoded strictly
) STRICT;
CREATE INDEX finding_event ON finding (event);
CREATE INDEX finding_other_event ON finding (other_event);

-- The claims that each finding rests on.
CREATE TABLE finding_claim (
  finding TEXT NOT NULL, -- id of the finding
  claim TEXT NOT NULL, -- id of the claim
  PRIMARY KEY (finding, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_claim_claim ON finding_claim (claim);

-- Every id that a finding has, had or could have had, by the claims of its events: a verdict on any of them is one on it.
CREATE TABLE finding_alias (
  alias TEXT NOT NULL, -- id of a finding
  finding TEXT NOT NULL, -- id of the finding that it now is
  PRIMARY KEY (alias, finding)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_alias_finding ON finding_alias (finding);

-- How far the derived tables go; one row, or none where they are still to be made.
CREATE TABLE derived_mark (
  only INTEGER PRIMARY KEY CHECK (only = 1), -- always 1
  reading INTEGER NOT NULL, -- number of the last reading that is in them
  judgement INTEGER NOT NULL, -- number of the last judgement that is in them
  covered TEXT, -- last day of publication that is in them, where it is known to the day
  events INTEGER NOT NULL, -- how many events there are
  rules TEXT NOT NULL -- version of the rules by which they were made
) STRICT;
