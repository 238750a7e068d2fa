"""Links to the own site: whether what they lead to is there."""

from collections.abc import Callable

from gongkai.rules.prechecks.catalogue import finding
from gongkai.rules.prechecks.findings import Finding, Hit
from gongkai.rules.prechecks.html_walk import walked


def check_own_links(
    html: str, place: str, *, fault_of: Callable[[str], str], key: bytes = b""
) -> list[Finding]:
    """Return what links and pictures lead nowhere on the own site.

    :param fault_of: says what is wrong with an address, "" where nothing is or it leads elsewhere
    :param key: secret of the installation, as for check_texts
    """
    found = []
    for where, element in walked(html, place).elements:
        for name in ("href", "src"):
            address = (element.get(name) or "").strip()
            message = fault_of(address) if address else ""
            if message:
                hit = Hit("LINK_DEAD", 0, 0, message, "改正地址，或者删去链接")
                found.append(finding(hit, where, address, key))
    return found
