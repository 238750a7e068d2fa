"""Accounts, loans and business of the embedded business system (内置业务系统): made-up people only.

What tells of a person stands encrypted in `facts`, as JSON of the port's facts; persons are found
by keyed digests (`privacy.digests`, purpose `core-identity`). Only fund_services/core reads this.
"""

from django.db import models

from gongkai.privacy.fields import EncryptedTextField


class CoreEmployer(models.Model):
    """An employer of the embedded system; `facts` is JSON of the port's `Employer`."""

    employer_no = models.CharField("单位账号", max_length=40, unique=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    facts = EncryptedTextField("单位信息")

    class Meta:
        verbose_name = "演示缴存单位"

    def __str__(self) -> str:
        return self.employer_no


class CoreAccount(models.Model):
    """A worker's account of the embedded system; `facts` is JSON of the port's `WorkerAccount`."""

    account_no = models.CharField("个人账号", max_length=40, unique=True)
    identity_digest = models.CharField(max_length=64, unique=True)
    employer = models.ForeignKey(CoreEmployer, models.PROTECT, related_name="+")
    facts = EncryptedTextField("账户信息")

    class Meta:
        verbose_name = "演示个人账户"

    def __str__(self) -> str:
        return self.account_no


class CoreEntry(models.Model):
    """An entry of an account of the embedded system; `facts` is JSON of an `AccountEntry`."""

    account = models.ForeignKey(CoreAccount, models.PROTECT, related_name="+")
    on = models.DateField("日期")
    facts = EncryptedTextField("明细")

    class Meta:
        verbose_name = "演示账户明细"
        indexes = [models.Index(fields=["account", "on"], name="core_entry_by_day")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.on:%Y-%m-%d}"


class CoreLoan(models.Model):
    """A loan of the embedded system; `facts` is JSON of a `Loan`, `instalments` of repayments."""

    contract_no = models.CharField("借款合同编号", max_length=40, unique=True)
    issued_on = models.DateField("放款日期")
    facts = EncryptedTextField("贷款信息")
    instalments = EncryptedTextField("还款明细")

    class Meta:
        verbose_name = "演示贷款"

    def __str__(self) -> str:
        return self.contract_no


class CoreBorrower(models.Model):
    """A person who borrowed with an account of the embedded system, alone or with others."""

    loan = models.ForeignKey(CoreLoan, models.PROTECT, related_name="+")
    account = models.ForeignKey(CoreAccount, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "演示借款人"
        constraints = [
            models.UniqueConstraint(fields=["loan", "account"], name="core_borrower_once")
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.account_id}"


class CoreBusiness(models.Model):
    """Business that the embedded system was sent, once for each idempotency key.

    `content` is JSON of a `Business`. It is handled from `handling_at` on, and done or refused at
    `due_at`; `settled_at` tells that this has been written into the accounts.
    """

    core_no = models.CharField("业务流水号", max_length=60, unique=True)
    once = models.CharField("幂等键", max_length=100, unique=True)
    content = EncryptedTextField("业务报文")
    received_at = models.DateTimeField("收到时间")
    handling_at = models.DateTimeField("开始办理")
    due_at = models.DateTimeField("办结时间")
    settled_at = models.DateTimeField("记账时间", null=True)
    reason = models.CharField("未通过原因", max_length=200, blank=True, default="")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, null=True)

    class Meta:
        verbose_name = "演示业务"
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(settled_at=None),
                name="core_business_to_settle",
            )
        ]

    def __str__(self) -> str:
        return self.core_no
