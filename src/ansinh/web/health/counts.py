"""What this process has answered so far, for Prometheus."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from threading import Lock

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class Answered:
    """Requests by route and status; how long they took, by route."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[tuple[str, int]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        with self._lock:
            self._requests[method, route, status] += 1
            self._buckets[route, bisect_left(BUCKETS, seconds)] += 1
            self._seconds[route] += seconds

    def lines(self, worker: Mapping[str, object]) -> Iterator[str]:
        with self._lock:
            requests, buckets, seconds = self._requests.copy(), self._buckets.copy(), self._seconds.copy()
        yield "# HELP ansinh_requests_total Requests answered, by method, route and status."
        yield "# TYPE ansinh_requests_total counter"
        for (method, route, status), count in sorted(requests.items()):
            labels = {"method": method, "route": route, "status": status}
            yield sample("ansinh_requests_total", {**worker, **labels}, count)
        yield "# HELP ansinh_request_seconds Time until the answer, by route."
        yield "# TYPE ansinh_request_seconds histogram"
        for route in sorted(seconds):
            label = {**worker, "route": route}
            count = 0
            for place, bound in enumerate((*BUCKETS, "+Inf")):
                count += buckets[route, place]
                yield sample("ansinh_request_seconds_bucket", {**label, "le": bound}, count)
            yield sample("ansinh_request_seconds_sum", label, round(seconds[route], 6))
            yield sample("ansinh_request_seconds_count", label, count)


def sample(name: str, labels: Mapping[str, object], value: float) -> str:
    written = ",".join(f'{label}="{_escaped(str(text))}"' for label, text in labels.items())
    return f"{name}{{{written}}} {value}" if written else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


ANSWERED = Answered()
