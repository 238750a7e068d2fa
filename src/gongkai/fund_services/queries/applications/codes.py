"""The code that opens the progress of what was filed (查询码), made of the form's token.

The token alone does not give it: the installation's key, which stands outside the database, does.
So a form sent twice has one code, and its owner finds it again on his receipt.
"""

from gongkai.privacy.digests import keyed_digest
from gongkai.rules.typing_slips import tidy

PURPOSE = "application-code"
# Without 0, 1, I, L and O, which are taken for each other on paper and on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 10
_LONGEST = 40


def code_of_token(account: int, token: str) -> str:
    """Return the code of what an account files with a form's token."""
    number = int(keyed_digest("application-token", f"{account}:{token}"), 16)
    letters = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    half = _LENGTH // 2
    return f"{''.join(letters[:half])}-{''.join(letters[half:])}"


def code_digest(code: str) -> str:
    """Return what is kept of a code."""
    return keyed_digest(PURPOSE, plain_code(code))


def plain_code(code: str) -> str:
    """Return a code as it is compared, however it was typed."""
    return "".join(letter for letter in tidy(code).upper()[:_LONGEST] if letter.isalnum())
