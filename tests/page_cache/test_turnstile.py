"""The turnstile by itself: fair, and no place gets lost."""

from threading import Thread
from time import sleep

from app.page_cache.turnstile import Turnstile


def test_the_turnstile_is_fair() -> None:
    turnstile, order = Turnstile(1, patience_s=5), list[int]()

    def pass_through(number: int) -> None:
        with turnstile.turn():
            order.append(number)

    with turnstile.turn():
        threads = [Thread(target=pass_through, args=(number,)) for number in range(20)]
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            while len(turnstile._queue) < waiting:
                sleep(0.001)
    for thread in threads:
        thread.join()

    assert order == list(range(20))


def test_a_place_is_not_lost_when_waiting_ends() -> None:
    turnstile = Turnstile(1, patience_s=0.01)
    with turnstile.turn(), turnstile.turn():
        pass

    assert (turnstile._free, len(turnstile._queue)) == (1, 0)
