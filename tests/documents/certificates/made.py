"""Certificates and keys made for tests; a key takes long to make, so each process makes one."""

from datetime import UTC, date, datetime
from functools import cache

from gongkai.documents.certificates.document import CertificateDocument, FactLine
from gongkai.documents.certificates.keys import key_in_file, self_signed_file
from gongkai.documents.certificates.pdf import certificate_pdf, seal_box, seal_pdf
from gongkai.documents.certificates.signing import sealed_pdf

AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
PASSWORD = "parola-della-chiave"
ORGAN = "某某市住房公积金管理中心"
NUMBER = "JC2024-000012"


def key_file(name=ORGAN):
    """Return a self-signed key of a name as a PKCS#12 file, the same each time."""
    return _key_file(name)


@cache
def _key_file(name):
    return self_signed_file(name, PASSWORD, AT)


def made_key(name=ORGAN):
    """Return a key that signs, the same as in the file."""
    return _made_key(name)


@cache
def _made_key(name):
    return key_in_file(key_file(name), PASSWORD)


def a_document(**values):
    """Return a certificate as a document."""
    told = {
        "organ": ORGAN,
        "title": "住房公积金缴存证明",
        "number": NUMBER,
        "opening": "兹证明下列职工在本中心缴存住房公积金，情况如下：",
        "facts": [
            FactLine("姓名", "赵示例"),
            FactLine("证件号码", "1101********0012"),
            FactLine("单位名称", "某某市示例有限公司", True),
            FactLine("月缴存额", "1,920.00元"),
            FactLine("缴至年月", "2023年12月"),
        ],
        "dated_on": date(2024, 1, 10),
        "facts_as_of": "2024年1月10日10时30分",
        "validity": "有效期至2024年2月9日",
        "code": "7KQ2M-XA9RT",
        "verify_page": "https://gjj.example.cn/yanzheng/",
        "verify_address": f"https://gjj.example.cn/yanzheng/{NUMBER}/7KQ2M-XA9RT/",
    }
    return CertificateDocument(**(told | values))


def sealed(document=None, key=None, **values):
    """Return a certificate as a signed PDF."""
    document = document or a_document()
    told = {
        "at": AT,
        "box": seal_box(document),
        "seal": seal_pdf(document.organ, is_demonstration=document.is_demonstration),
        "organ": document.organ,
        "reason": f"{document.title}{document.number}",
    }
    return sealed_pdf(certificate_pdf(document), key or made_key(), **(told | values))


@cache
def one_sealed():
    """Return one signed certificate, made once."""
    return sealed()
