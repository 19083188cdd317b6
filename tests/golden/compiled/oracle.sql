-- know: person

SELECT habeas_k1.ord, person.id, person.email, person.phone
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1 JOIN person ON person.id = habeas_k1.v0 UNION ALL SELECT habeas_k2.ord, person.id, person.email, person.phone
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k2, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 VARCHAR2(64) PATH '$[1]'))) habeas_k2 JOIN person ON lower(person.email) = habeas_k2.v0
WHERE NOT (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1
WHERE habeas_k1.ord = habeas_k2.ord AND person.id = habeas_k1.v0)) UNION ALL SELECT habeas_k3.ord, person.id, person.email, person.phone
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k3, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 VARCHAR2(64) PATH '$[1]'))) habeas_k3 JOIN person ON substr(regexp_replace(person.phone, '[^0-9]', ''), -least(length(regexp_replace(person.phone, '[^0-9]', '')), 10)) = habeas_k3.v0
WHERE NOT (EXISTS (SELECT :param_2 AS anon_2
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1
WHERE habeas_k1.ord = habeas_k3.ord AND person.id = habeas_k1.v0)) AND NOT (EXISTS (SELECT :param_3 AS anon_3
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k2, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 VARCHAR2(64) PATH '$[1]'))) habeas_k2
WHERE habeas_k2.ord = habeas_k3.ord AND lower(person.email) = habeas_k2.v0));

-- know: claim

SELECT habeas_k1.ord, claim.id, claim.policy_id, claim.policy_year, claim."select"
FROM (SELECT ord, v0, v1 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]', v1 NUMBER PATH '$[2]'))) habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1;

-- know: note

SELECT habeas_k1.ord, note.id, note.owner_type, note.owner_id
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (:param_1);

-- know: event

SELECT habeas_k1.ord, event.id, event.payload
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 VARCHAR2(64) PATH '$[1]'))) habeas_k1 JOIN event ON json_value(event.payload, '$.customer.id') = habeas_k1.v0;

-- know: transfer

SELECT habeas_k1.ord, transfer.bank, transfer."number", transfer.from_id, transfer.to_id
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1 JOIN transfer ON transfer.from_id = habeas_k1.v0 UNION ALL SELECT habeas_k2.ord, transfer.bank, transfer."number", transfer.from_id, transfer.to_id
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k2, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k2 JOIN transfer ON transfer.to_id = habeas_k2.v0
WHERE NOT (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1
WHERE habeas_k1.ord = habeas_k2.ord AND transfer.from_id = habeas_k1.v0));

-- explain: profile

SELECT r.ord, r.rule, count(*) AS count_1, count(r.c0) AS count_2
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN (CASE WHEN (profile.city IS NULL OR profile.city IN (:param_1)) THEN 1 ELSE 0 END = 1 AND (profile.born IS NULL OR profile.born > :param_2)) THEN :param_3 WHEN (CASE WHEN (profile.id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1)) THEN 1 ELSE 0 END = 1) THEN :param_4 WHEN (profile.nickname IS NULL AND CASE WHEN (profile.city = :param_5) THEN 1 WHEN (profile.city IS NULL AND :param_5 IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.login = CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS VARCHAR2(4000))) = :length_1 AND substr(CAST(profile.login AS VARCHAR2(4000)), -least(length(CAST(profile.login AS VARCHAR2(4000))), 10)) = substr(lower(rawtohex(standard_hash(:param_6 || substr(CAST(profile.login AS VARCHAR2(4000)), 1, 30), 'SHA256'))), 1, 10)) THEN CAST(profile.login AS VARCHAR2(4000)) ELSE substr(lower(rawtohex(standard_hash(:param_7 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30) || substr(lower(rawtohex(standard_hash(:param_8 || substr(lower(rawtohex(standard_hash(:param_7 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30), 'SHA256'))), 1, 10) END) THEN 1 WHEN (profile.login IS NULL AND CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS VARCHAR2(4000))) = :length_1 AND substr(CAST(profile.login AS VARCHAR2(4000)), -least(length(CAST(profile.login AS VARCHAR2(4000))), 10)) = substr(lower(rawtohex(standard_hash(:param_6 || substr(CAST(profile.login AS VARCHAR2(4000)), 1, 30), 'SHA256'))), 1, 10)) THEN CAST(profile.login AS VARCHAR2(4000)) ELSE substr(lower(rawtohex(standard_hash(:param_7 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30) || substr(lower(rawtohex(standard_hash(:param_8 || substr(lower(rawtohex(standard_hash(:param_7 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30), 'SHA256'))), 1, 10) END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.born = trunc(profile.born, 'YYYY')) THEN 1 WHEN (profile.born IS NULL AND trunc(profile.born, 'YYYY') IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.told = CASE WHEN regexp_like(profile.told, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN substr(profile.told, 1, 7) || :substr_1 ELSE NULL END) THEN 1 WHEN (profile.told IS NULL AND CASE WHEN regexp_like(profile.told, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN substr(profile.told, 1, 7) || :substr_1 ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.postal_code = CASE WHEN (regexp_like(profile.postal_code, '^[0-9]{3}$') OR regexp_like(profile.postal_code, '^[0-9]{3}..')) THEN substr(profile.postal_code, 1, 3) ELSE NULL END) THEN 1 WHEN (profile.postal_code IS NULL AND CASE WHEN (regexp_like(profile.postal_code, '^[0-9]{3}$') OR regexp_like(profile.postal_code, '^[0-9]{3}..')) THEN substr(profile.postal_code, 1, 3) ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1) THEN :param_9 ELSE :param_10 END AS rule, profile.nickname AS c0
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k2, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k2 JOIN profile ON profile.person_id = habeas_k2.v0) r GROUP BY r.ord, r.rule;

-- explain: policy, still pointed at

SELECT DISTINCT claim.policy_id, claim.policy_year
FROM claim
WHERE (claim.policy_id, claim.policy_year) IN (SELECT habeas_k1.v0, habeas_k1.v1
FROM (SELECT ord, v0, v1 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]', v1 NUMBER PATH '$[2]'))) habeas_k1) AND CASE WHEN ((claim.policy_id, claim.policy_year) IN (SELECT habeas_k2.v0, habeas_k2.v1
FROM (SELECT ord, v0, v1 FROM JSON_TABLE(:habeas_k2, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]', v1 NUMBER PATH '$[2]'))) habeas_k2)) THEN 1 ELSE 0 END != 1;

-- erase: claim

DELETE FROM claim WHERE (claim.policy_id, claim.policy_year) IN (SELECT habeas_k1.v0, habeas_k1.v1
FROM (SELECT ord, v0, v1 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]', v1 NUMBER PATH '$[2]'))) habeas_k1);

-- erase: note

DELETE FROM note WHERE note.owner_id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1) AND note.owner_type IN (:param_1);

-- erase: transfer

DELETE FROM transfer WHERE (transfer.bank, transfer."number") IN (SELECT again.bank, again."number"
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1 JOIN transfer again ON again.from_id = habeas_k1.v0 UNION SELECT again.bank, again."number"
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k2, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k2 JOIN transfer again ON again.to_id = habeas_k2.v0);

-- erase: transfer, but for those that are kept

DELETE FROM transfer WHERE (transfer.bank, transfer."number") IN (SELECT again.bank, again."number"
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1 JOIN transfer again ON again.from_id = habeas_k1.v0 UNION SELECT again.bank, again."number"
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k2, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k2 JOIN transfer again ON again.to_id = habeas_k2.v0) AND CASE WHEN ((transfer.bank, transfer."number") IN (SELECT habeas_k3.v0, habeas_k3.v1
FROM (SELECT ord, v0, v1 FROM JSON_TABLE(:habeas_k3, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 VARCHAR2(64) PATH '$[1]', v1 NUMBER PATH '$[2]'))) habeas_k3)) THEN 1 ELSE 0 END != 1;

-- mask: profile

UPDATE profile SET nickname=NULL, city=:city, login=CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS VARCHAR2(4000))) = :length_1 AND substr(CAST(profile.login AS VARCHAR2(4000)), -least(length(CAST(profile.login AS VARCHAR2(4000))), 10)) = substr(lower(rawtohex(standard_hash(:param_1 || substr(CAST(profile.login AS VARCHAR2(4000)), 1, 30), 'SHA256'))), 1, 10)) THEN CAST(profile.login AS VARCHAR2(4000)) ELSE substr(lower(rawtohex(standard_hash(:param_2 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30) || substr(lower(rawtohex(standard_hash(:param_3 || substr(lower(rawtohex(standard_hash(:param_2 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30), 'SHA256'))), 1, 10) END, born=trunc(profile.born, 'YYYY'), told=CASE WHEN regexp_like(profile.told, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN substr(profile.told, 1, 7) || :substr_1 ELSE NULL END, postal_code=CASE WHEN (regexp_like(profile.postal_code, '^[0-9]{3}$') OR regexp_like(profile.postal_code, '^[0-9]{3}..')) THEN substr(profile.postal_code, 1, 3) ELSE NULL END WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k1) AND NOT (CASE WHEN (profile.city IS NULL OR profile.city IN (:param_4)) THEN 1 ELSE 0 END = 1 AND (profile.born IS NULL OR profile.born > :param_5)) AND CASE WHEN (profile.id IN (SELECT habeas_k2.v0
FROM (SELECT ord, v0 FROM JSON_TABLE(:habeas_k2, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]'))) habeas_k2)) THEN 1 ELSE 0 END != 1 AND NOT (profile.nickname IS NULL AND CASE WHEN (profile.city = :param_6) THEN 1 WHEN (profile.city IS NULL AND :param_6 IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.login = CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS VARCHAR2(4000))) = :length_2 AND substr(CAST(profile.login AS VARCHAR2(4000)), -least(length(CAST(profile.login AS VARCHAR2(4000))), 10)) = substr(lower(rawtohex(standard_hash(:param_7 || substr(CAST(profile.login AS VARCHAR2(4000)), 1, 30), 'SHA256'))), 1, 10)) THEN CAST(profile.login AS VARCHAR2(4000)) ELSE substr(lower(rawtohex(standard_hash(:param_8 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30) || substr(lower(rawtohex(standard_hash(:param_9 || substr(lower(rawtohex(standard_hash(:param_8 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30), 'SHA256'))), 1, 10) END) THEN 1 WHEN (profile.login IS NULL AND CASE WHEN (profile.login IS NULL) THEN NULL WHEN (length(CAST(profile.login AS VARCHAR2(4000))) = :length_2 AND substr(CAST(profile.login AS VARCHAR2(4000)), -least(length(CAST(profile.login AS VARCHAR2(4000))), 10)) = substr(lower(rawtohex(standard_hash(:param_7 || substr(CAST(profile.login AS VARCHAR2(4000)), 1, 30), 'SHA256'))), 1, 10)) THEN CAST(profile.login AS VARCHAR2(4000)) ELSE substr(lower(rawtohex(standard_hash(:param_8 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30) || substr(lower(rawtohex(standard_hash(:param_9 || substr(lower(rawtohex(standard_hash(:param_8 || CAST(profile.login AS VARCHAR2(4000)), 'SHA256'))), 1, 30), 'SHA256'))), 1, 10) END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.born = trunc(profile.born, 'YYYY')) THEN 1 WHEN (profile.born IS NULL AND trunc(profile.born, 'YYYY') IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.told = CASE WHEN regexp_like(profile.told, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN substr(profile.told, 1, 7) || :substr_2 ELSE NULL END) THEN 1 WHEN (profile.told IS NULL AND CASE WHEN regexp_like(profile.told, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN substr(profile.told, 1, 7) || :substr_2 ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.postal_code = CASE WHEN (regexp_like(profile.postal_code, '^[0-9]{3}$') OR regexp_like(profile.postal_code, '^[0-9]{3}..')) THEN substr(profile.postal_code, 1, 3) ELSE NULL END) THEN 1 WHEN (profile.postal_code IS NULL AND CASE WHEN (regexp_like(profile.postal_code, '^[0-9]{3}$') OR regexp_like(profile.postal_code, '^[0-9]{3}..')) THEN substr(profile.postal_code, 1, 3) ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1);

-- correct: person

MERGE INTO person USING (SELECT ord, v0, v1, v2 FROM JSON_TABLE(:habeas_k1, '$[*]' COLUMNS (ord NUMBER PATH '$[0]', v0 NUMBER PATH '$[1]', v1 VARCHAR2(64) PATH '$[2]', v2 VARCHAR2(64) PATH '$[3]'))) habeas_k1 ON (person.id = habeas_k1.v0) WHEN MATCHED THEN UPDATE SET email = habeas_k1.v2 WHERE person.email = habeas_k1.v1;
