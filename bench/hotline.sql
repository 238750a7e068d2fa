-- One centre's hotline of five years up to the last day of 2025, for DuckDB: every call and ticket belongs to it, which is
-- the hardest case. Variables given: calls, tickets (how many rows), sealed_short and sealed_long (encrypted texts as the
-- system keeps them). Everything follows from row numbers. Table and column names are those of the system's own schema.

CREATE MACRO draw(number, what) AS hash(number, what, 2025) / 18446744073709551616.0;
CREATE MACRO day_of(number, total) AS DATE '2021-01-01' + CAST(floor((number - 1) * 1826.0 / total) AS INTEGER);
CREATE MACRO one_of(codes, share) AS codes[1 + CAST(floor(share * len(codes)) AS INTEGER)];
CREATE MACRO known(happened) AS CASE WHEN happened <= DATE '2025-12-31' THEN happened END;
CREATE MACRO days(lowest, highest, share) AS lowest + CAST(floor(share * (highest - lowest + 1)) AS INTEGER);

CREATE TABLE agencies_agency AS
SELECT 1 AS id, 'gjj' AS code, '某市住房公积金管理中心' AS name, '某市中心' AS short_name,
    'FUND_CENTRE' AS kind, '' AS social_credit_code, '某某路1号' AS address, '' AS postcode,
    '0400-0000000' AS phone, '' AS email, '' AS office_hours, '' AS letter_word, '' AS reconsideration_organ, '' AS court,
    true AS is_default, true AS is_demonstration, 'restart' AS fee_clock_mode, 'LIVE' AS dispute_basis;

-- Eight branches with four leaves each.
CREATE TABLE hotline_topic AS
SELECT b AS id, NULL::BIGINT AS parent_id, b AS top_id, 'T' || b AS code, '业务' || b AS name, '业务' || b AS path,
    b AS place, true AS is_active, 1 AS agency_id FROM range(1, 9) t(b)
UNION ALL
SELECT b * 10 + l, b, b, 'T' || b || l, '事项' || l, '业务' || b || ' › 事项' || l, l, true, 1
FROM range(1, 9) t(b), range(1, 5) u(l) ORDER BY 1;

-- Tickets first: calls may lead to one. Most are closed within days; one in five hundred drags on.
CREATE TABLE hotline_ticket AS
WITH made AS (
    SELECT
        i, day_of(i, getvariable('tickets')) AS accepted_on, draw(i, 'drags') < 0.002 AS drags,
        known(accepted_on + days(0, 8, draw(i, 'fed back')) + CASE WHEN drags THEN 900 ELSE 0 END) AS fed_back_on,
        known(fed_back_on + days(0, 5, draw(i, 'closed'))) AS closed_on,
        CASE WHEN draw(i, 'due') < 0.9 THEN known(closed_on + days(0, 5, draw(i, 'back'))) END AS called_back_on,
        called_back_on IS NOT NULL AND draw(i, 'reached') < 0.95 AS reached, draw(i, 'opinion') AS view
    FROM range(1, getvariable('tickets') + 1) t(i)
)
SELECT
    i AS id, 'GD-' || i AS register_no,
    one_of(['CALL', 'PLATFORM', 'SITE_MESSAGE', 'WECHAT', 'LETTER', 'VISIT'], power(draw(i, 'source'), 2)) AS source,
    one_of(['CONSULTATION', 'COMPLAINT', 'SUGGESTION', 'HELP', 'PRAISE'], power(draw(i, 'kind'), 2)) AS kind,
    one_of(['咨询', '反映', '希望了解', '要求说明'], draw(i, 'm1'))
        || one_of(['租房', '购房', '退休', '离职', '大病', '异地', '翻建自住住房'], draw(i, 'm2'))
        || one_of(['提取公积金', '申请贷款', '转移账户', '提前还款', '变更信息'], draw(i, 'm3'))
        || one_of(['材料', '条件', '进度', '到账时间', '网点排队', '线上渠道'], draw(i, 'm4'))
        || CASE WHEN draw(i, 'rise') < CASE WHEN accepted_on > DATE '2025-12-24' THEN 0.05 ELSE 0.001 END
            THEN '，人脸识别失败' ELSE '' END AS matter,
    getvariable('sealed_long') AS content,
    CAST(one_of([1, 2, 3, 4, 5, 6, 7, 8], power(draw(i, 'branch'), 2)) * 10 + days(1, 4, draw(i, 'leaf')) AS BIGINT) AS topic_id,
    'ORDINARY' AS urgency, '' AS outside_no, getvariable('sealed_short') AS person_name,
    getvariable('sealed_short') AS phone, sha256('' || i % 400000) AS phone_digest, '' AS email, false AS is_secret,
    CASE WHEN closed_on IS NOT NULL THEN 'CLOSED' WHEN fed_back_on IS NOT NULL THEN 'REPLIED'
        ELSE one_of(['RECEIVED', 'DISPATCHED', 'HANDLING', 'HANDLING', 'RETURN_ASKED'], draw(i, 'state')) END AS state,
    CAST(accepted_on AS TIMESTAMP) + INTERVAL 3 HOUR AS accepted_at, accepted_on + 7 AS first_due_on,
    draw(i, 'supervised') < 0.01 AS is_supervised, 0 AS urged, CASE WHEN draw(i, 'moved') < 0.1 THEN 1 ELSE 0 END AS moved,
    CASE WHEN draw(i, 'again') < 0.03 THEN 1 ELSE 0 END AS reopened,
    CASE WHEN fed_back_on IS NULL THEN '' ELSE getvariable('sealed_long') END AS reply, 4 AS version,
    accepted_on, accepted_on + 7 AS due_on, fed_back_on, closed_on, closed_on - accepted_on AS days_taken,
    draw(i, 'due') < 0.9 AS call_back_due, called_back_on, reached,
    CASE WHEN NOT reached OR view > 0.97 THEN '' WHEN view < 0.8 THEN 'SATISFIED' WHEN view < 0.95
        THEN 'FAIRLY_SATISFIED' ELSE 'DISSATISFIED' END AS opinion,
    CASE WHEN NOT reached OR view > 0.97 THEN '' WHEN view < 0.9 THEN 'SATISFIED' ELSE 'FAIRLY_SATISFIED' END AS attitude,
    1 AS agency_id
FROM made ORDER BY i;

-- From eight in the morning till six, as the world's clock has it; the desk's own is eight hours ahead.
CREATE TABLE hotline_call AS
SELECT
    i AS id, 'RX-' || i AS register_no, day_of(i, getvariable('calls')) AS called_on,
    CASE WHEN draw(i, 'route') < 0.56 THEN 'VIA_12345' WHEN draw(i, 'route') < 0.87 THEN 'DIRECT' ELSE 'TRANSFERRED' END AS route,
    'DESK' AS origin, '' AS outside_no, getvariable('sealed_short') AS number, sha256('' || i % 400000) AS number_digest,
    '' AS caller_name, one_of(['WORKER', 'WORKER', 'EMPLOYER', 'OTHER'], draw(i, 'caller')) AS caller_kind,
    CAST(one_of([1, 2, 3, 4, 5, 6, 7, 8], power(draw(i, 'branch'), 2)) * 10 + days(1, 4, draw(i, 'leaf')) AS BIGINT) AS topic_id,
    getvariable('sealed_long') AS question, getvariable('sealed_long') AS answer, '' AS entry_no, 'ANSWERED' AS outcome,
    CAST(called_on AS TIMESTAMP) + to_seconds(CAST(floor(36000 * draw(i, 'hour')) AS BIGINT)) AS began_at,
    began_at + INTERVAL 200 SECOND AS ended_at, days(0, 30, draw(i, 'waited')) AS waited, 1 AS agency_id
FROM range(1, getvariable('calls') + 1) t(i) ORDER BY i;
