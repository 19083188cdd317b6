-- know

SELECT habeas_k1.ord, person.id, person.email, person.full_name, person.manager_id, person.home_id
FROM habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0;

SELECT habeas_k1.ord, policy.id, policy.person_id, policy.risk
FROM habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, claim.id, claim.policy_id, claim.policy_year, claim.body
FROM habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0;

SELECT habeas_k1.ord, event.id, event.payload
FROM habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract_string(event.payload, '$.customer') END = habeas_k1.v0;

SELECT habeas_k1.ord, home.id, home.street
FROM habeas_k1 JOIN home ON home.id = habeas_k1.v0;

SELECT habeas_k1.ord, membership.person_id, membership.club_id
FROM habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, note.id, note.owner_type, note.owner_id, note.body
FROM habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (CAST($1::VARCHAR AS VARCHAR));

SELECT habeas_k1.ord, payment.id, payment.person_id, payment.paid_on
FROM habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, profile.id, profile.person_id, profile.nickname, profile.city, profile.login, profile.born, profile.postal_code
FROM habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, subscriber.id, subscriber.address
FROM habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS rule
FROM habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT habeas_k1.ord, visit.id, visit.person_id, visit.seen
FROM habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0
WHERE false;

-- explain

SELECT habeas_k1.ord, person.home_id, person.id, person.email
FROM habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0;

SELECT habeas_k1.ord, policy.id
FROM habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, home.id
FROM habeas_k1 JOIN home ON home.id = habeas_k1.v0;

SELECT DISTINCT person.home_id
FROM person
WHERE person.home_id IN (SELECT habeas_k1.v0
FROM habeas_k1) AND NOT coalesce(lower(person.email) IN (SELECT habeas_k2.v0
FROM habeas_k2), false);

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract_string(event.payload, '$.customer') END = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (CAST($2::VARCHAR AS VARCHAR))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (payment.paid_on IS NULL OR payment.paid_on > CAST($1::DATE AS DATE)) THEN $2::INTEGER ELSE $3::INTEGER END AS rule
FROM habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM habeas_k1), false) THEN $1::INTEGER ELSE $2::INTEGER END AS rule
FROM habeas_k2 JOIN home ON home.id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND (profile.city IS NULL OR profile.city = CAST($1::VARCHAR AS VARCHAR)) AND profile.login IS NOT DISTINCT FROM CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = $2::INTEGER AND right(CAST(profile.login AS TEXT), $3::INTEGER) = left(sha256($4::VARCHAR || left(CAST(profile.login AS TEXT), $5::INTEGER)), $6::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(sha256($7::VARCHAR || CAST(profile.login AS TEXT)), $8::INTEGER) || left(sha256($9::VARCHAR || left(sha256($7::VARCHAR || CAST(profile.login AS TEXT)), $8::INTEGER)), $10::INTEGER) END AS VARCHAR) AND profile.born IS NOT DISTINCT FROM CAST(date_trunc($11::VARCHAR, profile.born) AS DATE) AND profile.postal_code IS NOT DISTINCT FROM CAST(CASE WHEN (coalesce(regexp_matches(CAST(profile.postal_code AS TEXT), $12::VARCHAR, $13::VARCHAR), false) OR coalesce(regexp_matches(CAST(profile.postal_code AS TEXT), $14::VARCHAR, $15::VARCHAR), false)) THEN substr(CAST(profile.postal_code AS TEXT), $16::INTEGER, $17::INTEGER) ELSE NULL END AS VARCHAR)) THEN $18::INTEGER ELSE $19::INTEGER END AS rule
FROM habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS rule
FROM habeas_k1 JOIN visit ON visit.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

-- erase

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, claim.habeas_file AS habeas_file, claim.habeas_row AS habeas_row, NULL AS witness, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS spared
FROM habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0) AS r
WHERE r.spared = $3::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, event.habeas_file AS habeas_file, event.habeas_row AS habeas_row, NULL AS witness, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS spared
FROM habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract_string(event.payload, '$.customer') END = habeas_k1.v0) AS r
WHERE r.spared = $3::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, membership.habeas_file AS habeas_file, membership.habeas_row AS habeas_row, NULL AS witness, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS spared
FROM habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0) AS r
WHERE r.spared = $3::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, note.habeas_file AS habeas_file, note.habeas_row AS habeas_row, NULL AS witness, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS spared
FROM habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (CAST($3::VARCHAR AS VARCHAR))) AS r
WHERE r.spared = $4::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, payment.habeas_file AS habeas_file, payment.habeas_row AS habeas_row, NULL AS witness, CASE WHEN (NOT (payment.paid_on IS NULL OR payment.paid_on > CAST($1::DATE AS DATE))) THEN $2::INTEGER ELSE $3::INTEGER END AS spared
FROM habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0) AS r
WHERE r.spared = $4::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, person.habeas_file AS habeas_file, person.habeas_row AS habeas_row, NULL AS witness, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS spared
FROM habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0) AS r
WHERE r.spared = $3::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k2.ord AS ord, home.habeas_file AS habeas_file, home.habeas_row AS habeas_row, NULL AS witness, CASE WHEN NOT coalesce(home.id IN (SELECT habeas_k1.v0
FROM habeas_k1), false) THEN $1::INTEGER ELSE $2::INTEGER END AS spared
FROM habeas_k2 JOIN home ON home.id = habeas_k2.v0) AS r
WHERE r.spared = $3::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, policy.habeas_file AS habeas_file, policy.habeas_row AS habeas_row, NULL AS witness, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS spared
FROM habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0) AS r
WHERE r.spared = $3::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, profile.habeas_file AS habeas_file, profile.habeas_row AS habeas_row, NULL AS witness, CASE WHEN (NOT (profile.nickname IS NULL AND (profile.city IS NULL OR profile.city = CAST($1::VARCHAR AS VARCHAR)) AND profile.login IS NOT DISTINCT FROM CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = $2::INTEGER AND right(CAST(profile.login AS TEXT), $3::INTEGER) = left(sha256($4::VARCHAR || left(CAST(profile.login AS TEXT), $5::INTEGER)), $6::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(sha256($7::VARCHAR || CAST(profile.login AS TEXT)), $8::INTEGER) || left(sha256($9::VARCHAR || left(sha256($7::VARCHAR || CAST(profile.login AS TEXT)), $8::INTEGER)), $10::INTEGER) END AS VARCHAR) AND profile.born IS NOT DISTINCT FROM CAST(date_trunc($11::VARCHAR, profile.born) AS DATE) AND profile.postal_code IS NOT DISTINCT FROM CAST(CASE WHEN (coalesce(regexp_matches(CAST(profile.postal_code AS TEXT), $12::VARCHAR, $13::VARCHAR), false) OR coalesce(regexp_matches(CAST(profile.postal_code AS TEXT), $14::VARCHAR, $15::VARCHAR), false)) THEN substr(CAST(profile.postal_code AS TEXT), $16::INTEGER, $17::INTEGER) ELSE NULL END AS VARCHAR))) THEN $18::INTEGER ELSE $19::INTEGER END AS spared
FROM habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0) AS r
WHERE r.spared = $20::INTEGER;

SELECT r.ord, r.habeas_file, r.habeas_row, r.witness
FROM (SELECT habeas_k1.ord AS ord, subscriber.habeas_file AS habeas_file, subscriber.habeas_row AS habeas_row, NULL AS witness, CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS spared
FROM habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0) AS r
WHERE r.spared = $3::INTEGER;

-- verify

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM habeas_k1), false) THEN $1::INTEGER ELSE $2::INTEGER END AS rule
FROM habeas_k2 JOIN home ON home.id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN policy ON policy.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (payment.paid_on IS NULL OR payment.paid_on > CAST($1::DATE AS DATE)) THEN $2::INTEGER ELSE $3::INTEGER END AS rule
FROM habeas_k1 JOIN payment ON payment.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (CAST($2::VARCHAR AS VARCHAR))) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN membership ON membership.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN event ON CASE WHEN json_valid(event.payload) THEN json_extract_string(event.payload, '$.customer') END = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND (profile.city IS NULL OR profile.city = CAST($1::VARCHAR AS VARCHAR)) AND profile.login IS NOT DISTINCT FROM CAST(CASE WHEN (length(CAST(profile.login AS TEXT)) = $2::INTEGER AND right(CAST(profile.login AS TEXT), $3::INTEGER) = left(sha256($4::VARCHAR || left(CAST(profile.login AS TEXT), $5::INTEGER)), $6::INTEGER)) THEN CAST(profile.login AS TEXT) ELSE left(sha256($7::VARCHAR || CAST(profile.login AS TEXT)), $8::INTEGER) || left(sha256($9::VARCHAR || left(sha256($7::VARCHAR || CAST(profile.login AS TEXT)), $8::INTEGER)), $10::INTEGER) END AS VARCHAR) AND profile.born IS NOT DISTINCT FROM CAST(date_trunc($11::VARCHAR, profile.born) AS DATE) AND profile.postal_code IS NOT DISTINCT FROM CAST(CASE WHEN (coalesce(regexp_matches(CAST(profile.postal_code AS TEXT), $12::VARCHAR, $13::VARCHAR), false) OR coalesce(regexp_matches(CAST(profile.postal_code AS TEXT), $14::VARCHAR, $15::VARCHAR), false)) THEN substr(CAST(profile.postal_code AS TEXT), $16::INTEGER, $17::INTEGER) ELSE NULL END AS VARCHAR)) THEN $18::INTEGER ELSE $19::INTEGER END AS rule
FROM habeas_k1 JOIN profile ON profile.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT habeas_k1.ord, person.home_id, person.id, person.email
FROM habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, $1::INTEGER AS rule
FROM habeas_k1 JOIN person ON lower(person.email) = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;
