-- A city's invented records, 2021 to 2025, for DuckDB. Variables given: scale, requests, calls,
-- tickets (how many rows), outcomes and kinds (codes). Everything follows from row numbers, so
-- two runs make the same rows. Rows stand in the order in which an office would have entered
-- them. Table and column names are those of the system's own schema; columns that are not told here are left empty.

CREATE MACRO draw(number, what) AS hash(number, what, 2023) / 18446744073709551616.0;
CREATE MACRO day_of(number, total) AS DATE '2021-01-01' + CAST(floor((number - 1) * 1826.0 / total) AS INTEGER);
CREATE MACRO one_of(codes, share) AS codes[1 + CAST(floor(share * len(codes)) AS INTEGER)];
-- After this day nothing has happened yet.
CREATE MACRO known(happened) AS CASE WHEN happened <= DATE '2026-01-15' THEN happened END;
CREATE MACRO days(lowest, highest, share) AS lowest + CAST(floor(share * (highest - lowest + 1)) AS INTEGER);

-- Organs 1 to 99 have a share of 1/n, as offices of a city do; organ 100 has exactly the average.
CREATE TEMP TABLE shares AS
WITH weights AS (
    SELECT n, CASE WHEN n < 100 THEN 1.0 / n ELSE (SELECT sum(1.0 / k) FROM range(1, 100) t(k)) / 99 END AS weight
    FROM range(1, 101) t(n)
)
SELECT n, sum(weight) OVER (ORDER BY n) / sum(weight) OVER () AS up_to FROM weights;
CREATE TEMP TABLE slots AS
SELECT slot, (SELECT min(n) FROM shares WHERE up_to >= (slot + 0.5) / 65536) AS agency_id
FROM range(0, 65536) t(slot);
CREATE MACRO slot_of(number, what) AS hash(number, what, 1) % 65536;

CREATE TABLE agencies_agency AS
SELECT
    n AS id, 'gjj-' || n AS code, '第' || n || '住房公积金管理中心' AS name, '第' || n || '中心' AS short_name,
    'FUND_CENTRE' AS kind, '' AS social_credit_code, '某某路' || n || '号' AS address, '' AS postcode,
    '0400-0000000' AS phone, '' AS email, '' AS office_hours, '' AS letter_word, '' AS reconsideration_organ, '' AS court,
    n = 1 AS is_default, true AS is_demonstration,
    'restart' AS fee_clock_mode, CASE WHEN n % 2 = 0 THEN 'LIVE' ELSE 'FILED' END AS dispute_basis
FROM range(1, 101) t(n);

CREATE TABLE hotline_call AS
SELECT
    i AS id, 'RX-' || i AS register_no, day_of(i, getvariable('calls')) AS called_on,
    CASE WHEN u < 0.56 THEN 'VIA_12345' WHEN u < 0.87 THEN 'DIRECT' ELSE 'TRANSFERRED' END AS route,
    'LEDGER' AS origin, agency_id
FROM (SELECT i, draw(i, 'route') AS u, slot_of(i, 'call') AS slot FROM range(1, getvariable('calls') + 1) t(i))
JOIN slots USING (slot) ORDER BY i;

CREATE TABLE hotline_ticket AS
WITH made AS (
    SELECT
        i, agency_id, day_of(i, getvariable('tickets')) AS accepted_on,
        accepted_on + 7 AS due_on,
        known(accepted_on + days(0, 8, draw(i, 'fed back'))) AS fed_back_on,
        known(accepted_on + days(0, 15, draw(i, 'closed'))) AS closed_on,
        draw(i, 'due') < 0.9 AS call_back_due,
        CASE WHEN call_back_due THEN known(closed_on + days(1, 5, draw(i, 'back'))) END AS called_back_on,
        called_back_on IS NOT NULL AND draw(i, 'reached') < 0.95 AS reached,
        draw(i, 'opinion') AS view
    FROM (SELECT i, slot_of(i, 'ticket') AS slot FROM range(1, getvariable('tickets') + 1) t(i)) JOIN slots USING (slot)
)
SELECT
    i AS id, 'GD-' || i AS register_no, '' AS source, '' AS kind,
    '咨询住房公积金提取、贷款办理条件，来电编号' || i AS matter,
    accepted_on, due_on, fed_back_on, closed_on, closed_on - accepted_on AS days_taken, call_back_due,
    called_back_on, reached,
    CASE WHEN NOT reached OR view > 0.97 THEN '' WHEN view < 0.8 THEN 'SATISFIED' WHEN view < 0.95
        THEN 'FAIRLY_SATISFIED' ELSE 'DISSATISFIED' END AS opinion,
    'ORDINARY' AS urgency,
    CASE WHEN closed_on IS NOT NULL THEN 'CLOSED' WHEN fed_back_on IS NOT NULL THEN 'REPLIED' ELSE 'RECEIVED' END AS state,
    agency_id
FROM made ORDER BY i;

CREATE TABLE casework_disclosurerequest AS
WITH made AS (
    SELECT
        i, agency_id, day_of(i, getvariable('requests')) AS received_on,
        -- One in two hundred drags on for a year.
        known(received_on + days(1, 40, draw(i, 'closed')) + CASE WHEN draw(i, 'slow') < 0.005 THEN 365 ELSE 0 END)
            AS closed_on
    FROM (SELECT i, slot_of(i, 'request') AS slot FROM range(1, getvariable('requests') + 1) t(i)) JOIN slots USING (slot)
)
SELECT
    i AS id, 'SQ-' || i AS register_no, 'ONLINE' AS channel, received_on AS arrived_on, received_on,
    -- Squared, so that the first codes are common and the last are rare.
    one_of(getvariable('kinds'), power(draw(i, 'kind'), 2)) AS applicant_kind,
    '' AS applicant_name, '' AS identity_kind, '' AS identity_number,
    -- Four in five ask once; the rest are a hundred people who ask again and again.
    CASE WHEN draw(i, 'again') < 0.8 THEN sha256('' || i) ELSE sha256('again' || i % 100) END AS applicant_digest,
    '' AS contact_name, '' AS phone, '' AS email, '' AS address, '' AS postcode, '' AS document_title,
    '' AS document_no,
    '申请公开本单位某年度住房公积金归集、提取、贷款情况的有关文件，编号' || i AS wanted,
    'ELECTRONIC' AS form, 'PORTAL' AS delivery, false AS is_oral, '' AS assistance, '' AS query_digest, '' AS form_digest,
    CASE WHEN closed_on IS NULL THEN 'IN_PROGRESS' ELSE 'CLOSED' END AS state,
    received_on + 28 AS due_on, '' AS due_reason, false AS is_provisional, 3 AS version, closed_on,
    CASE WHEN closed_on IS NULL THEN '' ELSE one_of(getvariable('outcomes'), power(draw(i, 'outcome'), 2)) END AS outcome,
    agency_id
FROM made ORDER BY i;

-- What happened to each: it came, one in ten was extended, and most were answered.
CREATE TABLE casework_caseevent AS
SELECT
    row_number() OVER (ORDER BY request_id, "on") AS id, "on", event, '' AS subject, '' AS note,
    CASE event WHEN 'RECEIVED' THEN 1 WHEN 'EXTENDED' THEN 2 ELSE 3 END AS version, request_id
FROM (
    SELECT id AS request_id, received_on AS "on", 'RECEIVED' AS event FROM casework_disclosurerequest
    UNION ALL
    SELECT id, received_on + 20, 'EXTENDED' FROM casework_disclosurerequest WHERE closed_on > received_on + 27
    UNION ALL
    SELECT id, closed_on, 'REPLIED' FROM casework_disclosurerequest WHERE closed_on IS NOT NULL
) ORDER BY 1;

-- The small registers: some rows an organ and year, the same for all organs.
CREATE MACRO yearly(rows_a_year) AS TABLE
SELECT
    row_number() OVER (ORDER BY year, k, n) AS i, n AS agency_id,
    make_date(year, 1 + CAST(floor(k * 12 / total) AS INTEGER), 1 + CAST((k * 7 + n) % 28 AS INTEGER)) AS on_day, k
FROM (SELECT greatest(2, CAST(rows_a_year * least(1, getvariable('scale')) AS INTEGER)) AS total),
    range(2021, 2026) y(year), range(1, 101) a(n), range(0, total) r(k);

CREATE TABLE publications_column AS
SELECT (n - 1) * 7 + k AS id, 'c-' || k AS code, '栏目' || k AS name, k AS position, n AS agency_id,
    'SITE' AS part, '' AS statutory_no, '[]' AS stages, false AS is_closed
FROM range(1, 101) a(n), range(1, 8) c(k) ORDER BY 1;
CREATE TABLE publications_publication AS
SELECT i AS id, 'XW-' || i AS register_no, '关于网点办公时间的通知' || i AS title, on_day AS formed_on,
    CASE WHEN k % 20 = 0 THEN 'VENUE' ELSE 'SITE' END AS channel,
    on_day AS published_on, agency_id, (agency_id - 1) * 7 + 1 + k % 7 AS column_id FROM yearly(131) ORDER BY i;
CREATE TABLE publications_post AS
SELECT i AS id, 'TW-' || i AS register_no, '图文' || i AS title,
    CASE WHEN k % 3 = 0 THEN 'OWN' ELSE 'REPOSTED' END AS origin, on_day AS posted_on, agency_id
FROM yearly(54) ORDER BY i;
CREATE TABLE publications_followercount AS
SELECT min(i) AS id, 'GZ-' || min(i) AS register_no, on_day AS counted_on,
    CAST(100000 + max(i) AS INTEGER) AS followers, agency_id
FROM yearly(12) GROUP BY agency_id, on_day ORDER BY id;
CREATE TABLE publications_cityreport AS
SELECT i AS id, 'BS-' || i AS register_no, '信息' || i AS title, on_day AS reported_on, k % 2 = 0 AS adopted, agency_id
FROM yearly(20) ORDER BY i;
CREATE TABLE publications_legaldocument AS
SELECT i AS id, 'WJ-' || i AS register_no, 'NORMATIVE' AS kind, '文件' || i AS title, '' AS document_no,
    on_day AS made_on, CASE WHEN k % 2 = 0 THEN on_day + 700 END AS repealed_on, agency_id FROM yearly(3) ORDER BY i;
CREATE TABLE publications_decision AS
SELECT i AS id, 'JD-' || i AS register_no, one_of(['LICENCE', 'PENALTY', 'COERCION'], draw(i, 'kind')) AS kind,
    '决定' || i AS title, on_day AS decided_on, agency_id FROM yearly(40) ORDER BY i;
CREATE TABLE publications_administrativefee AS
SELECT i AS id, 'SF-' || i AS register_no, '收费' AS item, on_day AS charged_on,
    CAST(12.50 + k AS DECIMAL(14, 2)) AS amount, agency_id FROM yearly(5) ORDER BY i;
CREATE TABLE casework_processingfee AS
SELECT i AS id, 'XX-' || i AS register_no, 'BY_PAGE' AS method, 57 AS quantity, CAST(270 AS DECIMAL(14, 2)) AS amount,
    on_day AS noticed_on, on_day + 5 AS paid_on, agency_id FROM yearly(3) ORDER BY i;
CREATE TABLE casework_dispute AS
SELECT i AS id, 'FY-' || i AS register_no,
    one_of(['RECONSIDERATION', 'LITIGATION_DIRECT', 'LITIGATION_AFTER_RECONSIDERATION'], draw(i, 'route')) AS route,
    '' AS organ, '' AS case_no, '' AS note,
    on_day AS filed_on, CASE WHEN k % 4 < 3 THEN on_day + 90 END AS closed_on,
    CASE WHEN k % 4 < 3 THEN one_of(['UPHELD', 'CORRECTED', 'OTHER'], draw(i, 'result')) ELSE '' END AS result,
    i % 9 = 0 AS as_reconsideration_organ, agency_id
FROM yearly(4) ORDER BY i;
CREATE TABLE oversight_institution AS
SELECT i AS id, 'ZD-' || i AS register_no, '制度' || i AS title, on_day AS adopted_on,
    CASE WHEN k = 0 THEN on_day + 800 END AS repealed_on, agency_id FROM yearly(2) ORDER BY i;
CREATE TABLE oversight_activity AS
SELECT i AS id, 'HD-' || i AS register_no, one_of(['DISCLOSURE_DAY', 'INTERVIEW', 'TRAINING'], draw(i, 'kind')) AS kind,
    '活动' || i AS title, on_day AS held_on, agency_id FROM yearly(3) ORDER BY i;
CREATE TABLE fund_services_serviceitem AS
SELECT i AS id, 'FW-' || i AS register_no, '事项' || i AS name,
    CASE WHEN k % 2 = 0 THEN 'EMPLOYER' ELSE 'WORKER' END AS audience, on_day AS offered_from,
    CASE WHEN i % 50 = 0 THEN on_day + 400 END AS withdrawn_on,
    CASE WHEN i % 5 > 0 THEN on_day + 100 END AS online_from, agency_id
FROM yearly(7) ORDER BY i;
