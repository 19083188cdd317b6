-- know

SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;

SELECT habeas_k1.ord, person.id, person.email, person.full_name, person.manager_id, person.home_id
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS text[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0
WHERE lower(person.email) = ANY (CAST(%(habeas_k1_v0)s AS text[]));

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0
WHERE policy.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, claim.id, claim.policy_id, claim.policy_year, claim.body
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[]), CAST(%(habeas_k1_v1)s AS INTEGER[])) AS habeas_k1_u(ord, v0, v1)) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1;

SELECT habeas_k1.ord, event.id, event.payload
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS TEXT[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN event ON (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = habeas_k1.v0
WHERE (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = ANY (CAST(%(habeas_k1_v0)s AS TEXT[]));

SELECT habeas_k1.ord, home.id, home.street
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN home ON home.id = habeas_k1.v0
WHERE home.id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, membership.person_id, membership.club_id
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0
WHERE membership.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, note.id, note.owner_type, note.owner_id, note.body
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (CAST(%(param_1)s::VARCHAR AS TEXT))
WHERE note.owner_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, payment.id, payment.person_id, payment.paid_on
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0
WHERE payment.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, profile.id, profile.person_id, profile.nickname, profile.city, profile.login, profile.born, profile.postal_code
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0
WHERE profile.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, subscriber.id, subscriber.address
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS text[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0
WHERE lower(subscriber.address) = ANY (CAST(%(habeas_k1_v0)s AS text[]));

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0
WHERE visit.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT habeas_k1.ord, policy.id, policy.person_id, policy.risk
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0
WHERE policy.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, visit.id, visit.person_id, visit.seen
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0
WHERE false;

-- explain

SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;

SELECT habeas_k1.ord, person.home_id, person.id, person.email
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS text[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0
WHERE lower(person.email) = ANY (CAST(%(habeas_k1_v0)s AS text[]));

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0
WHERE policy.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, home.id
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN home ON home.id = habeas_k1.v0
WHERE home.id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT DISTINCT person.manager_id
FROM person
WHERE person.manager_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1) AND NOT coalesce(lower(person.email) = ANY (CAST(%(habeas_k2_v0)s AS text[])), false);

SELECT DISTINCT profile.person_id
FROM profile
WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1);

SELECT DISTINCT visit.person_id
FROM visit
WHERE visit.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1);

SELECT DISTINCT person.manager_id
FROM person
WHERE person.manager_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1) AND NOT coalesce((lower(person.email) = ANY (CAST(%(habeas_k2_v0)s AS text[]))) AND NOT coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS INTEGER[])) AS habeas_k3_u(ord, v0)) AS habeas_k3), false) AND NOT coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k4_ord)s AS integer[]), CAST(%(habeas_k4_v0)s AS INTEGER[])) AS habeas_k4_u(ord, v0)) AS habeas_k4), false), false);

SELECT DISTINCT profile.person_id
FROM profile
WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1);

SELECT DISTINCT visit.person_id
FROM visit
WHERE visit.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1);

SELECT DISTINCT person.home_id
FROM person
WHERE person.home_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1) AND NOT coalesce((lower(person.email) = ANY (CAST(%(habeas_k2_v0)s AS text[]))) AND NOT coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS INTEGER[])) AS habeas_k3_u(ord, v0)) AS habeas_k3), false) AND NOT coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k4_ord)s AS integer[]), CAST(%(habeas_k4_v0)s AS INTEGER[])) AS habeas_k4_u(ord, v0)) AS habeas_k4), false), false);

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[]), CAST(%(habeas_k1_v1)s AS INTEGER[])) AS habeas_k1_u(ord, v0, v1)) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS TEXT[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN event ON (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = habeas_k1.v0
WHERE (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = ANY (CAST(%(habeas_k1_v0)s AS TEXT[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0
WHERE membership.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (CAST(%(param_2)s::VARCHAR AS TEXT))
WHERE note.owner_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (payment.paid_on IS NULL OR payment.paid_on > CAST(%(param_1)s::DATE AS DATE)) THEN %(param_2)s::INTEGER ELSE %(param_3)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0
WHERE payment.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0
WHERE policy.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND profile.city IS NOT DISTINCT FROM CAST(%(param_1)s::VARCHAR AS TEXT) AND profile.login IS NOT DISTINCT FROM CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = %(length_1)s::INTEGER AND right(CAST(profile.login AS TEXT), %(right_1)s::INTEGER) = left(encode(sha256(convert_to(%(param_2)s::VARCHAR || left(CAST(profile.login AS TEXT), %(left_1)s::INTEGER), %(convert_to_1)s::VARCHAR)), %(encode_1)s::VARCHAR), %(left_2)s::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER) || left(encode(sha256(convert_to(%(param_4)s::VARCHAR || left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER), %(convert_to_3)s::VARCHAR)), %(encode_3)s::VARCHAR), %(left_4)s::INTEGER) END AS TEXT) AND profile.born IS NOT DISTINCT FROM CAST(date_trunc(%(date_trunc_1)s::VARCHAR, profile.born) AS DATE) AND profile.postal_code IS NOT DISTINCT FROM CAST(CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_5)s::VARCHAR, false) OR coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_6)s::VARCHAR, false)) THEN substr(CAST(profile.postal_code AS TEXT), %(substr_1)s::INTEGER, %(substr_2)s::INTEGER) ELSE NULL END AS TEXT)) THEN %(param_7)s::INTEGER ELSE %(param_8)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0
WHERE profile.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS text[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0
WHERE lower(subscriber.address) = ANY (CAST(%(habeas_k1_v0)s AS text[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0
WHERE visit.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1), false) THEN %(param_1)s::INTEGER WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2), false) THEN %(param_2)s::INTEGER ELSE %(param_3)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS text[])) AS habeas_k3_u(ord, v0)) AS habeas_k3 JOIN person ON lower(person.email) = habeas_k3.v0
WHERE lower(person.email) = ANY (CAST(%(habeas_k3_v0)s AS text[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1), false) THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN home ON home.id = habeas_k2.v0
WHERE home.id = ANY (CAST(%(habeas_k2_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

-- erase

SET CONSTRAINTS ALL DEFERRED; SET LOCAL synchronous_commit = on; SET LOCAL statement_timeout = '60s'; SET LOCAL lock_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '60s';

WITH habeas_gone AS
(DELETE FROM claim WHERE (claim.policy_id, claim.policy_year) IN (SELECT habeas_k1.v0, habeas_k1.v1
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[]), CAST(%(habeas_k1_v1)s AS INTEGER[])) AS habeas_k1_u(ord, v0, v1)) AS habeas_k1) RETURNING claim.policy_id, claim.policy_year)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[]), CAST(%(habeas_k2_v1)s AS INTEGER[])) AS habeas_k2_u(ord, v0, v1)) AS habeas_k2 JOIN habeas_gone ON habeas_gone.policy_id = habeas_k2.v0 AND habeas_gone.policy_year = habeas_k2.v1) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

WITH habeas_gone AS
(DELETE FROM event WHERE (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = ANY (CAST(%(habeas_k1_v0)s AS TEXT[])) RETURNING event.payload)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS TEXT[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN habeas_gone ON (CASE WHEN pg_input_is_valid(CAST(habeas_gone.payload AS TEXT), 'jsonb') THEN CAST(CAST(habeas_gone.payload AS TEXT) AS JSONB) END #>> '{customer}') = habeas_k2.v0) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

WITH habeas_gone AS
(DELETE FROM membership WHERE membership.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[])) RETURNING membership.person_id)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN habeas_gone ON habeas_gone.person_id = habeas_k2.v0) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

WITH habeas_gone AS
(DELETE FROM note WHERE (note.owner_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AND note.owner_type IN (CAST(%(param_3)s::VARCHAR AS TEXT)) RETURNING note.owner_id, note.owner_type)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN habeas_gone ON habeas_gone.owner_id = habeas_k2.v0 AND habeas_gone.owner_type IN (CAST(%(param_4)s::VARCHAR AS TEXT))) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

WITH habeas_gone AS
(DELETE FROM payment WHERE (payment.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AND NOT (payment.paid_on IS NULL OR payment.paid_on > CAST(%(param_3)s::DATE AS DATE)) RETURNING payment.person_id)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN habeas_gone ON habeas_gone.person_id = habeas_k2.v0) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

WITH habeas_gone AS
(DELETE FROM policy WHERE policy.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[])) RETURNING policy.person_id)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN habeas_gone ON habeas_gone.person_id = habeas_k2.v0) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (NOT (profile.nickname IS NULL AND profile.city IS NOT DISTINCT FROM CAST(%(param_1)s::VARCHAR AS TEXT) AND profile.login IS NOT DISTINCT FROM CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = %(length_1)s::INTEGER AND right(CAST(profile.login AS TEXT), %(right_1)s::INTEGER) = left(encode(sha256(convert_to(%(param_2)s::VARCHAR || left(CAST(profile.login AS TEXT), %(left_1)s::INTEGER), %(convert_to_1)s::VARCHAR)), %(encode_1)s::VARCHAR), %(left_2)s::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER) || left(encode(sha256(convert_to(%(param_4)s::VARCHAR || left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER), %(convert_to_3)s::VARCHAR)), %(encode_3)s::VARCHAR), %(left_4)s::INTEGER) END AS TEXT) AND profile.born IS NOT DISTINCT FROM CAST(date_trunc(%(date_trunc_1)s::VARCHAR, profile.born) AS DATE) AND profile.postal_code IS NOT DISTINCT FROM CAST(CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_5)s::VARCHAR, false) OR coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_6)s::VARCHAR, false)) THEN substr(CAST(profile.postal_code AS TEXT), %(substr_1)s::INTEGER, %(substr_2)s::INTEGER) ELSE NULL END AS TEXT))) THEN %(param_7)s::INTEGER ELSE %(param_8)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0
WHERE profile.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

UPDATE profile SET nickname=CAST(NULL AS TEXT), city=CAST(%(param_1)s::VARCHAR AS TEXT), login=CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = %(length_1)s::INTEGER AND right(CAST(profile.login AS TEXT), %(right_1)s::INTEGER) = left(encode(sha256(convert_to(%(param_2)s::VARCHAR || left(CAST(profile.login AS TEXT), %(left_1)s::INTEGER), %(convert_to_1)s::VARCHAR)), %(encode_1)s::VARCHAR), %(left_2)s::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER) || left(encode(sha256(convert_to(%(param_4)s::VARCHAR || left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER), %(convert_to_3)s::VARCHAR)), %(encode_3)s::VARCHAR), %(left_4)s::INTEGER) END AS TEXT), born=CAST(date_trunc(%(date_trunc_1)s::VARCHAR, profile.born) AS DATE), postal_code=CAST(CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_5)s::VARCHAR, false) OR coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_6)s::VARCHAR, false)) THEN substr(CAST(profile.postal_code AS TEXT), %(substr_1)s::INTEGER, %(substr_2)s::INTEGER) ELSE NULL END AS TEXT) WHERE (profile.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AND NOT (profile.nickname IS NULL AND profile.city IS NOT DISTINCT FROM CAST(%(param_7)s::VARCHAR AS TEXT) AND profile.login IS NOT DISTINCT FROM CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = %(length_2)s::INTEGER AND right(CAST(profile.login AS TEXT), %(right_2)s::INTEGER) = left(encode(sha256(convert_to(%(param_8)s::VARCHAR || left(CAST(profile.login AS TEXT), %(left_5)s::INTEGER), %(convert_to_4)s::VARCHAR)), %(encode_4)s::VARCHAR), %(left_6)s::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(encode(sha256(convert_to(%(param_9)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_5)s::VARCHAR)), %(encode_5)s::VARCHAR), %(left_7)s::INTEGER) || left(encode(sha256(convert_to(%(param_10)s::VARCHAR || left(encode(sha256(convert_to(%(param_9)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_5)s::VARCHAR)), %(encode_5)s::VARCHAR), %(left_7)s::INTEGER), %(convert_to_6)s::VARCHAR)), %(encode_6)s::VARCHAR), %(left_8)s::INTEGER) END AS TEXT) AND profile.born IS NOT DISTINCT FROM CAST(date_trunc(%(date_trunc_2)s::VARCHAR, profile.born) AS DATE) AND profile.postal_code IS NOT DISTINCT FROM CAST(CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_11)s::VARCHAR, false) OR coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_12)s::VARCHAR, false)) THEN substr(CAST(profile.postal_code AS TEXT), %(substr_3)s::INTEGER, %(substr_4)s::INTEGER) ELSE NULL END AS TEXT));

WITH habeas_gone AS
(DELETE FROM subscriber WHERE lower(subscriber.address) = ANY (CAST(%(habeas_k1_v0)s AS text[])) RETURNING subscriber.address)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS text[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN habeas_gone ON lower(habeas_gone.address) = habeas_k2.v0) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

WITH habeas_gone AS
(DELETE FROM person WHERE (lower(person.email) = ANY (CAST(%(habeas_k1_v0)s AS text[]))) AND NOT coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2), false) AND NOT coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS INTEGER[])) AS habeas_k3_u(ord, v0)) AS habeas_k3), false) RETURNING person.email)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k4.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k4_ord)s AS integer[]), CAST(%(habeas_k4_v0)s AS text[])) AS habeas_k4_u(ord, v0)) AS habeas_k4 JOIN habeas_gone ON lower(habeas_gone.email) = habeas_k4.v0) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

WITH habeas_gone AS
(DELETE FROM home WHERE (home.id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AND NOT coalesce(home.id IN (SELECT habeas_k2.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2), false) RETURNING home.id)
 SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS spared
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS INTEGER[])) AS habeas_k3_u(ord, v0)) AS habeas_k3 JOIN habeas_gone ON habeas_gone.id = habeas_k3.v0) AS r
WHERE r.spared = %(spared_1)s::INTEGER GROUP BY r.ord;

-- verify

SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1), false) THEN %(param_1)s::INTEGER WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2), false) THEN %(param_2)s::INTEGER ELSE %(param_3)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS text[])) AS habeas_k3_u(ord, v0)) AS habeas_k3 JOIN person ON lower(person.email) = habeas_k3.v0
WHERE lower(person.email) = ANY (CAST(%(habeas_k3_v0)s AS text[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1), false) THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN home ON home.id = habeas_k2.v0
WHERE home.id = ANY (CAST(%(habeas_k2_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0
WHERE policy.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[]), CAST(%(habeas_k1_v1)s AS INTEGER[])) AS habeas_k1_u(ord, v0, v1)) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (payment.paid_on IS NULL OR payment.paid_on > CAST(%(param_1)s::DATE AS DATE)) THEN %(param_2)s::INTEGER ELSE %(param_3)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0
WHERE payment.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (CAST(%(param_2)s::VARCHAR AS TEXT))
WHERE note.owner_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS text[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0
WHERE lower(subscriber.address) = ANY (CAST(%(habeas_k1_v0)s AS text[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0
WHERE membership.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS TEXT[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN event ON (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = habeas_k1.v0
WHERE (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = ANY (CAST(%(habeas_k1_v0)s AS TEXT[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND profile.city IS NOT DISTINCT FROM CAST(%(param_1)s::VARCHAR AS TEXT) AND profile.login IS NOT DISTINCT FROM CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = %(length_1)s::INTEGER AND right(CAST(profile.login AS TEXT), %(right_1)s::INTEGER) = left(encode(sha256(convert_to(%(param_2)s::VARCHAR || left(CAST(profile.login AS TEXT), %(left_1)s::INTEGER), %(convert_to_1)s::VARCHAR)), %(encode_1)s::VARCHAR), %(left_2)s::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER) || left(encode(sha256(convert_to(%(param_4)s::VARCHAR || left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER), %(convert_to_3)s::VARCHAR)), %(encode_3)s::VARCHAR), %(left_4)s::INTEGER) END AS TEXT) AND profile.born IS NOT DISTINCT FROM CAST(date_trunc(%(date_trunc_1)s::VARCHAR, profile.born) AS DATE) AND profile.postal_code IS NOT DISTINCT FROM CAST(CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_5)s::VARCHAR, false) OR coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_6)s::VARCHAR, false)) THEN substr(CAST(profile.postal_code AS TEXT), %(substr_1)s::INTEGER, %(substr_2)s::INTEGER) ELSE NULL END AS TEXT)) THEN %(param_7)s::INTEGER ELSE %(param_8)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0
WHERE profile.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT habeas_k1.ord, person.home_id, person.id, person.email
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS text[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0
WHERE lower(person.email) = ANY (CAST(%(habeas_k1_v0)s AS text[]));

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0
WHERE policy.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT habeas_k1.ord, home.id
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN home ON home.id = habeas_k1.v0
WHERE home.id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]));

SELECT DISTINCT person.manager_id
FROM person
WHERE person.manager_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1) AND NOT coalesce(lower(person.email) = ANY (CAST(%(habeas_k2_v0)s AS text[])), false);

SELECT DISTINCT profile.person_id
FROM profile
WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1);

SELECT DISTINCT visit.person_id
FROM visit
WHERE visit.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1);

SELECT DISTINCT person.manager_id
FROM person
WHERE person.manager_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1) AND NOT coalesce((lower(person.email) = ANY (CAST(%(habeas_k2_v0)s AS text[]))) AND NOT coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS INTEGER[])) AS habeas_k3_u(ord, v0)) AS habeas_k3), false) AND NOT coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k4_ord)s AS integer[]), CAST(%(habeas_k4_v0)s AS INTEGER[])) AS habeas_k4_u(ord, v0)) AS habeas_k4), false), false);

SELECT DISTINCT profile.person_id
FROM profile
WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1);

SELECT DISTINCT visit.person_id
FROM visit
WHERE visit.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1);

SELECT DISTINCT person.home_id
FROM person
WHERE person.home_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1) AND NOT coalesce((lower(person.email) = ANY (CAST(%(habeas_k2_v0)s AS text[]))) AND NOT coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS INTEGER[])) AS habeas_k3_u(ord, v0)) AS habeas_k3), false) AND NOT coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k4_ord)s AS integer[]), CAST(%(habeas_k4_v0)s AS INTEGER[])) AS habeas_k4_u(ord, v0)) AS habeas_k4), false), false);

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS TEXT[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN event ON (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = habeas_k1.v0
WHERE (CASE WHEN pg_input_is_valid(CAST(event.payload AS TEXT), 'jsonb') THEN CAST(CAST(event.payload AS TEXT) AS JSONB) END #>> '{customer}') = ANY (CAST(%(habeas_k1_v0)s AS TEXT[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0
WHERE membership.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (CAST(%(param_2)s::VARCHAR AS TEXT))
WHERE note.owner_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (payment.paid_on IS NULL OR payment.paid_on > CAST(%(param_1)s::DATE AS DATE)) THEN %(param_2)s::INTEGER ELSE %(param_3)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0
WHERE payment.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0
WHERE policy.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND profile.city IS NOT DISTINCT FROM CAST(%(param_1)s::VARCHAR AS TEXT) AND profile.login IS NOT DISTINCT FROM CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = %(length_1)s::INTEGER AND right(CAST(profile.login AS TEXT), %(right_1)s::INTEGER) = left(encode(sha256(convert_to(%(param_2)s::VARCHAR || left(CAST(profile.login AS TEXT), %(left_1)s::INTEGER), %(convert_to_1)s::VARCHAR)), %(encode_1)s::VARCHAR), %(left_2)s::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER) || left(encode(sha256(convert_to(%(param_4)s::VARCHAR || left(encode(sha256(convert_to(%(param_3)s::VARCHAR || CAST(profile.login AS TEXT), %(convert_to_2)s::VARCHAR)), %(encode_2)s::VARCHAR), %(left_3)s::INTEGER), %(convert_to_3)s::VARCHAR)), %(encode_3)s::VARCHAR), %(left_4)s::INTEGER) END AS TEXT) AND profile.born IS NOT DISTINCT FROM CAST(date_trunc(%(date_trunc_1)s::VARCHAR, profile.born) AS DATE) AND profile.postal_code IS NOT DISTINCT FROM CAST(CASE WHEN (coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_5)s::VARCHAR, false) OR coalesce(CAST(profile.postal_code AS TEXT) ~ %(param_6)s::VARCHAR, false)) THEN substr(CAST(profile.postal_code AS TEXT), %(substr_1)s::INTEGER, %(substr_2)s::INTEGER) ELSE NULL END AS TEXT)) THEN %(param_7)s::INTEGER ELSE %(param_8)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0
WHERE profile.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s::INTEGER AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS text[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0
WHERE lower(subscriber.address) = ANY (CAST(%(habeas_k1_v0)s AS text[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0
WHERE visit.person_id = ANY (CAST(%(habeas_k1_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1), false) THEN %(param_1)s::INTEGER WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2), false) THEN %(param_2)s::INTEGER ELSE %(param_3)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k3_ord)s AS integer[]), CAST(%(habeas_k3_v0)s AS text[])) AS habeas_k3_u(ord, v0)) AS habeas_k3 JOIN person ON lower(person.email) = habeas_k3.v0
WHERE lower(person.email) = ANY (CAST(%(habeas_k3_v0)s AS text[]))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM unnest(CAST(%(habeas_k1_ord)s AS integer[]), CAST(%(habeas_k1_v0)s AS INTEGER[])) AS habeas_k1_u(ord, v0)) AS habeas_k1), false) THEN %(param_1)s::INTEGER ELSE %(param_2)s::INTEGER END AS rule
FROM (SELECT * FROM unnest(CAST(%(habeas_k2_ord)s AS integer[]), CAST(%(habeas_k2_v0)s AS INTEGER[])) AS habeas_k2_u(ord, v0)) AS habeas_k2 JOIN home ON home.id = habeas_k2.v0
WHERE home.id = ANY (CAST(%(habeas_k2_v0)s AS INTEGER[]))) AS r GROUP BY r.ord, r.rule;
