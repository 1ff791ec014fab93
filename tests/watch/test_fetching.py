"""What may be reached, and what a server may do."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from memcon import __version__
from memcon.watch.config import Network
from memcon.watch.fetching import Fetcher, FetchError
from watch.conftest import network
from watch.site import Site

Names = Callable[[str, str], None]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """Gives a name an address, as a DNS server would."""
    known: dict[str, str] = {}
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *given: Any, **named: Any) -> Any:
        return real(known.get(host, host), port, *given, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return known.__setitem__


def fails(url: str, within: Network | None = None) -> FetchError:
    with pytest.raises(FetchError) as raised:
        Fetcher(within or Network()).get(url)
    return raised.value


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "0x7f000001", "2130706433", "0.0.0.0", "localhost", "10.1.2.3",
        "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "[::1]",
        "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[fe80::1]", "[fc00::1]",
    ],
)  # fmt: skip
def test_no_private_network_is_reached(host: str) -> None:
    error = fails(f"http://{host}/feed")
    assert "leads into a private network" in error.problem
    assert not error.passing


def test_nor_by_a_name_that_leads_there(names: Names) -> None:
    names("news.example", "127.0.0.1")
    assert "news.example:80: leads into a private network" in str(fails("http://news.example/"))


def test_nor_by_a_redirect(site: Site, names: Names) -> None:
    names("news.example", "127.0.0.1")
    port = site.host.partition(":")[2]
    site.answers("/a", status=302, Location=f"http://news.example:{port}/feed")
    site.feed("/feed", [])
    assert "leads into a private network" in str(fails(f"{site.at}/a", network(site)))
    assert site.paths() == ["/a"]


def test_what_was_looked_up_is_what_is_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is looked at, and private a moment later."""
    port = int(site.host.partition(":")[2])
    asked: list[str] = []

    def getaddrinfo(host: str, *_: Any, **__: Any) -> Any:
        asked.append(host)
        address = "127.0.0.1" if len(asked) > 1 else "192.0.2.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr("memcon.watch.fetching.is_public", lambda address: address != "127.0.0.1")
    within = Network.model_validate({"timeout": "0.3s"})
    with pytest.raises(FetchError):
        Fetcher(within, frozenset({port})).get(f"http://news.example:{port}/")
    assert asked == ["news.example"]
    assert site.asked == []


def test_a_host_that_is_named_may_be_private(site: Site) -> None:
    site.feed("/feed", [])
    assert Fetcher(network(site)).get(f"{site.at}/feed").data


def test_another_port_of_that_host_may_not(site: Site) -> None:
    assert "leads into a private" in str(fails("http://127.0.0.1:9/", network(site)))


def test_only_ports_of_web_servers_are_asked(names: Names) -> None:
    names("mail.example", "93.184.216.34")
    assert "is a port on which no web server" in str(fails("http://mail.example:25/"))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "http://", "http://[::1",
        "http://user:secret@example.org/", "javascript:alert(1)", "https://example.org:port/",
        "http://example.org/" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    assert not fails(url).passing


def test_memcon_says_who_asks(site: Site) -> None:
    site.feed("/feed", [])
    Fetcher(network(site, contact="desk@example.org")).get(f"{site.at}/feed")
    assert site.asked[-1][1]["User-Agent"] == f"memcon/{__version__} (+desk@example.org)"


@pytest.mark.parametrize(
    ("status", "passing"),
    [(401, False), (403, False), (404, False), (410, False), (451, False), (204, False),
     (408, True), (429, True), (500, True), (503, True)],
)  # fmt: skip
def test_some_failures_pass(site: Site, status: int, passing: bool) -> None:
    assert fails(site.answers("/feed", status=status), network(site)).passing is passing


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("120", 120), ("Fri, 08 Nov 2019 10:00:00 GMT", 0), ("soon", None), ("-1", None), ("", None)],
)
def test_retry_after_is_a_number_or_a_date(site: Site, words: str, seconds: float | None) -> None:
    address = site.answers("/feed", status=503, Retry_After=words)
    assert fails(address, network(site)).retry_after == seconds


@contextmanager
def dripping(*parts: bytes) -> Iterator[str]:
    """A server that sends the parts, and then a byte now and then for ever."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        over = threading.Event()

        def serve() -> None:
            connection, _ = listening.accept()
            with closing(connection):
                connection.recv(65_536)
                for part in parts:
                    connection.sendall(part)
                while not over.wait(0.05):
                    try:
                        connection.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        thread.join()


@pytest.mark.parametrize(
    "parts", [(), (b"HTTP/1.0 200 OK\r\nX-Slow: ",), (b"HTTP/1.0 200 OK\r\n\r\n<rss>",)]
)
def test_a_server_that_drips_is_hung_up_on(parts: tuple[bytes, ...]) -> None:
    with dripping(*parts) as host:
        within = Network.model_validate({"timeout": "0.3s", "private_hosts": [host]})
        begun = time.monotonic()
        assert fails(f"http://{host}/", within).passing
        assert time.monotonic() - begun < 3


def test_tls_that_never_shakes_hands_is_hung_up_on() -> None:
    with dripping() as host:
        within = Network.model_validate({"timeout": "0.3s", "private_hosts": [host]})
        assert fails(f"https://{host}/", within).passing


def test_an_endless_answer_is_cut_off(site: Site) -> None:
    site.answers("/feed", b"x" * 5000)
    with pytest.raises(FetchError, match=r"is larger than 0\.004 MB"):
        Fetcher(network(site)).get(f"{site.at}/feed", limit=4000)
    assert Fetcher(network(site)).get(f"{site.at}/feed", limit=5000).data
