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

-- What happened, as the current claims of all documents tell it.
CREATE VIEW events AS
SELECT
  event.id AS id, -- id of the event; ids that it had resolve through event_alias
  event.type AS type, -- claim type
  event.status AS status, -- what is known of it last
  event.when_edtf AS when_edtf, -- when it is, in EDTF; approximate (~) where it comes from days of publication alone
  event.when_from AS when_from, -- first day of that; none where it is open
  event.when_to AS when_to, -- last day of that; none where it is open
  (
    SELECT group_concat(role || ': ' || name, '; ')
    FROM (SELECT role, name FROM event_reference WHERE event = event.id AND role <> 'said_by' GROUP BY role, name ORDER BY role, min(ordinal))
  ) AS who, -- whom and what it names, each with its role
  (SELECT count(*) FROM event_claim WHERE event_claim.event = event.id) AS claims, -- how many claims tell of it
  event.documents AS documents, -- how many documents
  event.outlets AS outlets, -- how many outlets
  event.origins AS origins, -- how many independent origins
  json_array_length(body, '$.claimants') AS claimants, -- how many people and bodies are cited
  event.announced_by AS announced_by, -- which side of a visit is cited: visitor, host, both or third
  (SELECT min(published_on) FROM event_step WHERE event_step.event = event.id) AS first_published, -- day of the first report
  event.body AS body -- the whole event as JSON: fields with support and dissent, history, members with reasons
FROM event;

-- What was known of each event from a day of publication on.
CREATE VIEW event_steps AS
SELECT
  event_step.event AS event, -- id of the event
  event.type AS type, -- claim type
  event_step.ordinal AS ordinal, -- place in the history, from 0
  event_step.published_on AS published_on, -- day of publication; none for reports without a day
  event_step.status AS status, -- status from then on
  event_step.when_edtf AS when_edtf, -- time from then on, in EDTF
  event_step.when_from AS when_from, -- first day of that
  event_step.when_to AS when_to -- last day of that
FROM event_step
JOIN event ON event.id = event_step.event;

-- What a reader should look at, with the last word of a person on it.
CREATE VIEW findings AS
SELECT
  finding.id AS id, -- id of the finding; ids that it had resolve through finding_alias
  finding."check" AS "check", -- name of the check that found it
  finding.severity AS severity, -- how grave it is
  finding.event AS event, -- id of the event
  finding.other_event AS other_event, -- id of the other event
  finding.sentence AS sentence, -- what was found
  finding_verdict.verdict AS verdict, -- accepted or dismissed; none where nobody judged it
  finding_verdict.author AS author, -- who judged it
  finding_verdict.reason AS reason, -- why
  finding_verdict.judged_at AS judged_at -- when
FROM finding
LEFT JOIN finding_verdict
  ON finding_verdict.number = (
    SELECT max(later.number)
    FROM finding_alias JOIN finding_verdict AS later ON later.finding = finding_alias.alias
    WHERE finding_alias.finding = finding.id
  );

-- What people said of pairs of claims, the last word on each.
CREATE VIEW judgements AS
SELECT
  judgement.claim AS claim, -- id of the claim
  judgement.other AS other, -- id of the other claim
  judgement.verdict AS verdict, -- same or different
  judgement.author AS author, -- who says so
  judgement.reason AS reason, -- why
  judgement.judged_at AS judged_at -- when
FROM judgement
WHERE NOT EXISTS (
  SELECT 1 FROM judgement AS later
  WHERE later.number > judgement.number
    AND min(later.claim, later.other) = min(judgement.claim, judgement.other)
    AND max(later.claim, later.other) = max(judgement.claim, judgement.other)
);
