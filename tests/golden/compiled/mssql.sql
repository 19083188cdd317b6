-- know: person

SELECT habeas_k1.ord, person.id, person.email, person.phone
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1 JOIN person ON person.id = habeas_k1.v0 UNION ALL SELECT habeas_k2.ord, person.id, person.email, person.phone
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k2 AS nvarchar(max))) WITH (ord int '$[0]', v0 nvarchar(64) '$[1]')) AS habeas_k2 JOIN person ON lower(person.email) = habeas_k2.v0 AND (lower(person.email) COLLATE Latin1_General_100_BIN2) = (habeas_k2.v0 COLLATE Latin1_General_100_BIN2)
WHERE NOT (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1
WHERE habeas_k1.ord = habeas_k2.ord AND person.id = habeas_k1.v0)) UNION ALL SELECT habeas_k3.ord, person.id, person.email, person.phone
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k3 AS nvarchar(max))) WITH (ord int '$[0]', v0 nvarchar(64) '$[1]')) AS habeas_k3 JOIN person ON right(replace(translate(person.phone, ' -().+/' + NCHAR(160), replicate(' ', 8)), ' ', ''), 10) = habeas_k3.v0 AND (right(replace(translate(person.phone, ' -().+/' + NCHAR(160), replicate(' ', 8)), ' ', ''), 10) COLLATE Latin1_General_100_BIN2) = (habeas_k3.v0 COLLATE Latin1_General_100_BIN2)
WHERE NOT (EXISTS (SELECT :param_2 AS anon_2
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1
WHERE habeas_k1.ord = habeas_k3.ord AND person.id = habeas_k1.v0)) AND NOT (EXISTS (SELECT :param_3 AS anon_3
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k2 AS nvarchar(max))) WITH (ord int '$[0]', v0 nvarchar(64) '$[1]')) AS habeas_k2
WHERE habeas_k2.ord = habeas_k3.ord AND lower(person.email) = habeas_k2.v0 AND (lower(person.email) COLLATE Latin1_General_100_BIN2) = (habeas_k2.v0 COLLATE Latin1_General_100_BIN2)));

-- know: claim

SELECT habeas_k1.ord, claim.id, claim.policy_id, claim.policy_year, claim.[select]
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]', v1 bigint '$[2]')) AS habeas_k1 JOIN claim ON claim.policy_id = habeas_k1.v0 AND claim.policy_year = habeas_k1.v1;

-- know: note

SELECT habeas_k1.ord, note.id, note.owner_type, note.owner_id
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1 JOIN note ON note.owner_id = habeas_k1.v0 AND note.owner_type IN (:param_1);

-- know: event

SELECT habeas_k1.ord, event.id, event.payload
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 nvarchar(64) '$[1]')) AS habeas_k1 JOIN event ON CASE WHEN (isjson(event.payload) = 1) THEN json_value(event.payload, '$.customer.id') END = habeas_k1.v0;

-- know: transfer

SELECT habeas_k1.ord, transfer.bank, transfer.number, transfer.from_id, transfer.to_id
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1 JOIN transfer ON transfer.from_id = habeas_k1.v0 UNION ALL SELECT habeas_k2.ord, transfer.bank, transfer.number, transfer.from_id, transfer.to_id
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k2 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k2 JOIN transfer ON transfer.to_id = habeas_k2.v0
WHERE NOT (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1
WHERE habeas_k1.ord = habeas_k2.ord AND transfer.from_id = habeas_k1.v0));

-- explain: profile

SELECT r.ord, r.[rule], count(*) AS count_1, count(r.c0) AS count_2
FROM (SELECT habeas_k2.ord AS ord, CASE WHEN (CASE WHEN (profile.city IS NULL OR profile.city IN (:param_1)) THEN 1 ELSE 0 END = 1 AND (profile.born IS NULL OR profile.born > :param_2)) THEN :param_3 WHEN (CASE WHEN (profile.id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1)) THEN 1 ELSE 0 END = 1) THEN :param_4 WHEN (profile.nickname IS NULL AND CASE WHEN (profile.city = :param_5) THEN 1 WHEN (profile.city IS NULL AND :param_5 IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.login = CASE WHEN (profile.login IS NULL) THEN NULL WHEN (len(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) = :len_1 AND right(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 10) = left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_6 + left(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10)) THEN CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) ELSE left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_7 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_8 + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_7 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10) END) THEN 1 WHEN (profile.login IS NULL AND CASE WHEN (profile.login IS NULL) THEN NULL WHEN (len(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) = :len_1 AND right(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 10) = left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_6 + left(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10)) THEN CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) ELSE left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_7 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_8 + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_7 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10) END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.born = datetrunc(year, profile.born)) THEN 1 WHEN (profile.born IS NULL AND datetrunc(year, profile.born) IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.told = CASE WHEN (profile.told LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]%') THEN left(profile.told, 7) + :left_1 ELSE NULL END) THEN 1 WHEN (profile.told IS NULL AND CASE WHEN (profile.told LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]%') THEN left(profile.told, 7) + :left_1 ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.postal_code = CASE WHEN (profile.postal_code LIKE '[0-9][0-9][0-9]' OR profile.postal_code LIKE '[0-9][0-9][0-9]__%') THEN left(profile.postal_code, 3) ELSE NULL END) THEN 1 WHEN (profile.postal_code IS NULL AND CASE WHEN (profile.postal_code LIKE '[0-9][0-9][0-9]' OR profile.postal_code LIKE '[0-9][0-9][0-9]__%') THEN left(profile.postal_code, 3) ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1) THEN :param_9 ELSE :param_10 END AS [rule], profile.nickname AS c0
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k2 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k2 JOIN profile ON profile.person_id = habeas_k2.v0) AS r GROUP BY r.ord, r.[rule];

-- explain: policy, still pointed at

SELECT DISTINCT claim.policy_id, claim.policy_year
FROM claim
WHERE (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT habeas_k1.v0 AS v0, habeas_k1.v1 AS v1
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]', v1 bigint '$[2]')) AS habeas_k1) AS habeas_k2
WHERE claim.policy_id = habeas_k2.v0 AND claim.policy_year = habeas_k2.v1)) AND CASE WHEN (EXISTS (SELECT :param_2 AS anon_2
FROM (SELECT habeas_k3.v0 AS v0, habeas_k3.v1 AS v1
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k3 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]', v1 bigint '$[2]')) AS habeas_k3) AS habeas_k3_r
WHERE claim.policy_id = habeas_k3_r.v0 AND claim.policy_year = habeas_k3_r.v1)) THEN 1 ELSE 0 END != 1;

-- erase: claim

DELETE FROM claim WHERE EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT habeas_k1.v0 AS v0, habeas_k1.v1 AS v1
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]', v1 bigint '$[2]')) AS habeas_k1) AS habeas_k1_r
WHERE claim.policy_id = habeas_k1_r.v0 AND claim.policy_year = habeas_k1_r.v1);

-- erase: note

DELETE FROM note WHERE note.owner_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1) AND note.owner_type IN (:param_1);

-- erase: transfer

DELETE FROM transfer WHERE EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT again.bank AS bank, again.number AS number
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1 JOIN transfer AS again ON again.from_id = habeas_k1.v0 UNION SELECT again.bank AS bank, again.number AS number
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k2 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k2 JOIN transfer AS again ON again.to_id = habeas_k2.v0) AS habeas_k3
WHERE transfer.bank = habeas_k3.bank AND transfer.number = habeas_k3.number);

-- erase: transfer, but for those that are kept

DELETE FROM transfer WHERE (EXISTS (SELECT :param_1 AS anon_1
FROM (SELECT again.bank AS bank, again.number AS number
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1 JOIN transfer AS again ON again.from_id = habeas_k1.v0 UNION SELECT again.bank AS bank, again.number AS number
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k2 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k2 JOIN transfer AS again ON again.to_id = habeas_k2.v0) AS habeas_k3
WHERE transfer.bank = habeas_k3.bank AND transfer.number = habeas_k3.number)) AND CASE WHEN (EXISTS (SELECT :param_2 AS anon_2
FROM (SELECT habeas_k4.v0 AS v0, habeas_k4.v1 AS v1
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k4 AS nvarchar(max))) WITH (ord int '$[0]', v0 varchar(64) '$[1]', v1 bigint '$[2]')) AS habeas_k4) AS habeas_k5
WHERE transfer.bank = habeas_k5.v0 AND transfer.number = habeas_k5.v1)) THEN 1 ELSE 0 END != 1;

-- mask: profile

UPDATE profile SET nickname=NULL, city=:city, login=CASE WHEN (profile.login IS NULL) THEN NULL WHEN (len(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) = :len_1 AND right(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 10) = left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_1 + left(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10)) THEN CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) ELSE left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_2 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_3 + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_2 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10) END, born=datetrunc(year, profile.born), told=CASE WHEN (profile.told LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]%') THEN left(profile.told, 7) + :left_1 ELSE NULL END, postal_code=CASE WHEN (profile.postal_code LIKE '[0-9][0-9][0-9]' OR profile.postal_code LIKE '[0-9][0-9][0-9]__%') THEN left(profile.postal_code, 3) ELSE NULL END WHERE profile.person_id IN (SELECT habeas_k1.v0
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k1) AND NOT (CASE WHEN (profile.city IS NULL OR profile.city IN (:param_4)) THEN 1 ELSE 0 END = 1 AND (profile.born IS NULL OR profile.born > :param_5)) AND CASE WHEN (profile.id IN (SELECT habeas_k2.v0
FROM (SELECT * FROM OPENJSON(CAST(:habeas_k2 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]')) AS habeas_k2)) THEN 1 ELSE 0 END != 1 AND NOT (profile.nickname IS NULL AND CASE WHEN (profile.city = :param_6) THEN 1 WHEN (profile.city IS NULL AND :param_6 IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.login = CASE WHEN (profile.login IS NULL) THEN NULL WHEN (len(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) = :len_2 AND right(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 10) = left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_7 + left(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10)) THEN CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) ELSE left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_8 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_9 + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_8 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10) END) THEN 1 WHEN (profile.login IS NULL AND CASE WHEN (profile.login IS NULL) THEN NULL WHEN (len(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) = :len_2 AND right(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 10) = left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_7 + left(CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10)) THEN CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) ELSE left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_8 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_9 + left(lower(convert(varchar(64), hashbytes('SHA2_256', CAST(CAST(:param_8 + CAST(CAST(profile.login AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 30) AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 2)), 10) END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.born = datetrunc(year, profile.born)) THEN 1 WHEN (profile.born IS NULL AND datetrunc(year, profile.born) IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.told = CASE WHEN (profile.told LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]%') THEN left(profile.told, 7) + :left_2 ELSE NULL END) THEN 1 WHEN (profile.told IS NULL AND CASE WHEN (profile.told LIKE '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]%') THEN left(profile.told, 7) + :left_2 ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1 AND CASE WHEN (profile.postal_code = CASE WHEN (profile.postal_code LIKE '[0-9][0-9][0-9]' OR profile.postal_code LIKE '[0-9][0-9][0-9]__%') THEN left(profile.postal_code, 3) ELSE NULL END) THEN 1 WHEN (profile.postal_code IS NULL AND CASE WHEN (profile.postal_code LIKE '[0-9][0-9][0-9]' OR profile.postal_code LIKE '[0-9][0-9][0-9]__%') THEN left(profile.postal_code, 3) ELSE NULL END IS NULL) THEN 1 ELSE 0 END = 1);

-- correct: person

UPDATE person SET email=habeas_k1.v2 FROM person, (SELECT * FROM OPENJSON(CAST(:habeas_k1 AS nvarchar(max))) WITH (ord int '$[0]', v0 bigint '$[1]', v1 varchar(64) '$[2]', v2 varchar(64) '$[3]')) AS habeas_k1 WHERE person.id = habeas_k1.v0 AND person.email = habeas_k1.v1;
