"""Politeness towards one host: so many requests at once, so long between two of them, slower when it asks for that."""

from __future__ import annotations

import asyncio
from collections import deque

_TIRED = 3  # pages in a row that ended with "not so often"
_FAILING = 6  # pages in a row that ended with an error of the server's, or with a dropped connection
_SILENT = 4  # pages in a row that were not answered in time
_SLOWEST = 1.0  # seconds between two requests, however often a host asks for patience


class HostThrottle:
    """Lets requests to one host through. `is_rate_limited` tells that it keeps asking for patience: leave it in peace."""

    def __init__(self, concurrency: int, interval: float, timeout: float) -> None:
        """`concurrency` requests run at once, `interval` seconds apart; an answer may take `timeout` seconds."""
        self._limit = self._most = concurrency
        self._interval = self._least = interval
        self.timeout = timeout
        self._running = 0
        self._next = 0.0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._refusals = 0
        self._unanswered = 0
        self._failures = 0
        self.head_failures = 0

    @property
    def is_rate_limited(self) -> bool:
        """Whether the last pages all ended with a plea for patience."""
        return self._refusals >= _TIRED

    @property
    def is_unresponsive(self) -> bool:
        """Whether the last pages all ended without an answer in time: a host that hangs holds nobody up for long."""
        return self._unanswered >= _SILENT

    @property
    def is_failing(self) -> bool:
        """Whether the last pages all ended with an error of the server's: it is out of order, and asking costs minutes."""
        return self._failures >= _FAILING

    async def __aenter__(self) -> None:
        """Wait for a turn."""
        loop = asyncio.get_running_loop()
        while self._running >= self._limit:
            turn = loop.create_future()
            self._waiting.append(turn)
            await turn
        self._running += 1
        try:
            now = loop.time()
            start = max(now, self._next)
            self._next = start + self._interval
            if start > now:
                await asyncio.sleep(start - now)
        except BaseException:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        """Give the turn to the next."""
        self._leave()

    def _leave(self) -> None:
        self._running -= 1
        free = self._limit - self._running
        while self._waiting and free > 0:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                free -= 1

    def slow_down(self, wait: float) -> None:
        """Pause for `wait` seconds, and go on with half as many at once, at twice the distance."""
        now = asyncio.get_running_loop().time()
        self._next = max(self._next, now + wait)
        self._limit = max(1, self._limit // 2)
        self._interval = max(self._least, min(_SLOWEST, max(self._interval * 2, 0.1)))

    def record_timeout(self) -> None:
        """Note that a page was not answered in time."""
        self._unanswered += 1

    def record_failure(self) -> None:
        """Note that the connection of a page was dropped, however often it was asked for."""
        self._failures += 1

    def ended(self, *, refused: bool, failed: bool = False) -> None:
        """Note how a page ended, now that it will not be asked for again.

        `refused`: with a plea for patience (429); `failed`: with an error of the server's (5xx). Any other end, also that
        of a page which is not there, lets the pace recover.
        """
        self._unanswered = 0
        self._failures = self._failures + 1 if failed else 0
        if refused:
            self._refusals += 1
            return
        self._refusals = 0
        if self._limit < self._most or self._interval > self._least:
            self._limit = min(self._most, self._limit + 1)
            self._interval = max(self._least, self._interval / 2)
