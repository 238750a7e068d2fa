"""The demonstration is refused, and leaves nothing, where it would touch what is not its own."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model

from gongkai.agencies.models import Agency
from gongkai.agencies.operations import add_agency
from gongkai.cli.demonstration.load import load_demonstration
from gongkai.cli.outcome import Refused

AT = datetime(2024, 1, 24, 2, 0, tzinfo=UTC)
ON = date(2024, 1, 24)
CODE = "huludao-gjj"


@pytest.mark.django_db
class TestRefusals:
    @pytest.fixture(autouse=True)
    def _own_home(self, settings, tmp_path):
        settings.HOME = tmp_path

    def test_a_real_organ_with_the_code_is_left_alone(self):
        add_agency(code=CODE, name="正式机关", short_name="机关", kind="FUND_CENTRE")
        with pytest.raises(Refused, match="另一个文件夹"):
            load_demonstration(at=AT, on=ON)
        assert Agency.objects.count() == 1

    def test_a_real_organ_with_the_name_is_left_alone(self):
        name = "葫芦岛市住房公积金管理中心"
        add_agency(code="zhongxin", name=name, short_name="中心", kind="FUND_CENTRE")
        with pytest.raises(Refused, match="另一个文件夹"):
            load_demonstration(at=AT, on=ON)

    def test_a_login_of_somebody_else_is_not_taken_over(self):
        get_user_model().objects.create_user("shenhe", password="parola-di-prova")
        with pytest.raises(Refused, match="shenhe"):
            load_demonstration(at=AT, on=ON)
        assert not Agency.objects.exists()
        assert get_user_model().objects.get(username="shenhe").check_password("parola-di-prova")

    def test_a_home_that_cannot_be_written_leaves_nothing_behind(self, settings, tmp_path):
        settings.HOME = tmp_path / "file" / "home"
        (tmp_path / "file").write_text("")
        with pytest.raises(Refused, match="演示账号"):
            load_demonstration(at=AT, on=ON)
        assert not Agency.objects.exists()
        assert not get_user_model().objects.exists()

    def test_files_that_cannot_be_written_leave_no_records(self, settings, tmp_path):
        settings.GONGKAI_FILES = tmp_path / "file"
        settings.GONGKAI_FILES.write_text("")
        with pytest.raises(Refused) as refused:
            load_demonstration(at=AT, on=ON)
        assert (refused.value.code, "\n" in refused.value.message) == (1, False)
        assert not Agency.objects.exists()

    def test_reports_that_cannot_be_kept_leave_neither_records_nor_files(self, settings, tmp_path):
        settings.GONGKAI_FILES = tmp_path / "files"
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / "received-reports").write_text("")
        with pytest.raises(Refused, match="无法保存"):
            load_demonstration(at=AT, on=ON)
        assert not Agency.objects.exists()
        left = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
        assert [path.name for path in left] == ["received-reports"]
