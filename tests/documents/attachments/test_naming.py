"""Names name one file and hide nothing."""

import pytest

from gongkai.documents.attachments.naming import LONGEST_NAME, ending_of, harmless_name
from gongkai.documents.attachments.patterns import BUNDLED, PatternUnreadable, patterns_in

NAMES = [
    ("身份证.pdf", "身份证.pdf"),
    ("C:\\Users\\王\\身份证.pdf", "身份证.pdf"),
    ("../../etc/passwd", "passwd"),
    ("a／b＼c.png", "c.png"),
    ("\u202efdp.exe", "fdp.exe"),
    ("a\u200b\u2066b\x00\r\n.txt", "ab.txt"),
    ("  .htaccess ", "htaccess"),
    ("", "附件"),
    ("...", "附件"),
    (".pdf", "pdf"),
    ('a<b>c:"d|e?f*.txt', "abcdef.txt"),
    ("con.txt", "_con.txt"),
    ("NUL", "_NUL"),
    ("名称 . pdf", "名称. pdf"),
    ("\ud800a.txt", "a.txt"),
]


@pytest.mark.parametrize(("name", "harmless"), NAMES)
def test_names(name, harmless):
    assert harmless_name(name) == harmless
    assert harmless_name(harmless) == harmless


def test_a_long_name_keeps_its_ending():
    name = harmless_name("长" * 500 + ".pdf")
    assert len(name) == LONGEST_NAME and ending_of(name) == "pdf"
    assert len(harmless_name("a." + "b" * 500)) < LONGEST_NAME


def test_patterns_of_the_offices_own_join_the_bundled_ones(tmp_path):
    file = tmp_path / "patterns.txt"
    assert patterns_in(file) == BUNDLED
    file.write_text("# 说明\n\n某木马 = 4d 5a 90 00 01 02 03 04 # 尾注\n", encoding="utf-8")
    assert patterns_in(file)["某木马"] == bytes.fromhex("4d5a900001020304")
    assert patterns_in(file)["EICAR"] == BUNDLED["EICAR"]


@pytest.mark.parametrize("line", ["某木马", "某木马 = zz", "= 4d5a900001020304", "短 = 4d5a"])
def test_a_pattern_that_says_nothing_is_named(tmp_path, line):
    file = tmp_path / "patterns.txt"
    file.write_text(f"# 一\n{line}\n", encoding="utf-8")
    with pytest.raises(PatternUnreadable, match="第2行"):
        patterns_in(file)
