-- The steps by which findings are brought up to date with events. Each is a statement with a name; findings.py runs them.

-- name: changed_keys
-- What checks may look at from, or by way of, the events that were taken away.
INSERT OR IGNORE INTO temp.review_key
SELECT key FROM event_key WHERE event IN (SELECT event FROM temp.old_event);

-- name: leave_keys
DELETE FROM event_key WHERE event IN (SELECT event FROM temp.old_event);

-- name: new_keys
-- In order: where there are many, a place has not to be found for each.
INSERT INTO event_key (key, event) SELECT key, event FROM temp.new_key ORDER BY key, event;

-- name: changed_by_new_keys
INSERT OR IGNORE INTO temp.review_key SELECT key FROM temp.new_key;

-- name: about_changed
-- All events from which a check may look at one that is new, gone, or made again. By "visits:" tallies alone look, at
-- visits of all times; every event is found by the articles that tell of it.
INSERT OR IGNORE INTO temp.about
SELECT event_key.event
FROM temp.review_key AS changed
CROSS JOIN event_key ON event_key.key = changed.key
CROSS JOIN event ON event.id = event_key.event
WHERE changed.key NOT GLOB 'visits:*' OR event.type = 'tally';

-- name: about_planned
-- Plans that may have become overdue, as more days are covered than before; an event's own claims may end some days later.
INSERT OR IGNORE INTO temp.about
SELECT id FROM event
WHERE status = 'planned' AND when_to <= :covered
  AND when_to > date(coalesce(:before, '0001-01-01'), '-45 days');

-- name: leave_claims
DELETE FROM finding_claim WHERE finding IN (
  SELECT id FROM finding
  WHERE event IN (SELECT event FROM temp.about) OR event IN (SELECT event FROM temp.old_event)
);

-- name: leave_finding_aliases
DELETE FROM finding_alias WHERE finding IN (
  SELECT id FROM finding
  WHERE event IN (SELECT event FROM temp.about) OR event IN (SELECT event FROM temp.old_event)
);

-- name: leave_findings
DELETE FROM finding
WHERE event IN (SELECT event FROM temp.about) OR event IN (SELECT event FROM temp.old_event);

-- name: leave_unreviewed
-- Events of which no check has anything to say: those found so when they were made, and of the others acts that accuse nobody, quotations and other single words of one article.
DELETE FROM temp.about WHERE event IN (
  SELECT event FROM temp.unremarkable
  UNION ALL
  SELECT event.id FROM temp.about CROSS JOIN event ON event.id = about.event
  WHERE type IN ('statement', 'agreement') AND documents = 1
    OR type = 'action' AND coalesce(json_extract(body, '$.fields[0].values[0].value'), '') <> 'ACCUSE'
);

-- name: wanted
-- What is to be reviewed, such that what lies near in time, and tallies of the same visits, come together: then few other
-- events are looked at from many.
SELECT event.id
FROM temp.about CROSS JOIN event ON event.id = about.event
ORDER BY event.type = 'tally',
  CASE event.type
    WHEN 'tally' THEN (SELECT min(key) FROM event_key WHERE event_key.event = event.id AND key GLOB 'visits:*')
    ELSE coalesce(event.when_from, (SELECT min(published_on) FROM event_step WHERE event_step.event = event.id))
  END,
  event.id;

-- name: members
-- The claims of these events, and those that a person told apart from one of them: events may still be called after these.
WITH member AS MATERIALIZED (
  SELECT event_claim.claim FROM json_each(?) AS wanted CROSS JOIN event_claim ON event_claim.event = wanted.value
)
SELECT claim FROM member
UNION
SELECT judgement.claim FROM member CROSS JOIN judgement ON judgement.other = member.claim
WHERE judgement.verdict = 'different';

-- name: sharing
SELECT event_key.key, event_key.event FROM json_each(?) AS wanted CROSS JOIN event_key ON event_key.key = wanted.value;

-- name: events
SELECT event.body FROM json_each(?) AS wanted JOIN event ON event.id = wanted.value ORDER BY event.id;

-- name: reports
-- The claims of these events as the current readings have them, each with its publication. No check asks what a text was
-- copied from.
SELECT claim.id, claim.body, document.id AS document_id, document.outlet AS given_outlet, reading.published_from,
  reading.published_to, reading.published_method, reading.published_reason, provenance.outlet,
  NULL AS provenance
FROM json_each(?) AS wanted
JOIN event_claim ON event_claim.event = wanted.value
JOIN claim ON claim.id = event_claim.claim
JOIN reading ON reading.number = claim.reading
JOIN document ON document.number = reading.document
LEFT JOIN provenance ON provenance.document = document.id
WHERE NOT claim.superseded AND claim.reading =
  (SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document);
