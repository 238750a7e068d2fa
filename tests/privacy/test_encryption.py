"""Personal data are sealed before they reach the database and open only with the right key."""

import base64
from datetime import date

import pytest
from django.db import connection

from factories import AgencyFactory
from gongkai.casework.models import DisclosureRequest
from gongkai.privacy.encryption import Undecipherable, decrypt, encrypt

CIPHERS = ["aes", "sm4"]
TEXTS = ["211402199001011234", "王小明", "王", " 前后空格 ", "𠮷😀\n第二行", "长" * 5000]


@pytest.fixture(params=CIPHERS)
def cipher(request, settings):
    settings.GONGKAI_FIELD_CIPHER = request.param
    return request.param


@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_back(cipher, text):
    sealed = encrypt(text)
    assert sealed.startswith(f"{cipher}:")
    assert text not in sealed
    assert decrypt(sealed) == text


def test_empty_stays_empty(cipher):
    assert encrypt("") == decrypt("") == ""


def test_equal_texts_do_not_look_alike(cipher):
    assert len({encrypt("王小明") for _ in range(50)}) == 50


def test_wrong_key_is_refused(cipher, settings):
    sealed = encrypt("王小明")
    settings.GONGKAI_FIELD_KEY = "another installation's key"
    with pytest.raises(Undecipherable, match="无法解密"):
        decrypt(sealed)


def test_every_altered_byte_is_refused(cipher):
    sealed = encrypt("王小明")
    raw = base64.b64decode(sealed.partition(":")[2])
    for place in range(len(raw)):
        altered = bytearray(raw)
        altered[place] ^= 1
        with pytest.raises(Undecipherable):
            decrypt(f"{cipher}:{base64.b64encode(altered).decode()}")


@pytest.mark.parametrize(
    "stored",
    ["王小明", "aes:", "sm4:", "aes:AAAA", "sm4:AAAA", "aes:not base64", "des:AAAA", ":", "aes"],
)
def test_what_was_never_sealed_is_refused(stored):
    with pytest.raises(Undecipherable):
        decrypt(stored)


def test_value_is_not_taken_for_the_other_cipher(cipher):
    payload = encrypt("王小明").partition(":")[2]
    other = next(name for name in CIPHERS if name != cipher)
    with pytest.raises(Undecipherable):
        decrypt(f"{other}:{payload}")


def test_values_of_both_ciphers_open_after_a_change_of_cipher(settings):
    sealed = []
    for name in CIPHERS:
        settings.GONGKAI_FIELD_CIPHER = name
        sealed.append(encrypt("王小明"))
    assert [decrypt(value) for value in sealed] == ["王小明", "王小明"]


PERSONAL = {
    "applicant_name": "王小明",
    "identity_number": "211402199001011234",
    "phone": "13800001234",
}


def _request(**personal):
    return DisclosureRequest.objects.create(
        agency=AgencyFactory(),
        register_no="YSQ-1",
        channel="IN_PERSON",
        received_on=date(2024, 1, 10),
        applicant_kind="NATURAL_PERSON",
        wanted="缴存比例文件",
        **personal,
    )


def _stored() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_disclosurerequest")
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


@pytest.mark.django_db
def test_database_never_holds_the_text(cipher):
    request = _request(**PERSONAL)
    stored = _stored()
    for field, text in PERSONAL.items():
        assert stored[field].startswith(f"{cipher}:")
        assert not any(text in str(value) for value in stored.values())
    request.refresh_from_db()
    assert {field: getattr(request, field) for field in PERSONAL} == PERSONAL


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda request: DisclosureRequest.objects.filter(pk=request.pk).update(**PERSONAL),
        lambda request: DisclosureRequest.objects.bulk_update(
            [_changed(request)], fields=list(PERSONAL)
        ),
        lambda request: _changed(request).save(update_fields=list(PERSONAL)),
    ],
    ids=["update", "bulk_update", "save"],
)
def test_every_way_of_writing_seals(write):
    write(_request())
    stored = _stored()
    assert all(stored[field].startswith("aes:") for field in PERSONAL)
    assert DisclosureRequest.objects.values(*PERSONAL).get() == PERSONAL


def _changed(request):
    for field, text in PERSONAL.items():
        setattr(request, field, text)
    return request


@pytest.mark.django_db
def test_empty_field_is_stored_empty():
    _request()
    assert [_stored()[field] for field in PERSONAL] == ["", "", ""]
    assert DisclosureRequest.objects.get().applicant_name == ""


@pytest.mark.django_db
def test_value_cut_short_in_the_database_is_refused():
    _request(**PERSONAL)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_disclosurerequest SET phone = substr(phone, 1, length(phone) - 4)"
        )
    with pytest.raises(Undecipherable):
        DisclosureRequest.objects.get()
