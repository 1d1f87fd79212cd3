-- The steps by which the derived tables are brought up to date. Each is a statement with a name; derivation.py runs them.
-- Tables of temp. live as long as the transaction. They come first in every join, which CROSS JOIN says: SQLite knows
-- nothing of how small they are, and would look at all claims instead.

-- name: fresh_readings
-- The current readings of documents that were read since the mark.
INSERT INTO temp.fresh_reading
SELECT max(number), document FROM reading
WHERE document IN (SELECT document FROM reading WHERE number > :reading)
GROUP BY document;

-- name: gone
-- Claims of earlier readings of these documents that are in an event: taken out, and put in again if they still hold.
INSERT OR IGNORE INTO temp.gone
SELECT claim.id
FROM temp.fresh_reading AS fresh
CROSS JOIN reading ON reading.document = fresh.document
CROSS JOIN claim ON claim.reading = reading.number
CROSS JOIN event_claim ON event_claim.claim = claim.id;

-- name: touched_by_reading
INSERT OR IGNORE INTO temp.touched
SELECT claim.id FROM temp.fresh_reading AS fresh CROSS JOIN claim ON claim.reading = fresh.number WHERE NOT claim.superseded
UNION
SELECT claim FROM temp.gone;

-- name: touched_by_judgement
-- Claims judged since the mark, and all that judgements lead to from those or from a claim that is new: a claim that left
-- several events gives its id to one of them, and which that is may change with another.
INSERT OR IGNORE INTO temp.touched
WITH RECURSIVE reached (claim) AS (
  SELECT claim FROM judgement WHERE number > :judgement
  UNION
  SELECT claim FROM temp.touched
  UNION
  SELECT judgement.other FROM reached CROSS JOIN judgement ON judgement.claim = reached.claim
  UNION
  SELECT judgement.claim FROM reached CROSS JOIN judgement ON judgement.other = reached.claim
)
SELECT claim FROM reached;

-- name: changed_keys
-- Blocks that lose a claim, and those of the claims judged since the mark. (New claims add theirs.)
INSERT OR IGNORE INTO temp.changed_key
SELECT key FROM block WHERE claim IN (SELECT claim FROM temp.gone)
UNION
SELECT key FROM block WHERE claim IN (
  SELECT claim FROM judgement WHERE number > :judgement UNION SELECT other FROM judgement WHERE number > :judgement
);

-- name: left
-- Which groups of which blocks lose a claim, and its months.
INSERT INTO temp.leaving
SELECT block.key, row_number() OVER (), block.member_of, block.first_month, block.last_month
FROM temp.gone CROSS JOIN block ON block.claim = gone.claim;

-- name: left_by_witnesses
-- Which blocks lose a witness, or have one that was judged.
INSERT OR IGNORE INTO temp.witnessed
SELECT key FROM block_witness WHERE claim IN (SELECT claim FROM temp.gone)
UNION
SELECT key FROM block_witness WHERE claim IN (
  SELECT claim FROM judgement WHERE number > :judgement UNION SELECT other FROM judgement WHERE number > :judgement
);

-- name: touched_by_witnesses
-- Claims of the groups that lose a witness.
INSERT OR IGNORE INTO temp.touched
SELECT member_of FROM block_witness WHERE claim IN (SELECT claim FROM temp.gone) AND member_of IS NOT NULL;

-- name: leave_witnesses_of_blocks
DELETE FROM block_witness WHERE claim IN (SELECT claim FROM temp.gone);

-- name: leave_blocks
DELETE FROM block WHERE claim IN (SELECT claim FROM temp.gone);

-- name: changed_keys_of_news
INSERT OR IGNORE INTO temp.changed_key SELECT DISTINCT key FROM temp.pending;

-- name: placed
-- The claims of a block that stay, with their groups.
SELECT claim, member_of, first_month, last_month FROM block WHERE key = ?;

-- name: news
-- What is compared of the new claims of a block.
SELECT compared.traits FROM temp.pending CROSS JOIN temp.compared ON compared.number = pending.number WHERE pending.key = ?;

-- name: lost
SELECT member_of, first_month, last_month FROM temp.leaving WHERE key = ?;

-- name: judged
-- The claims judged since the mark.
SELECT claim FROM judgement WHERE number > :judgement UNION SELECT other FROM judgement WHERE number > :judgement;

-- name: current
-- Some claims as the current readings have them.
SELECT claim.body, reading.published_from, reading.published_to, reading.published_method, reading.published_reason
FROM json_each(?) AS wanted
CROSS JOIN claim ON claim.id = wanted.value
CROSS JOIN reading ON reading.number = claim.reading
WHERE NOT claim.superseded AND claim.reading =
  (SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document);

-- name: pending
-- What is compared of the new claims of all blocks, block by block.
SELECT pending.key, compared.traits
FROM temp.pending CROSS JOIN temp.compared ON compared.number = pending.number
ORDER BY pending.key, pending.claim;

-- name: fresh_meetings
SELECT claim.id, claim.body FROM temp.fresh_reading AS fresh CROSS JOIN claim ON claim.reading = fresh.number
WHERE claim.type = 'meeting' AND NOT claim.superseded
ORDER BY claim.number;

-- name: witnessed_again
-- Blocks with witnesses whose visits changed.
INSERT OR IGNORE INTO temp.witnessed
SELECT changed.key FROM temp.changed_key AS changed
WHERE EXISTS (SELECT 1 FROM block_witness WHERE block_witness.key = changed.key);

-- name: witness_to_nothing
-- Blocks that have lost all their visits.
UPDATE block_witness SET member_of = NULL
WHERE member_of IS NOT NULL AND key IN (SELECT key FROM temp.witnessed)
  AND NOT EXISTS (SELECT 1 FROM block WHERE block.key = block_witness.key);

-- name: witnessed
-- The blocks whose witnesses are to be given to its visits again.
SELECT key FROM temp.witnessed WHERE EXISTS (SELECT 1 FROM block WHERE block.key = witnessed.key) ORDER BY key;

-- name: witnesses_of_block
SELECT claim, member_of FROM block_witness WHERE key = ?;

-- name: old_events
-- Events that hold a claim that was touched.
INSERT OR IGNORE INTO temp.old_event
SELECT event_claim.event FROM temp.touched AS touched CROSS JOIN event_claim ON event_claim.claim = touched.claim;

-- name: touched_by_event
INSERT OR IGNORE INTO temp.touched
SELECT event_claim.claim FROM temp.old_event AS old CROSS JOIN event_claim ON event_claim.event = old.event;

-- name: leave_aliases
DELETE FROM event_alias WHERE event_alias.alias IN (
  SELECT 'e-' || substr(event_claim.claim, 3)
  FROM temp.old_event AS old JOIN event_claim ON event_claim.event = old.event
);

-- name: leave_claims
DELETE FROM event_claim WHERE event IN (SELECT event FROM temp.old_event);

-- name: leave_witnesses
DELETE FROM event_witness WHERE event IN (SELECT event FROM temp.old_event);

-- name: leave_steps
DELETE FROM event_step WHERE event IN (SELECT event FROM temp.old_event);

-- name: leave_references
DELETE FROM event_reference WHERE event IN (SELECT event FROM temp.old_event);

-- name: leave_events
DELETE FROM event WHERE id IN (SELECT event FROM temp.old_event);

-- name: rejoined_all
-- From scratch, these are all claims that count.
INSERT INTO temp.rejoined (claim, number, day)
SELECT claim.id, claim.number, coalesce(reading.published_to, '9999')
FROM temp.fresh_reading AS fresh
CROSS JOIN reading ON reading.number = fresh.number
CROSS JOIN claim ON claim.reading = fresh.number
WHERE NOT claim.superseded;

-- name: rejoined
-- The claims to be joined to events again that count: of current readings, and not taken back.
INSERT INTO temp.rejoined (claim, number, day)
SELECT claim.id, claim.number, coalesce(reading.published_to, '9999')
FROM temp.touched AS touched
CROSS JOIN claim ON claim.id = touched.claim
CROSS JOIN reading ON reading.number = claim.reading
WHERE NOT claim.superseded AND claim.reading =
  (SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document);

-- name: links
-- Which of them are in one group in some block.
SELECT rejoined.claim, block.member_of
FROM temp.rejoined AS rejoined CROSS JOIN block ON block.claim = rejoined.claim
WHERE block.member_of <> rejoined.claim;

-- name: judged
-- The reports of all claims that were judged and count.
SELECT claim.id, claim.body, document.id AS document_id, document.outlet AS given_outlet,
  reading.published_from, reading.published_to, reading.published_method, reading.published_reason, provenance.outlet,
  provenance.body AS provenance
FROM (SELECT claim AS id FROM judgement UNION SELECT other FROM judgement) AS judged
CROSS JOIN claim ON claim.id = judged.id
CROSS JOIN reading ON reading.number = claim.reading
CROSS JOIN document ON document.number = reading.document
LEFT JOIN provenance ON provenance.document = document.id
WHERE NOT claim.superseded AND claim.reading =
  (SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document);

-- name: judged_aliases
SELECT DISTINCT judgement.claim, event_claim.event
FROM judgement LEFT JOIN event_claim ON event_claim.claim = judgement.claim;

-- name: testified
SELECT DISTINCT member_of FROM block_witness WHERE member_of IS NOT NULL;

-- name: components
-- Their reports, those of one event after the other.
SELECT component.root, claim.id, claim.body, document.id AS document_id, document.outlet AS given_outlet,
  reading.published_from, reading.published_to, reading.published_method, reading.published_reason, provenance.outlet,
  provenance.body AS provenance
FROM temp.component AS component
CROSS JOIN claim ON claim.number = component.number
CROSS JOIN reading ON reading.number = claim.reading
CROSS JOIN document ON document.number = reading.document
LEFT JOIN provenance ON provenance.document = document.id AND NOT component.alone
ORDER BY component.root, component.claim;

-- name: component_groups
-- Their groups in each block, those of one event after the other.
SELECT component.root, block.key, block.member_of, block.claim
FROM temp.component AS component
CROSS JOIN block ON block.claim = component.claim
WHERE NOT component.alone
ORDER BY component.root, component.claim;

-- name: component_witnesses
-- The meetings that bear witness to their groups, with their reports, in the same order.
SELECT component.root, seen.key, seen.member_of, claim.id, claim.body, document.id AS document_id,
  document.outlet AS given_outlet, reading.published_from, reading.published_to, reading.published_method,
  reading.published_reason, provenance.outlet, provenance.body AS provenance
FROM temp.component AS component
CROSS JOIN block AS own ON own.claim = component.claim AND own.member_of = component.claim
CROSS JOIN block_witness AS seen ON seen.key = own.key AND seen.member_of = own.member_of
CROSS JOIN claim ON claim.id = seen.claim
CROSS JOIN reading ON reading.number = claim.reading
CROSS JOIN document ON document.number = reading.document
LEFT JOIN provenance ON provenance.document = document.id
WHERE NOT component.alone AND NOT claim.superseded AND claim.reading =
  (SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document)
ORDER BY component.root, component.claim, seen.key, claim.id;

-- name: references
INSERT INTO event_reference (event, role, ordinal, name, kind, state, entity)
SELECT event, role, row_number() OVER (PARTITION BY event, role ORDER BY first) - 1, name, kind, state, entity
FROM (
  SELECT event_claim.event, reference.role, reference.name, reference.kind, reference.state, reference.entity,
    min(event_claim.ordinal * 1000 + reference.ordinal) AS first
  FROM temp.component AS component
  CROSS JOIN event_claim ON event_claim.claim = component.claim
  CROSS JOIN reference ON reference.claim = component.number
  GROUP BY 1, 2, 3, 4, 5, 6
)
ORDER BY event, role, first;

-- name: mark
INSERT OR REPLACE INTO derived_mark (only, reading, judgement, covered, events, rules)
SELECT 1, (SELECT coalesce(max(number), 0) FROM reading), (SELECT coalesce(max(number), 0) FROM judgement), :covered,
  :events, :rules;

-- name: covered
-- The last day of publication that was read: the last one known, or that of a reading since.
SELECT max(day) FROM (
  SELECT :covered AS day
  UNION ALL
  SELECT max(published_from) FROM reading WHERE number > :reading AND published_from = published_to
);

-- name: fresh_documents
-- The documents that were read since the mark and say something, as last read.
SELECT document.*, reading.*, document.id AS id, snapshot.id AS snapshot_id
FROM temp.fresh_reading AS fresh
CROSS JOIN reading ON reading.number = fresh.number
CROSS JOIN document ON document.number = reading.document
CROSS JOIN snapshot ON snapshot.number = reading.snapshot
WHERE EXISTS (SELECT 1 FROM claim WHERE claim.reading = fresh.number AND NOT claim.superseded)
ORDER BY document.number;

-- name: leave_provenance
DELETE FROM provenance WHERE document IN (
  SELECT document.id FROM temp.fresh_reading AS fresh JOIN document ON document.number = fresh.document
);

-- name: fresh_claims
SELECT claim.number, claim.id, claim.body, reading.published_from, reading.published_to, reading.published_method,
  reading.published_reason
FROM temp.fresh_reading AS fresh
CROSS JOIN reading ON reading.number = fresh.number
CROSS JOIN claim ON claim.reading = fresh.number
WHERE NOT claim.superseded
ORDER BY claim.number;
