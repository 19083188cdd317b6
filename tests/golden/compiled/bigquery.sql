-- know: person

SELECT habeas_k1.ord, person.id, person.email, person.phone
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1 JOIN person ON person.id = habeas_k1.v0 UNION ALL SELECT habeas_k2.ord, person.id, person.email, person.phone
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS STRING) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k2)) AS pair) AS habeas_k2 JOIN person ON lower(person.email) = habeas_k2.v0
WHERE NOT (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1
WHERE habeas_k1.ord = habeas_k2.ord AND person.id = habeas_k1.v0)) UNION ALL SELECT habeas_k3.ord, person.id, person.email, person.phone
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS STRING) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k3)) AS pair) AS habeas_k3 JOIN person ON right(regexp_replace(person.phone, '[^0-9]', ''), 10) = habeas_k3.v0
WHERE NOT (EXISTS (SELECT :param_2 AS anon_2
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1
WHERE habeas_k1.ord = habeas_k3.ord AND person.id = habeas_k1.v0)) AND NOT (EXISTS (SELECT :param_3 AS anon_3
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS STRING) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k2)) AS pair) AS habeas_k2
WHERE habeas_k2.ord = habeas_k3.ord AND lower(person.email) = habeas_k2.v0));

-- know: claim

SELECT habeas_k1.ord, claim.id, claim.policy_id, claim.policy_year, claim.`select`
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0, CAST(JSON_VALUE(pair, '$[2]') AS INT64) AS v1 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1;

-- know: note

SELECT habeas_k1.ord, note.id, note.owner_type, note.owner_id
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (:param_1);

-- know: event

SELECT habeas_k1.ord, event.id, event.payload
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS STRING) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1 JOIN event ON json_value(event.payload, '$.customer.id') = habeas_k1.v0;

-- know: transfer

SELECT habeas_k1.ord, transfer.bank, transfer.number, transfer.from_id, transfer.to_id
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1 JOIN transfer ON transfer.from_id = habeas_k1.v0 UNION ALL SELECT habeas_k2.ord, transfer.bank, transfer.number, transfer.from_id, transfer.to_id
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k2)) AS pair) AS habeas_k2 JOIN transfer ON transfer.to_id = habeas_k2.v0
WHERE NOT (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1
WHERE habeas_k1.ord = habeas_k2.ord AND transfer.from_id = habeas_k1.v0));

-- explain: profile

SELECT r.ord, r.rule, count(*) AS count_1, count(r.c0) AS count_2
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN (coalesce(profile.city IS NULL OR profile.city IN (:param_1), false) AND (profile.born IS NULL OR profile.born > :param_2)) THEN :param_3 WHEN coalesce(profile.id IN (SELECT habeas_k1.v0
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1), false) THEN :param_4 WHEN (profile.nickname IS NULL AND CASE WHEN (profile.city = :param_5) THEN 1 WHEN (profile.city IS NULL AND :param_5 IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.login = CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS STRING)) = :length_1 AND right(CAST(profile.login AS STRING), 10) = left(to_hex(sha256(:param_6 || left(CAST(profile.login AS STRING), 30))), 10)) THEN CAST(profile.login AS STRING) ELSE left(to_hex(sha256(:param_7 || CAST(profile.login AS STRING))), 30) || left(to_hex(sha256(:param_8 || left(to_hex(sha256(:param_7 || CAST(profile.login AS STRING))), 30))), 10) END) THEN 1 WHEN (profile.login IS NULL AND CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS STRING)) = :length_1 AND right(CAST(profile.login AS STRING), 10) = left(to_hex(sha256(:param_6 || left(CAST(profile.login AS STRING), 30))), 10)) THEN CAST(profile.login AS STRING) ELSE left(to_hex(sha256(:param_7 || CAST(profile.login AS STRING))), 30) || left(to_hex(sha256(:param_8 || left(to_hex(sha256(:param_7 || CAST(profile.login AS STRING))), 30))), 10) END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.born = date_trunc(profile.born, YEAR)) THEN 1 WHEN (profile.born IS NULL AND date_trunc(profile.born, YEAR) IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.told = CASE WHEN regexp_contains(profile.told, r'(?s)^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN left(profile.told, 7) || :left_1 ELSE NULL END) THEN 1 WHEN (profile.told IS NULL AND CASE WHEN regexp_contains(profile.told, r'(?s)^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN left(profile.told, 7) || :left_1 ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.postal_code = CASE WHEN (regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}$') OR regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}..')) THEN left(profile.postal_code, 3) ELSE NULL END) THEN 1 WHEN (profile.postal_code IS NULL AND CASE WHEN (regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}$') OR regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}..')) THEN left(profile.postal_code, 3) ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1) THEN :param_9 ELSE :param_10 END AS rule, profile.nickname AS c0
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k2)) AS pair) AS habeas_k2 JOIN profile ON profile.person_id = habeas_k2.v0) AS r GROUP BY r.ord, r.rule;

-- explain: policy, still pointed at

SELECT DISTINCT claim.policy_id, claim.policy_year
FROM claim
WHERE (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT habeas_k1.v0 AS v0, habeas_k1.v1 AS v1
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0, CAST(JSON_VALUE(pair, '$[2]') AS INT64) AS v1 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1) AS habeas_k2
WHERE claim.policy_id = habeas_k2.v0 AND claim.policy_year = habeas_k2.v1)) AND NOT coalesce(EXISTS (SELECT :param_2 AS anon_2
FROM (SELECT habeas_k3.v0 AS v0, habeas_k3.v1 AS v1
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0, CAST(JSON_VALUE(pair, '$[2]') AS INT64) AS v1 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k3)) AS pair) AS habeas_k3) AS habeas_k3_r
WHERE claim.policy_id = habeas_k3_r.v0 AND claim.policy_year = habeas_k3_r.v1), false);

-- erase: claim

DELETE FROM claim WHERE EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT habeas_k1.v0 AS v0, habeas_k1.v1 AS v1
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0, CAST(JSON_VALUE(pair, '$[2]') AS INT64) AS v1 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1) AS habeas_k1_r
WHERE claim.policy_id = habeas_k1_r.v0 AND claim.policy_year = habeas_k1_r.v1);

-- erase: note

DELETE FROM note WHERE note.owner_id IN (SELECT habeas_k1.v0
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1) AND note.owner_type IN (:param_1);

-- erase: transfer

DELETE FROM transfer WHERE EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT again.bank AS bank, again.number AS number
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1 JOIN transfer AS again ON again.from_id = habeas_k1.v0 UNION DISTINCT SELECT again.bank AS bank, again.number AS number
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k2)) AS pair) AS habeas_k2 JOIN transfer AS again ON again.to_id = habeas_k2.v0) AS habeas_k3
WHERE transfer.bank = habeas_k3.bank AND transfer.number = habeas_k3.number);

-- erase: transfer, but for those that are kept

DELETE FROM transfer WHERE (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT again.bank AS bank, again.number AS number
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1 JOIN transfer AS again ON again.from_id = habeas_k1.v0 UNION DISTINCT SELECT again.bank AS bank, again.number AS number
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k2)) AS pair) AS habeas_k2 JOIN transfer AS again ON again.to_id = habeas_k2.v0) AS habeas_k3
WHERE transfer.bank = habeas_k3.bank AND transfer.number = habeas_k3.number)) AND NOT coalesce(EXISTS (SELECT :param_2 AS anon_2
FROM (SELECT habeas_k4.v0 AS v0, habeas_k4.v1 AS v1
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS STRING) AS v0, CAST(JSON_VALUE(pair, '$[2]') AS INT64) AS v1 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k4)) AS pair) AS habeas_k4) AS habeas_k5
WHERE transfer.bank = habeas_k5.v0 AND transfer.number = habeas_k5.v1), false);

-- mask: profile

UPDATE profile SET nickname=NULL, city=:city, login=CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS STRING)) = :length_1 AND right(CAST(profile.login AS STRING), 10) = left(to_hex(sha256(:param_1 || left(CAST(profile.login AS STRING), 30))), 10)) THEN CAST(profile.login AS STRING) ELSE left(to_hex(sha256(:param_2 || CAST(profile.login AS STRING))), 30) || left(to_hex(sha256(:param_3 || left(to_hex(sha256(:param_2 || CAST(profile.login AS STRING))), 30))), 10) END, born=date_trunc(profile.born, YEAR), told=CASE WHEN regexp_contains(profile.told, r'(?s)^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN left(profile.told, 7) || :left_1 ELSE NULL END, postal_code=CASE WHEN (regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}$') OR regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}..')) THEN left(profile.postal_code, 3) ELSE NULL END WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1) AND NOT (coalesce(profile.city IS NULL OR profile.city IN (:param_4), false) AND (profile.born IS NULL OR profile.born > :param_5)) AND NOT coalesce(profile.id IN (SELECT habeas_k2.v0
FROM (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k2)) AS pair) AS habeas_k2), false) AND NOT (profile.nickname IS NULL AND CASE WHEN (profile.city = :param_6) THEN 1 WHEN (profile.city IS NULL AND :param_6 IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.login = CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS STRING)) = :length_2 AND right(CAST(profile.login AS STRING), 10) = left(to_hex(sha256(:param_7 || left(CAST(profile.login AS STRING), 30))), 10)) THEN CAST(profile.login AS STRING) ELSE left(to_hex(sha256(:param_8 || CAST(profile.login AS STRING))), 30) || left(to_hex(sha256(:param_9 || left(to_hex(sha256(:param_8 || CAST(profile.login AS STRING))), 30))), 10) END) THEN 1 WHEN (profile.login IS NULL AND CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS STRING)) = :length_2 AND right(CAST(profile.login AS STRING), 10) = left(to_hex(sha256(:param_7 || left(CAST(profile.login AS STRING), 30))), 10)) THEN CAST(profile.login AS STRING) ELSE left(to_hex(sha256(:param_8 || CAST(profile.login AS STRING))), 30) || left(to_hex(sha256(:param_9 || left(to_hex(sha256(:param_8 || CAST(profile.login AS STRING))), 30))), 10) END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.born = date_trunc(profile.born, YEAR)) THEN 1 WHEN (profile.born IS NULL AND date_trunc(profile.born, YEAR) IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.told = CASE WHEN regexp_contains(profile.told, r'(?s)^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN left(profile.told, 7) || :left_2 ELSE NULL END) THEN 1 WHEN (profile.told IS NULL AND CASE WHEN regexp_contains(profile.told, r'(?s)^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN left(profile.told, 7) || :left_2 ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.postal_code = CASE WHEN (regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}$') OR regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}..')) THEN left(profile.postal_code, 3) ELSE NULL END) THEN 1 WHEN (profile.postal_code IS NULL AND CASE WHEN (regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}$') OR regexp_contains(profile.postal_code, r'(?s)^[0-9]{3}..')) THEN left(profile.postal_code, 3) ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1);

-- correct: person

MERGE INTO person USING (SELECT CAST(JSON_VALUE(pair, '$[0]') AS INT64) AS ord, CAST(JSON_VALUE(pair, '$[1]') AS INT64) AS v0, CAST(JSON_VALUE(pair, '$[2]') AS STRING) AS v1, CAST(JSON_VALUE(pair, '$[3]') AS STRING) AS v2 FROM UNNEST(JSON_QUERY_ARRAY(:habeas_k1)) AS pair) AS habeas_k1 ON (person.id = habeas_k1.v0) WHEN MATCHED AND person.email = habeas_k1.v1 THEN UPDATE SET email = habeas_k1.v2;
