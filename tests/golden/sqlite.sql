-- know

PRAGMA query_only = ON;

BEGIN;

SELECT habeas_k1.ord, person.id, person.email, person.full_name, person.manager_id, person.home_id
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0;

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, claim.id, claim.policy_id, claim.policy_year, claim.body
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0, json_extract(value, '$[2]') AS v1 FROM json_each(?)) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1;

SELECT habeas_k1.ord, event.id, event.payload
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract(event.payload, '$.customer') END = habeas_k1.v0;

SELECT habeas_k1.ord, home.id, home.street
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN home ON home.id = habeas_k1.v0;

SELECT habeas_k1.ord, membership.person_id, membership.club_id
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, note.id, note.owner_type, note.owner_id, note.body
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (?);

SELECT habeas_k1.ord, payment.id, payment.person_id, payment.paid_on
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, profile.id, profile.person_id, profile.nickname, profile.city, profile.login, profile.born, profile.postal_code
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, subscriber.id, subscriber.address
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT habeas_k1.ord, policy.id, policy.person_id, policy.risk
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, visit.id, visit.person_id, visit.seen
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0
WHERE 0 = 1;

-- explain

PRAGMA query_only = ON;

BEGIN;

SELECT habeas_k1.ord, person.home_id, person.id, person.email
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0;

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, home.id
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN home ON home.id = habeas_k1.v0;

SELECT DISTINCT person.manager_id
FROM person
WHERE person.manager_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND coalesce(lower(person.email) IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2), 0) = 0;

SELECT DISTINCT profile.person_id
FROM profile
WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT DISTINCT visit.person_id
FROM visit
WHERE visit.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT DISTINCT person.manager_id
FROM person
WHERE person.manager_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND coalesce(lower(person.email) IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2) AND coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3), 0) = 0 AND coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k4), 0) = 0, 0) = 0;

SELECT DISTINCT profile.person_id
FROM profile
WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT DISTINCT visit.person_id
FROM visit
WHERE visit.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT DISTINCT person.home_id
FROM person
WHERE person.home_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND coalesce(lower(person.email) IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2) AND coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3), 0) = 0 AND coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k4), 0) = 0, 0) = 0;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0, json_extract(value, '$[2]') AS v1 FROM json_each(?)) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract(event.payload, '$.customer') END = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (?)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (coalesce(CAST(payment.paid_on AS TEXT) GLOB ?, 0) = 0 OR payment.paid_on > ?) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND profile.city IS ? AND profile.login IS habeas_hash(?, profile.login, ?) AND profile.born IS CASE WHEN coalesce(CAST(profile.born AS TEXT) GLOB ?, 0) THEN substr(profile.born, ?, ?) || ? ELSE NULL END AND profile.postal_code IS CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1 OR coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1) THEN substr(CAST(profile.postal_code AS TEXT), ?, ?) ELSE NULL END) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1), 0) THEN ? WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2), 0) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3 JOIN person ON lower(person.email) = habeas_k3.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1), 0) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2 JOIN home ON home.id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;

-- erase

BEGIN IMMEDIATE;

PRAGMA defer_foreign_keys = ON;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0, json_extract(value, '$[2]') AS v1 FROM json_each(?)) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM claim WHERE (claim.policy_id, claim.policy_year) IN (SELECT habeas_k1.v0, habeas_k1.v1
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0, json_extract(value, '$[2]') AS v1 FROM json_each(?)) AS habeas_k1);

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract(event.payload, '$.customer') END = habeas_k1.v0) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM event WHERE CASE WHEN json_valid(event.payload) THEN json_extract(event.payload, '$.customer') END IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM membership WHERE membership.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (?)) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM note WHERE note.owner_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND note.owner_type IN (?);

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (NOT (coalesce(CAST(payment.paid_on AS TEXT) GLOB ?, 0) = 0 OR payment.paid_on > ?)) THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM payment WHERE payment.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND NOT (coalesce(CAST(payment.paid_on AS TEXT) GLOB ?, 0) = 0 OR payment.paid_on > ?);

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM policy WHERE policy.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (NOT (profile.nickname IS NULL AND profile.city IS ? AND profile.login IS habeas_hash(?, profile.login, ?) AND profile.born IS CASE WHEN coalesce(CAST(profile.born AS TEXT) GLOB ?, 0) THEN substr(profile.born, ?, ?) || ? ELSE NULL END AND profile.postal_code IS CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1 OR coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1) THEN substr(CAST(profile.postal_code AS TEXT), ?, ?) ELSE NULL END)) THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0) AS r
WHERE r.spared = ? GROUP BY r.ord;

UPDATE profile SET nickname=NULL, city=?, login=habeas_hash(?, profile.login, ?), born=CASE WHEN coalesce(CAST(profile.born AS TEXT) GLOB ?, 0) THEN substr(profile.born, ?, ?) || ? ELSE NULL END, postal_code=CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1 OR coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1) THEN substr(CAST(profile.postal_code AS TEXT), ?, ?) ELSE NULL END WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND NOT (profile.nickname IS NULL AND profile.city IS ? AND profile.login IS habeas_hash(?, profile.login, ?) AND profile.born IS CASE WHEN coalesce(CAST(profile.born AS TEXT) GLOB ?, 0) THEN substr(profile.born, ?, ?) || ? ELSE NULL END AND profile.postal_code IS CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1 OR coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1) THEN substr(CAST(profile.postal_code AS TEXT), ?, ?) ELSE NULL END);

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM subscriber WHERE lower(subscriber.address) IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN (coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1), 0) = 0 AND coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2), 0) = 0) THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3 JOIN person ON lower(person.email) = habeas_k3.v0) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM person WHERE lower(person.email) IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2), 0) = 0 AND coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3), 0) = 0;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1), 0) = 0 THEN ? ELSE ? END AS spared
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2 JOIN home ON home.id = habeas_k2.v0) AS r
WHERE r.spared = ? GROUP BY r.ord;

DELETE FROM home WHERE home.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND coalesce(home.id IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2), 0) = 0;

-- verify

PRAGMA query_only = ON;

BEGIN;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1), 0) THEN ? WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2), 0) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3 JOIN person ON lower(person.email) = habeas_k3.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1), 0) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2 JOIN home ON home.id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0, json_extract(value, '$[2]') AS v1 FROM json_each(?)) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (coalesce(CAST(payment.paid_on AS TEXT) GLOB ?, 0) = 0 OR payment.paid_on > ?) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (?)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract(event.payload, '$.customer') END = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND profile.city IS ? AND profile.login IS habeas_hash(?, profile.login, ?) AND profile.born IS CASE WHEN coalesce(CAST(profile.born AS TEXT) GLOB ?, 0) THEN substr(profile.born, ?, ?) || ? ELSE NULL END AND profile.postal_code IS CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1 OR coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1) THEN substr(CAST(profile.postal_code AS TEXT), ?, ?) ELSE NULL END) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT habeas_k1.ord, person.home_id, person.id, person.email
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0;

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, home.id
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN home ON home.id = habeas_k1.v0;

SELECT DISTINCT person.manager_id
FROM person
WHERE person.manager_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND coalesce(lower(person.email) IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2), 0) = 0;

SELECT DISTINCT profile.person_id
FROM profile
WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT DISTINCT visit.person_id
FROM visit
WHERE visit.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT DISTINCT person.manager_id
FROM person
WHERE person.manager_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND coalesce(lower(person.email) IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2) AND coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3), 0) = 0 AND coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k4), 0) = 0, 0) = 0;

SELECT DISTINCT profile.person_id
FROM profile
WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT DISTINCT visit.person_id
FROM visit
WHERE visit.person_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1);

SELECT DISTINCT person.home_id
FROM person
WHERE person.home_id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1) AND coalesce(lower(person.email) IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2) AND coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3), 0) = 0 AND coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k4), 0) = 0, 0) = 0;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract(event.payload, '$.customer') END = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (?)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (coalesce(CAST(payment.paid_on AS TEXT) GLOB ?, 0) = 0 OR payment.paid_on > ?) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND profile.city IS ? AND profile.login IS habeas_hash(?, profile.login, ?) AND profile.born IS CASE WHEN coalesce(CAST(profile.born AS TEXT) GLOB ?, 0) THEN substr(profile.born, ?, ?) || ? ELSE NULL END AND profile.postal_code IS CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1 OR coalesce(CAST(profile.postal_code AS TEXT) GLOB ?, 0) = 1) THEN substr(CAST(profile.postal_code AS TEXT), ?, ?) ELSE NULL END) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, ? AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN 1 = 1 THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1), 0) THEN ? WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2), 0) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k3 JOIN person ON lower(person.email) = habeas_k3.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k1), 0) THEN ? ELSE ? END AS rule
FROM (SELECT json_extract(value, '$[0]') AS ord, json_extract(value, '$[1]') AS v0 FROM json_each(?)) AS habeas_k2 JOIN home ON home.id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;
