"""Facts as a business system tells them, right in every field; tests spoil one at a time."""

ACCOUNT = {
    "account_no": "2100000001",
    "name": "赵某某（演示）",
    "identity_number": "219999198101010019",
    "phone": "19900000001",
    "employer_no": "D10000012",
    "employer_name": "某某公司（演示）",
    "state": "NORMAL",
    "base": "8000.00",
    "employer_ratio": "8",
    "worker_ratio": "8",
    "monthly": "1280.00",
    "opened_on": "2019-03-01",
    "paid_through": "2026-10-01",
    "continuous_months": 68,
    "balance": "71234.56",
    "loans_taken": 0,
}
ENTRY = {
    "on": "2026-10-10",
    "kind": "DEPOSIT",
    "amount": "1280.00",
    "balance": "71234.56",
    "month": "2026-10-01",
}
LOAN = {
    "contract_no": "DJ20230001",
    "account_no": "2100000001",
    "borrowers": [["赵某某（演示）", "219999198101010019"]],
    "principal": "480000.00",
    "months": 240,
    "annual_rate": "3.1",
    "method": "ANNUITY",
    "issued_on": "2023-07-20",
    "address": "演示路1号",
    "is_second_home": False,
    "state": "REPAYING",
    "remaining": "400000.00",
}
STATUS = {
    "core_no": "HX1",
    "state": "DONE",
    "at": "2026-11-01T09:00:00+08:00",
    "reason": "",
    "amount": "5000.00",
}
