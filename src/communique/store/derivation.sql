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
-- Claims judged since the mark, and those that were judged with a claim that is new.
INSERT OR IGNORE INTO temp.touched
SELECT claim FROM judgement WHERE number > :judgement OR other IN (SELECT claim FROM temp.touched)
UNION
SELECT other FROM judgement WHERE number > :judgement OR claim IN (SELECT claim FROM temp.touched);

-- name: changed_keys
-- Blocks that lose a claim, and those of the claims judged since the mark. (New claims add theirs.)
INSERT OR IGNORE INTO temp.changed_key
SELECT key FROM block WHERE claim IN (SELECT claim FROM temp.gone)
UNION
SELECT key FROM block WHERE claim IN (
  SELECT claim FROM judgement WHERE number > :judgement UNION SELECT other FROM judgement WHERE number > :judgement
);

-- name: leave_blocks
DELETE FROM block WHERE claim IN (SELECT claim FROM temp.gone);

-- name: pending_of_blocks
-- The other claims of the changed blocks, with the row of their current reading.
INSERT OR IGNORE INTO temp.pending
SELECT block.key, block.claim, claim.number
FROM temp.changed_key AS changed
CROSS JOIN block ON block.key = changed.key
CROSS JOIN claim ON claim.id = block.claim
CROSS JOIN reading ON reading.number = claim.reading
WHERE NOT claim.superseded AND claim.reading =
  (SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document);

-- name: pending
-- The changed blocks, one after the other, with the group in which each claim was; none for those that are new.
SELECT pending.key, pending.claim, block.member_of AS was, claim.body, reading.published_from, reading.published_to,
  reading.published_method, reading.published_reason
FROM temp.pending AS pending
JOIN claim ON claim.number = pending.number
JOIN reading ON reading.number = claim.reading
LEFT JOIN block ON block.key = pending.key AND block.claim = pending.claim
ORDER BY pending.key, pending.claim;

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

-- name: leave_steps
DELETE FROM event_step WHERE event IN (SELECT event FROM temp.old_event);

-- name: leave_references
DELETE FROM event_reference WHERE event IN (SELECT event FROM temp.old_event);

-- name: leave_events
DELETE FROM event WHERE id IN (SELECT event FROM temp.old_event);

-- name: rejoined_all
-- From scratch, these are all claims that count.
INSERT INTO temp.rejoined (claim, number)
SELECT claim.id, claim.number
FROM temp.fresh_reading AS fresh CROSS JOIN claim ON claim.reading = fresh.number
WHERE NOT claim.superseded;

-- name: rejoined
-- The claims to be joined to events again that count: of current readings, and not taken back.
INSERT INTO temp.rejoined (claim, number)
SELECT claim.id, claim.number
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

-- name: components
-- Their reports, those of one event after the other.
SELECT component.root, claim.id, claim.body, document.id AS document_id, document.outlet AS given_outlet,
  reading.published_from, reading.published_to, reading.published_method, reading.published_reason, provenance.outlet,
  provenance.body AS provenance
FROM temp.component AS component
CROSS JOIN claim ON claim.number = component.number
CROSS JOIN reading ON reading.number = claim.reading
CROSS JOIN document ON document.number = reading.document
LEFT JOIN provenance ON provenance.document = document.id
ORDER BY component.root, component.claim;

-- name: component_groups
-- Their groups in each block, those of one event after the other.
SELECT component.root, block.key, block.member_of, block.claim
FROM temp.component AS component
CROSS JOIN block ON block.claim = component.claim
ORDER BY component.root, component.claim;

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
INSERT OR REPLACE INTO derived_mark (only, reading, judgement, rules)
SELECT 1, (SELECT coalesce(max(number), 0) FROM reading), (SELECT coalesce(max(number), 0) FROM judgement), :rules;

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
SELECT claim.number, claim.id, claim.body FROM temp.fresh_reading AS fresh CROSS JOIN claim ON claim.reading = fresh.number
WHERE NOT claim.superseded
ORDER BY claim.number;
