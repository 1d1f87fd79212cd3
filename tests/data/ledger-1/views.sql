-- The views of a ledger: what to ask. Each shows the current reading of each document; earlier readings stay in the tables.

-- The current reading of each document.
CREATE VIEW current_reading AS
SELECT
  reading.* -- all columns of the table reading
FROM reading
WHERE number = (SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document);

-- Documents, with what is known of them.
CREATE VIEW documents AS
SELECT
  document.id AS id, -- id of the document
  coalesce(document.external_id, document.id) AS name, -- the id that it came with, else ours
  substr(document.text, title_start + 1, title_stop - title_start) AS title, -- its title
  document.outlet AS outlet, -- who published it
  document.url AS url, -- where
  published_from, -- first day on which it may have been published
  published_to, -- last day
  published_method, -- how we know
  published_reason, -- how we know, in a sentence
  byline, -- who wrote it
  language, -- its language
  wire_credit, -- the agency it credits
  dateline, -- its dateline
  snapshot.source AS source, -- where the bytes came from
  (SELECT count(*) FROM claim WHERE claim.reading = current_reading.number) AS claims, -- how many claims it makes
  current_reading.reader AS reader, -- rules and model that read it
  current_reading.recorded_at AS recorded_at, -- when we recorded this reading
  document.text AS text -- the text
FROM current_reading
JOIN document ON document.number = current_reading.document
JOIN snapshot ON snapshot.number = current_reading.snapshot;

-- All claims, with the fields that every type has, and where they were read.
CREATE VIEW claims AS
SELECT
  claim.number AS number, -- number in the table claim
  claim.id AS id, -- id of the claim
  claim.type AS type, -- claim type
  claim.status AS status, -- what the text says of the event
  claim.superseded AS superseded, -- 1 where the article itself takes it back later on
  claim.when_edtf AS when_edtf, -- when it happens, in EDTF, as exact as the text
  claim.when_from AS when_from, -- first day of that; none where it is open
  claim.when_to AS when_to, -- last day of that; none where it is open
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'said_by' GROUP BY name ORDER BY min(ordinal))
  ) AS said_by, -- who is cited for it, names joined by '; '; none where the outlet says so itself
  claim.evidence AS evidence, -- the words that it rests on
  coalesce(document.external_id, document.id) AS document, -- the id that the document came with, else ours
  document.id AS document_id, -- our id of the document
  substr(document.text, title_start + 1, title_stop - title_start) AS title, -- title of the document
  document.outlet AS outlet, -- who published it
  document.url AS url, -- where
  current_reading.published_from AS published_from, -- first day on which it may have been published
  current_reading.published_to AS published_to, -- last day
  current_reading.reader AS reader, -- rules and model that read it
  current_reading.recorded_at AS recorded_at -- when we recorded it
FROM claim
JOIN current_reading ON current_reading.number = claim.reading
JOIN document ON document.number = current_reading.document;

-- Visits: a holder of office or a delegation goes to another country.
CREATE VIEW visits AS
SELECT
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'visitor' GROUP BY name ORDER BY min(ordinal))
  ) AS visitor, -- who travels, names joined by '; '
  coalesce(body ->> '$.destination.state', body ->> '$.destination.name') AS destination, -- state visited (ISO 3166-1 alpha-2)
  body ->> '$.place.name' AS place, -- city or venue
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'host' GROUP BY name ORDER BY min(ordinal))
  ) AS host, -- who receives, names joined by '; '
  body ->> '$.occasion.evidence.quote' AS occasion, -- what for, in the text's words
  body ->> '$.form.value' AS form, -- state, official, working, private or summit
  claims.* -- all columns of the view claims
FROM claims
JOIN claim ON claim.number = claims.number
WHERE claim.type = 'visit';

-- Meetings, talks and calls.
CREATE VIEW meetings AS
SELECT
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'participants' GROUP BY name ORDER BY min(ordinal))
  ) AS participants, -- who meets, names joined by '; '
  body ->> '$.place.name' AS place, -- city or venue
  coalesce(body ->> '$.country.state', body ->> '$.country.name') AS country, -- state in which they meet (ISO 3166-1 alpha-2)
  body ->> '$.occasion.evidence.quote' AS occasion, -- what for, in the text's words
  body ->> '$.format.value' AS format, -- in_person, phone or video
  claims.* -- all columns of the view claims
FROM claims
JOIN claim ON claim.number = claims.number
WHERE claim.type = 'meeting';

-- Agreements, at whatever stage.
CREATE VIEW agreements AS
SELECT
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'parties' GROUP BY name ORDER BY min(ordinal))
  ) AS parties, -- between whom, names joined by '; '
  body ->> '$.subject.evidence.quote' AS subject, -- on what, in the text's words
  body ->> '$.stage.value' AS stage, -- proposed, negotiating, announced, signed, ratified, in_force, suspended or withdrawn
  body ->> '$.amount.value' AS amount, -- sum of money
  body ->> '$.amount.unit' AS currency, -- its currency (ISO 4217)
  claims.* -- all columns of the view claims
FROM claims
JOIN claim ON claim.number = claims.number
WHERE claim.type = 'agreement';

-- Direct quotations and who is quoted.
CREATE VIEW quotes AS
SELECT
  body ->> '$.speaker.name' AS speaker, -- who is quoted
  (SELECT group_concat(value ->> '$.quote', ' [...] ') FROM json_each(body, '$.quote')) AS quote, -- the words; ' [...] ' where they were interrupted
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'addressee' GROUP BY name ORDER BY min(ordinal))
  ) AS addressee, -- to whom, names joined by '; '
  claims.* -- all columns of the view claims
FROM claims
JOIN claim ON claim.number = claims.number
WHERE claim.type = 'statement';

-- Quantities about the relations or acts of states.
CREATE VIEW figures AS
SELECT
  body ->> '$.measure.evidence.quote' AS measure, -- what is measured, in the text's words
  body ->> '$.quantity.value' AS value, -- the number
  body ->> '$.quantity.unit' AS unit, -- currency (ISO 4217) or plural noun
  body ->> '$.quantity.bound' AS bound, -- exact, about, over or under
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'parties' GROUP BY name ORDER BY min(ordinal))
  ) AS parties, -- of whom, names joined by '; '
  claims.* -- all columns of the view claims
FROM claims
JOIN claim ON claim.number = claims.number
WHERE claim.type = 'figure';

-- Counts of events that a text gives: a third visit, more than forty meetings.
CREATE VIEW tallies AS
SELECT
  body ->> '$.of.value' AS of, -- what is counted: visit, meeting, ...
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'who' GROUP BY name ORDER BY min(ordinal))
  ) AS who, -- whose, names joined by '; '
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'to' GROUP BY name ORDER BY min(ordinal))
  ) AS to_whom, -- where to or with whom, names joined by '; '
  body ->> '$.quantity.value' AS count, -- how many
  body ->> '$.ordinal' AS ordinal, -- 1 for 'the third', 0 for 'three'
  body ->> '$.since.edtf' AS since, -- from when on, in EDTF
  body ->> '$.quantity.bound' AS bound, -- exact, about, over or under
  claims.* -- all columns of the view claims
FROM claims
JOIN claim ON claim.number = claims.number
WHERE claim.type = 'tally';

-- Other acts of one political actor towards another.
CREATE VIEW actions AS
SELECT
  body ->> '$.event.value' AS event, -- PLOVER event type
  body ->> '$.mode.value' AS mode, -- PLOVER mode
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'actor' GROUP BY name ORDER BY min(ordinal))
  ) AS actor, -- who acts, names joined by '; '
  (
    SELECT group_concat(name, '; ')
    FROM (SELECT name FROM reference WHERE claim = claim.number AND role = 'recipient' GROUP BY name ORDER BY min(ordinal))
  ) AS recipient, -- towards whom, names joined by '; '
  body ->> '$.object.evidence.quote' AS object, -- what, in the text's words
  body ->> '$.confidence' AS confidence, -- probability that event, an actor and a recipient are right; none where nothing weighed it
  claims.* -- all columns of the view claims
FROM claims
JOIN claim ON claim.number = claims.number
WHERE claim.type = 'action';

-- Who and what the current claims name, in which role.
CREATE VIEW mentions AS
SELECT
  claims.id AS claim, -- id of the claim
  claims.type AS type, -- claim type
  reference.role AS role, -- visitor, host, speaker, said_by, ...
  reference.ordinal AS ordinal, -- place in that role, from 0
  reference.name AS name, -- name that exports print
  reference.kind AS kind, -- person, state, organization, place or group
  reference.state AS state, -- the state named, or whose it is (ISO 3166-1 alpha-2)
  reference.entity AS entity, -- id of the entity; none while unresolved
  claims.document_id AS document_id -- our id of the document
FROM reference
JOIN claims ON claims.number = reference.claim;

-- People, states, organisations and places, as last described.
CREATE VIEW entities AS
SELECT
  id, -- Wikidata id, state:XX, org:X, city:N or local:...
  kind, -- person, state, organization, place or group
  name, -- common English name
  state, -- its state (ISO 3166-1 alpha-2)
  description, -- what is known of it, in words
  latitude, -- degrees north
  longitude, -- degrees east
  recorded_at -- when we recorded this description
FROM entity
WHERE number = (SELECT max(later.number) FROM entity AS later WHERE later.id = entity.id);

-- Faults in the data: of the current readings, and of what was refused.
CREATE VIEW problems AS
SELECT
  problem.code AS code, -- what is wrong; docs/problems.md explains each
  problem.source AS source, -- where
  problem.message AS message, -- what is wrong and what to do, in a sentence
  document.id AS document_id, -- the document; none where nothing could be read
  problem.recorded_at AS recorded_at -- when we recorded it
FROM problem
LEFT JOIN current_reading ON current_reading.number = problem.reading
LEFT JOIN document ON document.number = current_reading.document
WHERE problem.reading IS NULL OR current_reading.number IS NOT NULL;
