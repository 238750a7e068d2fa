"""How many requests the application works on at once, so that the rest of the site stays quick."""

from threading import Condition


class Gate:
    """Lets a number of requests work and a number of them wait a while; the rest are turned away.

    :param at_work: how many may be worked on at once
    :param waiting: how many may wait for one of these to end
    :param patience: how long one waits, in seconds
    """

    def __init__(self, at_work: int, waiting: int, patience: float) -> None:
        self._free, self._places = at_work, waiting
        self._patience = patience
        self._changed = Condition()

    def enter(self) -> bool:
        """Return whether the request may be worked on; `leave` afterwards, only if so."""
        with self._changed:
            if self._free > 0:
                self._free -= 1
                return True
            if self._places <= 0:
                return False
            self._places -= 1
            try:
                came = self._changed.wait_for(lambda: self._free > 0, self._patience)
            finally:
                self._places += 1
            if came:
                self._free -= 1
            return came

    def leave(self) -> None:
        """Tell that a request has been worked on."""
        with self._changed:
            self._free += 1
            self._changed.notify()
