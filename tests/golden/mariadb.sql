-- know

START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;

SELECT habeas_k1.ord, person.id, person.email, person.full_name, person.manager_id, person.home_id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN person ON lower(person.email) = habeas_k1.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin);

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, claim.id, claim.policy_id, claim.policy_year, claim.`body`
FROM (SELECT ord, v0 AS v0, v1 AS v1 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]', v1 BIGINT PATH '$[2]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1;

SELECT habeas_k1.ord, event.id, event.payload
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN event ON CASE WHEN (json_valid(event.payload) = %(json_valid_1)s) THEN CASE WHEN (json_type(json_extract(event.payload, '$.customer')) != %(json_type_1)s) THEN json_unquote(json_extract(event.payload, '$.customer')) END END = habeas_k1.v0;

SELECT habeas_k1.ord, home.id, home.street
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN home ON home.id = habeas_k1.v0;

SELECT habeas_k1.ord, membership.person_id, membership.club_id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN membership ON membership.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, note.id, note.owner_type, note.owner_id, note.`body`
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (%(param_1)s);

SELECT habeas_k1.ord, payment.id, payment.person_id, payment.paid_on
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN payment ON payment.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, profile.id, profile.person_id, profile.nickname, profile.city, profile.login, profile.born, profile.postal_code
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN profile ON profile.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, subscriber.id, subscriber.address
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0 AND (CAST(lower(subscriber.address) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin);

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN visit ON visit.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT habeas_k1.ord, policy.id, policy.person_id, policy.risk
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, visit.id, visit.person_id, visit.seen
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN visit ON visit.person_id = habeas_k1.v0
WHERE false = 1;

-- explain

START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;

SELECT habeas_k1.ord, person.home_id, person.id, person.email
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN person ON lower(person.email) = habeas_k1.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin);

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, home.id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN home ON home.id = habeas_k1.v0;

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT person.manager_id
FROM person
WHERE coalesce(person.id IN (SELECT habeas_k3.id
FROM (SELECT again.id AS id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN person AS again ON lower(again.email) = habeas_k2.v0 AND (CAST(lower(again.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k2.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS habeas_k3), false) = 0);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT profile.person_id
FROM profile);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT visit.person_id
FROM visit);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT person.manager_id
FROM person
WHERE coalesce(person.id IN (SELECT habeas_k3.id
FROM (SELECT again.id AS id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN person AS again ON lower(again.email) = habeas_k2.v0 AND (CAST(lower(again.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k2.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS habeas_k3) AND coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k4)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k4_t) AS habeas_k4), false) = 0 AND coalesce(person.id IN (SELECT habeas_k5.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k5)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k5_t) AS habeas_k5), false) = 0, false) = 0);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT profile.person_id
FROM profile);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT visit.person_id
FROM visit);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT person.home_id
FROM person
WHERE coalesce(person.id IN (SELECT habeas_k3.id
FROM (SELECT again.id AS id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN person AS again ON lower(again.email) = habeas_k2.v0 AND (CAST(lower(again.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k2.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS habeas_k3) AND coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k4)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k4_t) AS habeas_k4), false) = 0 AND coalesce(person.id IN (SELECT habeas_k5.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k5)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k5_t) AS habeas_k5), false) = 0, false) = 0);

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0, v1 AS v1 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]', v1 BIGINT PATH '$[2]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN event ON CASE WHEN (json_valid(event.payload) = %(json_valid_1)s) THEN CASE WHEN (json_type(json_extract(event.payload, '$.customer')) != %(json_type_1)s) THEN json_unquote(json_extract(event.payload, '$.customer')) END END = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN membership ON membership.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (%(param_2)s)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (coalesce(month(payment.paid_on) * dayofmonth(payment.paid_on) > %(param_1)s, false) = 0 OR payment.paid_on > %(param_2)s) THEN %(param_3)s ELSE %(param_4)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN payment ON payment.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN policy ON policy.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND (CAST(profile.city AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(%(param_1)s AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND (CAST(profile.login AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (char_length(CAST(profile.login AS CHAR CHARACTER SET utf8mb4)) = %(char_length_1)s AND right(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(right_1)s) = left(sha2(concat(%(param_2)s, left(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(left_1)s)), %(sha2_1)s), %(left_2)s)) THEN CAST(profile.login AS CHAR CHARACTER SET utf8mb4) ELSE concat(left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s), left(sha2(concat(%(param_4)s, left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s)), %(sha2_3)s), %(left_4)s)) END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND profile.born <=> CAST(date_format(profile.born, %(date_format_1)s) AS DATE) AND (CAST(profile.postal_code AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (coalesce(profile.postal_code REGEXP %(postal_code_1)s, false) = 1 OR coalesce(profile.postal_code REGEXP %(postal_code_2)s, false) = 1) THEN left(profile.postal_code, %(left_5)s) ELSE NULL END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) THEN %(param_5)s ELSE %(param_6)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN profile ON profile.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0 AND (CAST(lower(subscriber.address) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN visit ON visit.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1), false) THEN %(param_1)s WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) THEN %(param_2)s ELSE %(param_3)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k3)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k3_t) AS habeas_k3 INNER JOIN person ON lower(person.email) = habeas_k3.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k3.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1), false) THEN %(param_1)s ELSE %(param_2)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN home ON home.id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;

-- erase

SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

SET SESSION innodb_lock_wait_timeout = 10;

SELECT count(*) AS count_1
FROM claim, (SELECT ord, v0 AS v0, v1 AS v1 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]', v1 BIGINT PATH '$[2]')) AS habeas_k1_t) AS habeas_k1
WHERE claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1 FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS spared
FROM (SELECT ord, v0 AS v0, v1 AS v1 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]', v1 BIGINT PATH '$[2]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

DELETE FROM claim USING claim, (SELECT ord, v0 AS v0, v1 AS v1 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]', v1 BIGINT PATH '$[2]')) AS habeas_k1_t) AS habeas_k1 WHERE claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1;

SELECT count(*) AS count_1
FROM event, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE CASE WHEN (json_valid(event.payload) = %(json_valid_1)s) THEN CASE WHEN (json_type(json_extract(event.payload, '$.customer')) != %(json_type_1)s) THEN json_unquote(json_extract(event.payload, '$.customer')) END END = habeas_k1.v0 FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN event ON CASE WHEN (json_valid(event.payload) = %(json_valid_1)s) THEN CASE WHEN (json_type(json_extract(event.payload, '$.customer')) != %(json_type_1)s) THEN json_unquote(json_extract(event.payload, '$.customer')) END END = habeas_k1.v0) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

DELETE FROM event USING event, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 WHERE CASE WHEN (json_valid(event.payload) = %(json_valid_1)s) THEN CASE WHEN (json_type(json_extract(event.payload, '$.customer')) != %(json_type_1)s) THEN json_unquote(json_extract(event.payload, '$.customer')) END END = habeas_k1.v0;

SELECT count(*) AS count_1
FROM membership, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE membership.person_id = habeas_k1.v0 FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN membership ON membership.person_id = habeas_k1.v0) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

DELETE FROM membership USING membership, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 WHERE membership.person_id = habeas_k1.v0;

SELECT count(*) AS count_1
FROM note, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE note.owner_id = habeas_k1.v0 AND note.owner_type IN (%(param_1)s) FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (%(param_3)s)) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

DELETE FROM note USING note, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 WHERE note.owner_id = habeas_k1.v0 AND note.owner_type IN (%(param_1)s);

SELECT count(*) AS count_1
FROM payment, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE payment.person_id = habeas_k1.v0 AND NOT (coalesce(month(payment.paid_on) * dayofmonth(payment.paid_on) > %(param_1)s, false) = 0 OR payment.paid_on > %(param_2)s) FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (NOT (coalesce(month(payment.paid_on) * dayofmonth(payment.paid_on) > %(param_1)s, false) = 0 OR payment.paid_on > %(param_2)s)) THEN %(param_3)s ELSE %(param_4)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN payment ON payment.person_id = habeas_k1.v0) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

DELETE FROM payment USING payment, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 WHERE payment.person_id = habeas_k1.v0 AND NOT (coalesce(month(payment.paid_on) * dayofmonth(payment.paid_on) > %(param_1)s, false) = 0 OR payment.paid_on > %(param_2)s);

SELECT count(*) AS count_1
FROM policy, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE policy.person_id = habeas_k1.v0 FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN policy ON policy.person_id = habeas_k1.v0) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

DELETE FROM policy USING policy, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 WHERE policy.person_id = habeas_k1.v0;

SELECT count(*) AS count_1
FROM profile, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE profile.person_id = habeas_k1.v0 AND NOT (profile.nickname IS NULL AND (CAST(profile.city AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(%(param_1)s AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND (CAST(profile.login AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (char_length(CAST(profile.login AS CHAR CHARACTER SET utf8mb4)) = %(char_length_1)s AND right(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(right_1)s) = left(sha2(concat(%(param_2)s, left(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(left_1)s)), %(sha2_1)s), %(left_2)s)) THEN CAST(profile.login AS CHAR CHARACTER SET utf8mb4) ELSE concat(left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s), left(sha2(concat(%(param_4)s, left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s)), %(sha2_3)s), %(left_4)s)) END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND profile.born <=> CAST(date_format(profile.born, %(date_format_1)s) AS DATE) AND (CAST(profile.postal_code AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (coalesce(profile.postal_code REGEXP %(postal_code_1)s, false) = 1 OR coalesce(profile.postal_code REGEXP %(postal_code_2)s, false) = 1) THEN left(profile.postal_code, %(left_5)s) ELSE NULL END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (NOT (profile.nickname IS NULL AND (CAST(profile.city AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(%(param_1)s AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND (CAST(profile.login AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (char_length(CAST(profile.login AS CHAR CHARACTER SET utf8mb4)) = %(char_length_1)s AND right(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(right_1)s) = left(sha2(concat(%(param_2)s, left(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(left_1)s)), %(sha2_1)s), %(left_2)s)) THEN CAST(profile.login AS CHAR CHARACTER SET utf8mb4) ELSE concat(left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s), left(sha2(concat(%(param_4)s, left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s)), %(sha2_3)s), %(left_4)s)) END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND profile.born <=> CAST(date_format(profile.born, %(date_format_1)s) AS DATE) AND (CAST(profile.postal_code AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (coalesce(profile.postal_code REGEXP %(postal_code_1)s, false) = 1 OR coalesce(profile.postal_code REGEXP %(postal_code_2)s, false) = 1) THEN left(profile.postal_code, %(left_5)s) ELSE NULL END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin))) THEN %(param_5)s ELSE %(param_6)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN profile ON profile.person_id = habeas_k1.v0) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

UPDATE profile, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 SET profile.nickname=NULL, profile.city=%(city)s, profile.login=CASE WHEN (char_length(CAST(profile.login AS CHAR CHARACTER SET utf8mb4)) = %(char_length_1)s AND right(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(right_1)s) = left(sha2(concat(%(param_1)s, left(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(left_1)s)), %(sha2_1)s), %(left_2)s)) THEN CAST(profile.login AS CHAR CHARACTER SET utf8mb4) ELSE concat(left(sha2(concat(%(param_2)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s), left(sha2(concat(%(param_3)s, left(sha2(concat(%(param_2)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s)), %(sha2_3)s), %(left_4)s)) END, profile.born=CAST(date_format(profile.born, %(date_format_1)s) AS DATE), profile.postal_code=CASE WHEN (coalesce(profile.postal_code REGEXP %(postal_code_1)s, false) = 1 OR coalesce(profile.postal_code REGEXP %(postal_code_2)s, false) = 1) THEN left(profile.postal_code, %(left_5)s) ELSE NULL END WHERE profile.person_id = habeas_k1.v0 AND NOT (profile.nickname IS NULL AND (CAST(profile.city AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(%(param_4)s AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND (CAST(profile.login AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (char_length(CAST(profile.login AS CHAR CHARACTER SET utf8mb4)) = %(char_length_2)s AND right(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(right_2)s) = left(sha2(concat(%(param_5)s, left(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(left_6)s)), %(sha2_4)s), %(left_7)s)) THEN CAST(profile.login AS CHAR CHARACTER SET utf8mb4) ELSE concat(left(sha2(concat(%(param_6)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_5)s), %(left_8)s), left(sha2(concat(%(param_7)s, left(sha2(concat(%(param_6)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_5)s), %(left_8)s)), %(sha2_6)s), %(left_9)s)) END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND profile.born <=> CAST(date_format(profile.born, %(date_format_2)s) AS DATE) AND (CAST(profile.postal_code AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (coalesce(profile.postal_code REGEXP %(postal_code_3)s, false) = 1 OR coalesce(profile.postal_code REGEXP %(postal_code_4)s, false) = 1) THEN left(profile.postal_code, %(left_10)s) ELSE NULL END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin));

SELECT count(*) AS count_1
FROM subscriber, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE lower(subscriber.address) = habeas_k1.v0 AND (CAST(lower(subscriber.address) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0 AND (CAST(lower(subscriber.address) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

DELETE FROM subscriber USING subscriber, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 WHERE lower(subscriber.address) = habeas_k1.v0 AND (CAST(lower(subscriber.address) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin);

SELECT count(*) AS count_1
FROM person, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE lower(person.email) = habeas_k1.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) = 0 AND coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k3)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k3_t) AS habeas_k3), false) = 0 FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN (coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1), false) = 0 AND coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) = 0) THEN %(param_1)s ELSE %(param_2)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k3)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k3_t) AS habeas_k3 INNER JOIN person ON lower(person.email) = habeas_k3.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k3.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

UPDATE person, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 SET person.manager_id=NULL WHERE lower(person.email) = habeas_k1.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) = 0 AND coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k3)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k3_t) AS habeas_k3), false) = 0;

DELETE FROM person USING person, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 WHERE lower(person.email) = habeas_k1.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) = 0 AND coalesce(person.id IN (SELECT habeas_k3.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k3)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k3_t) AS habeas_k3), false) = 0;

SELECT count(*) AS count_1
FROM home, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE home.id = habeas_k1.v0 AND coalesce(home.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) = 0 FOR UPDATE;

SELECT r.ord, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1), false) = 0 THEN %(param_1)s ELSE %(param_2)s END AS spared
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN home ON home.id = habeas_k2.v0) AS r
WHERE r.spared = %(spared_1)s GROUP BY r.ord;

DELETE FROM home USING home, (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 WHERE home.id = habeas_k1.v0 AND coalesce(home.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) = 0;

-- verify

START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1), false) THEN %(param_1)s WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) THEN %(param_2)s ELSE %(param_3)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k3)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k3_t) AS habeas_k3 INNER JOIN person ON lower(person.email) = habeas_k3.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k3.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1), false) THEN %(param_1)s ELSE %(param_2)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN home ON home.id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN policy ON policy.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0, v1 AS v1 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]', v1 BIGINT PATH '$[2]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (coalesce(month(payment.paid_on) * dayofmonth(payment.paid_on) > %(param_1)s, false) = 0 OR payment.paid_on > %(param_2)s) THEN %(param_3)s ELSE %(param_4)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN payment ON payment.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (%(param_2)s)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0 AND (CAST(lower(subscriber.address) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN membership ON membership.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN event ON CASE WHEN (json_valid(event.payload) = %(json_valid_1)s) THEN CASE WHEN (json_type(json_extract(event.payload, '$.customer')) != %(json_type_1)s) THEN json_unquote(json_extract(event.payload, '$.customer')) END END = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND (CAST(profile.city AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(%(param_1)s AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND (CAST(profile.login AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (char_length(CAST(profile.login AS CHAR CHARACTER SET utf8mb4)) = %(char_length_1)s AND right(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(right_1)s) = left(sha2(concat(%(param_2)s, left(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(left_1)s)), %(sha2_1)s), %(left_2)s)) THEN CAST(profile.login AS CHAR CHARACTER SET utf8mb4) ELSE concat(left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s), left(sha2(concat(%(param_4)s, left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s)), %(sha2_3)s), %(left_4)s)) END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND profile.born <=> CAST(date_format(profile.born, %(date_format_1)s) AS DATE) AND (CAST(profile.postal_code AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (coalesce(profile.postal_code REGEXP %(postal_code_1)s, false) = 1 OR coalesce(profile.postal_code REGEXP %(postal_code_2)s, false) = 1) THEN left(profile.postal_code, %(left_5)s) ELSE NULL END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) THEN %(param_5)s ELSE %(param_6)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN profile ON profile.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT habeas_k1.ord, person.home_id, person.id, person.email
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN person ON lower(person.email) = habeas_k1.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin);

SELECT habeas_k1.ord, policy.id, policy.year
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN policy ON policy.person_id = habeas_k1.v0;

SELECT habeas_k1.ord, home.id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN home ON home.id = habeas_k1.v0;

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT person.manager_id
FROM person
WHERE coalesce(person.id IN (SELECT habeas_k3.id
FROM (SELECT again.id AS id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN person AS again ON lower(again.email) = habeas_k2.v0 AND (CAST(lower(again.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k2.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS habeas_k3), false) = 0);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT profile.person_id
FROM profile);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT visit.person_id
FROM visit);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT person.manager_id
FROM person
WHERE coalesce(person.id IN (SELECT habeas_k3.id
FROM (SELECT again.id AS id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN person AS again ON lower(again.email) = habeas_k2.v0 AND (CAST(lower(again.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k2.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS habeas_k3) AND coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k4)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k4_t) AS habeas_k4), false) = 0 AND coalesce(person.id IN (SELECT habeas_k5.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k5)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k5_t) AS habeas_k5), false) = 0, false) = 0);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT profile.person_id
FROM profile);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT visit.person_id
FROM visit);

SELECT habeas_k1.ord
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1
WHERE habeas_k1.v0 IN (SELECT person.home_id
FROM person
WHERE coalesce(person.id IN (SELECT habeas_k3.id
FROM (SELECT again.id AS id
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN person AS again ON lower(again.email) = habeas_k2.v0 AND (CAST(lower(again.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k2.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS habeas_k3) AND coalesce(person.id IN (SELECT habeas_k4.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k4)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k4_t) AS habeas_k4), false) = 0 AND coalesce(person.id IN (SELECT habeas_k5.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k5)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k5_t) AS habeas_k5), false) = 0, false) = 0);

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN event ON CASE WHEN (json_valid(event.payload) = %(json_valid_1)s) THEN CASE WHEN (json_type(json_extract(event.payload, '$.customer')) != %(json_type_1)s) THEN json_unquote(json_extract(event.payload, '$.customer')) END END = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN membership ON membership.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (%(param_2)s)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (coalesce(month(payment.paid_on) * dayofmonth(payment.paid_on) > %(param_1)s, false) = 0 OR payment.paid_on > %(param_2)s) THEN %(param_3)s ELSE %(param_4)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN payment ON payment.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN policy ON policy.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN (profile.nickname IS NULL AND (CAST(profile.city AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(%(param_1)s AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND (CAST(profile.login AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (char_length(CAST(profile.login AS CHAR CHARACTER SET utf8mb4)) = %(char_length_1)s AND right(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(right_1)s) = left(sha2(concat(%(param_2)s, left(CAST(profile.login AS CHAR CHARACTER SET utf8mb4), %(left_1)s)), %(sha2_1)s), %(left_2)s)) THEN CAST(profile.login AS CHAR CHARACTER SET utf8mb4) ELSE concat(left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s), left(sha2(concat(%(param_4)s, left(sha2(concat(%(param_3)s, CAST(profile.login AS CHAR CHARACTER SET utf8mb4)), %(sha2_2)s), %(left_3)s)), %(sha2_3)s), %(left_4)s)) END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) AND profile.born <=> CAST(date_format(profile.born, %(date_format_1)s) AS DATE) AND (CAST(profile.postal_code AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) <=> (CAST(CASE WHEN (coalesce(profile.postal_code REGEXP %(postal_code_1)s, false) = 1 OR coalesce(profile.postal_code REGEXP %(postal_code_2)s, false) = 1) THEN left(profile.postal_code, %(left_5)s) ELSE NULL END AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) THEN %(param_5)s ELSE %(param_6)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN profile ON profile.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, %(param_1)s AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN subscriber ON lower(subscriber.address) = habeas_k1.v0 AND (CAST(lower(subscriber.address) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k1.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k1.ord AS ord, CASE WHEN true = 1 THEN %(param_1)s ELSE %(param_2)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1 INNER JOIN visit ON visit.person_id = habeas_k1.v0) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k3.ord AS ord, CASE WHEN coalesce(person.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1), false) THEN %(param_1)s WHEN coalesce(person.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2), false) THEN %(param_2)s ELSE %(param_3)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k3)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS habeas_k3_t) AS habeas_k3 INNER JOIN person ON lower(person.email) = habeas_k3.v0 AND (CAST(lower(person.email) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin) = (CAST(habeas_k3.v0 AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin)) AS r GROUP BY r.ord, r.rule;

SELECT r.ord, r.rule, count(*) AS count_1
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN coalesce(home.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k1)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k1_t) AS habeas_k1), false) THEN %(param_1)s ELSE %(param_2)s END AS rule
FROM (SELECT ord, v0 AS v0 FROM JSON_TABLE(%(habeas_k2)s, '$[*]' COLUMNS (ord INT PATH '$[0]', v0 BIGINT PATH '$[1]')) AS habeas_k2_t) AS habeas_k2 INNER JOIN home ON home.id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;
