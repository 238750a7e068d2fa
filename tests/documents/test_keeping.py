"""A file that arrives in pieces is there whole or not at all."""

from hashlib import sha256

import pytest

from gongkai.documents.keeping import FileEmpty, FileNotKept, FileTooLarge, keep


def test_a_file_is_kept_with_its_size_and_digest(tmp_path):
    path = tmp_path / "new" / "file.bin"
    assert keep(path, [b"ab", b"", b"c"], most=3) == (3, sha256(b"abc").hexdigest())
    assert path.read_bytes() == b"abc"
    assert list(path.parent.iterdir()) == [path]


def breaking():
    yield b"ab"
    raise RuntimeError


@pytest.mark.parametrize(
    ("pieces", "refusal"),
    [([b"abc", b"d"], FileTooLarge), ([], FileEmpty), ([b""], FileEmpty),
     (breaking(), RuntimeError)],
)  # fmt: skip
def test_what_is_not_kept_leaves_nothing(tmp_path, pieces, refusal):
    with pytest.raises(refusal):
        keep(tmp_path / "file.bin", pieces, most=3)
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_of_the_disk_ends_a_sentence_with_a_remedy(tmp_path):
    (tmp_path / "folder").write_text("a file where the folder should be")
    with pytest.raises(FileNotKept) as refused:
        keep(tmp_path / "folder" / "file.bin", [b"a"], most=3)
    assert str(refused.value).startswith("（") and "请稍后再试" in str(refused.value)
