"""The file that says what to watch: what it may say, and how it is told what it may not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from memcon.errors import UsageError
from memcon.watch import Feed, Folder, Watched, load

FEED = '[[feed]]\nurl = "https://example.org/rss"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "feeds.toml"


def loaded(file: Path, text: str) -> Watched:
    file.write_text(text, "utf-8")
    return load(file)


def test_a_file_that_says_all_there_is_to_say(file: Path) -> None:
    watched = loaded(
        file,
        """
        [defaults]
        every = "30m"
        robots = false

        [network]
        pause = "2s"
        timeout = "10s"
        private_hosts = ["News.Intranet", "127.0.0.1:8080"]
        contact = "desk@example.org"

        [[feed]]
        url = "https://example.org/rss"
        name = "Example Wire"

        [[feed]]
        url = "http://example.com/atom"
        every = "5m"
        full_text = false
        robots = true

        [[folder]]
        path = "inbox"
        publisher = "Desk"
        every = "10s"
        settle = "5s"
        columns = { text = "body" }
        """,
    )
    one, two = watched.feeds
    assert one == Feed(
        "https://example.org/rss", "Example Wire", timedelta(minutes=30), robots=False
    )
    assert (two.every, two.full_text, two.robots) == (timedelta(minutes=5), False, True)
    assert watched.folders == (
        Folder(
            file.parent / "inbox",
            "Desk",
            timedelta(seconds=10),
            timedelta(seconds=5),
            (("text", "body"),),
        ),
    )
    network = watched.network
    assert (network.pause, network.timeout) == (timedelta(seconds=2), timedelta(seconds=10))
    assert network.may_be_private("news.intranet", 80)
    assert network.may_be_private("127.0.0.1", 8080)
    assert not network.may_be_private("127.0.0.1", 8081)


def test_a_feed_by_itself_has_sensible_defaults(file: Path) -> None:
    (feed,) = loaded(file, FEED).feeds
    assert (feed.every, feed.full_text, feed.robots) == (timedelta(minutes=15), True, True)
    assert feed.name is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[feed]\n", "feeds.toml: is no TOML: .*line 1"),
        ("", "names nothing to watch"),
        ("[[feed]]\n", "line 1: feed 1, url: is missing"),
        (FEED + "[[feed]]\n\nname = 'x'\n", "line 3: feed 2, url: is missing"),
        (FEED + 'nmae = "x"\n', "line 3: feed 1, nmae: there is no such key; did you mean name?"),
        (FEED + "every = 15\n", "line 3: feed 1, every: 15 is no span of time"),
        (FEED + 'every = "quarter"\n', "line 3: feed 1, every: 'quarter' is no span of time"),
        (FEED + 'every = "10s"\n', "line 3: feed 1, every: more often than once a minute"),
        (FEED + 'full_text = "yes"\n', "line 3: feed 1, full_text: .*valid boolean"),
        (FEED + "name = 3\n", "line 3: feed 1, name: .*valid string"),
        (FEED + "\n" + FEED, "line 5: feed 2, url: https://example.org/rss is named twice"),
        ('[[feed]]\nurl = "ftp://a/b"\n', "line 2: feed 1, url: 'ftp://a/b' is no address"),
        ('[[feed]]\nurl = "https://u:p@a/b"\n', "user or password"),
        ('[[feed]]\nurl = "https://a:b/"\n', "is no address of the web"),
        ('[[feed]]\nurl = "https://[::1/"\n', "is no address of the web"),
        ('[feed]\nurl = "https://a/"\n', r"line 1: feed: is no table; write it as .*\[\[feed\]\]"),
        ('feeds = ["https://a/"]\n', "line 1: feeds: there is no such key; did you mean feed?"),
        (FEED + "[network]\npauze = '1s'\n", "line 4: network, pauze: .*did you mean pause?"),
        (FEED + "[network]\nprivate_hosts = ['http://a']\n", "line 4: network 1, private_hosts"),
        (FEED + "[network]\ntimeout = '0s'\n", "line 4: network, timeout"),
        ('[[folder]]\npath = ""\n', "line 2: folder 1, path"),
        ('[[folder]]\npath="a"\ncolumns={x="y"}\n', "line 3: folder 1, columns: .*no field 'x'"),
        ('[[folder]]\npath = "a"\nevery = "0s"\n', "line 3: folder 1, every"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(file: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        loaded(file, text)
    assert str(raised.value).startswith(str(file))


def test_all_that_is_wrong_is_told_at_once(file: Path) -> None:
    with pytest.raises(UsageError) as raised:
        loaded(file, FEED + "evry = '1h'\nname = 3\n")
    assert len(str(raised.value).splitlines()) == 2


def test_a_private_host_may_be_asked_as_often_as_one_likes(file: Path) -> None:
    text = '[network]\nprivate_hosts = ["127.0.0.1"]\n[[feed]]\nurl = "http://127.0.0.1:8000/"\n'
    (feed,) = loaded(file, text + 'every = "1s"\n').feeds
    assert feed.every == timedelta(seconds=1)


def test_a_file_that_is_not_there_is_told(file: Path) -> None:
    with pytest.raises(UsageError, match=r"feeds\.toml: cannot be read: No such file"):
        load(file)


def test_a_file_in_another_encoding_is_told(file: Path) -> None:
    file.write_bytes(FEED.encode() + 'name = "Café"\n'.encode("latin-1"))
    with pytest.raises(UsageError, match=r"feeds\.toml: byte \d+ is not UTF-8"):
        load(file)
