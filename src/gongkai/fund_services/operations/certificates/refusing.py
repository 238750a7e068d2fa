"""What an act on a certificate may answer instead of being done."""


class CertificateActRefused(ValueError):
    """It cannot be done; the message says why and what to do, in Chinese."""


class CertificateChanged(CertificateActRefused):
    """Somebody did something to the certificate since it was looked at."""


class CertificateUnavailable(Exception):
    """Nothing can be issued or printed now, by no fault of who asks; the message is in Chinese."""
