"""The ways to a page: HTTP/2, secure connections, proxies."""

from __future__ import annotations

import base64
import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from badserver import BadServer, serving
from othersides import Http2Server, Issuer, Proxy, listening, name_system, needs_openssl, startled
from run_evlint import Ended, evlint

CONFIG = '[links]\nallow-private = ["127.0.0.0/8"]\ntimeout = 30\nretries = 1\n[links.hosts."127.*"]\ninterval = 0\n'


@pytest.fixture(autouse=True)
def _no_proxies_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with serving(2) as running:
        yield running


def check(folder: Path, *links: str, config: str = CONFIG, **env: str) -> Ended:
    (folder / "evlint.toml").write_text(config, "utf-8")
    (folder / "post.md").write_text(
        "".join(f"[lien {number}]({link})\n\n" for number, link in enumerate(links)), "utf-8"
    )
    return evlint("check", "--select", "EV4", "--format", "json", "post.md", cwd=folder, env=env)


def verdicts(ended: Ended) -> dict[str, str]:
    return {one["url"]: one["rule"] for one in ended.report["diagnostics"]}


@needs_openssl
def test_http2_is_spoken_over_one_connection(issuer: Issuer, tmp_path: Path) -> None:
    context = issuer.context("IP:127.0.0.1")
    context.set_alpn_protocols(["h2", "http/1.1"])
    far = Http2Server()
    with listening(far.serve, context) as port:
        base = f"https://127.0.0.1:{port}"
        good = [f"{base}/p{number}" for number in range(12)] + [f"{base}/there#there"]
        bad = {f"{base}/status/404": "EV404", f"{base}/there#elsewhere": "EV406"}
        ended = check(tmp_path, *good, *bad, SSL_CERT_FILE=str(issuer.file))
    assert verdicts(ended) == bad
    assert far.protocols == ["h2"], "one connection, and HTTP/2 over it"
    assert sorted(far.seen) == sorted(
        [("HEAD", f"/p{number}") for number in range(12)]
        + [("GET", "/there"), ("HEAD", "/status/404"), ("GET", "/status/404")]
    )


@needs_openssl
def test_http2_that_ends_midway(issuer: Issuer, tmp_path: Path) -> None:
    context = issuer.context("IP:127.0.0.1")
    context.set_alpn_protocols(["h2"])
    far = Http2Server()
    with listening(far.serve, context) as port:
        base = f"https://127.0.0.1:{port}"
        paths = ["/goaway", "/goaway-first", "/reset-head", "/halves", *(f"/p{number}" for number in range(8))]
        ended = check(tmp_path, *(base + path for path in [*paths, "/reset"]), SSL_CERT_FILE=str(issuer.file))
        assert verdicts(ended) == {f"{base}/reset": "EV405"}
        assert "breaks the connection off" in ended.report["diagnostics"][0]["message"]
        halves = check(tmp_path, f"{base}/halves#x", f"{base}/halves#there", SSL_CERT_FILE=str(issuer.file))
        assert verdicts(halves) == {f"{base}/halves#x": "EV401"}, "what half a page does not hold may be in the other"


@needs_openssl
def test_a_server_without_http2_is_spoken_to_as_it_wishes(issuer: Issuer, tmp_path: Path) -> None:
    with serving(contexts={"127.0.0.1": issuer.context("IP:127.0.0.1")}) as secure:
        links = [secure.url(f"/p{number}", scheme="https") for number in range(6)]
        assert verdicts(check(tmp_path, *links, SSL_CERT_FILE=str(issuer.file))) == {}
        assert len(secure.seen) == 6


@needs_openssl
def test_certificates_by_what_is_wrong_with_them(issuer: Issuer, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    stranger = Issuer(other, "other")
    cases: dict[str, tuple[ssl.SSLContext, str]] = {
        "127.0.0.1": (issuer.context("IP:127.0.0.1"), ""),
        "127.0.0.2": (issuer.context("IP:127.0.0.2", days=0), "has expired"),
        "127.0.0.3": (issuer.context("IP:127.0.0.99"), "made for another name"),
        "127.0.0.4": (stranger.context("IP:127.0.0.4"), "an issuer that is not known"),
        "127.0.0.5": (stranger.own(), "made its certificate itself"),
    }
    with serving(contexts={address: context for address, (context, _) in cases.items()}) as secure:
        urls = {secure.url("/", address, "https"): words for address, (_, words) in cases.items()}
        plain = secure.url("/", scheme="http")
        ended = check(tmp_path, *urls, plain, SSL_CERT_FILE=str(issuer.file))
    said = {one["url"]: one for one in ended.report["diagnostics"]}
    assert said.pop(plain)["rule"] == "EV405", "a secure host that is asked in the clear hangs up"
    assert {url: one["rule"] for url, one in said.items()} == {url: "EV403" for url, words in urls.items() if words}
    for url, one in said.items():
        assert urls[url] in one["message"]


def test_a_secure_link_to_a_plain_server(tmp_path: Path) -> None:
    with listening(startled) as port:
        ended = check(tmp_path, f"https://127.0.0.1:{port}/")
    assert [one["rule"] for one in ended.report["diagnostics"]] == ["EV403"]


def test_plain_links_go_through_the_proxy(server: BadServer, tmp_path: Path) -> None:
    login = "Basic " + base64.b64encode(b"me:hush-hush").decode()
    proxy = Proxy(login)
    good, gone = (f"http://www.site.fr:{server.port}{path}" for path in ("/ok", "/status/404"))
    past, refused = f"http://www.direct.fr:{server.port}/ok", "http://www.refused.fr/"
    with listening(proxy.serve) as port:
        ended = check(
            tmp_path, good, gone, past, refused, server.url("/ok"),
            HTTP_PROXY=f"http://me:hush-hush@127.0.0.1:{port}", NO_PROXY="direct.fr, .else.fr",
            EVLINT_CACHE_DIR=str(tmp_path / "cache"), **name_system(tmp_path),
        )  # fmt: skip
        assert ("HEAD", good, login) in proxy.seen
        assert {target for _, target, _ in proxy.seen} == {good, gone, refused}, "this machine and NO_PROXY go without"
        assert f"www.direct.fr:{server.port}" in {one.headers["host"] for one in server.seen}
        assert verdicts(ended) == {gone: "EV404", refused: "EV401"}
        remembered = b"".join(file.read_bytes() for file in (tmp_path / "cache").glob("links*"))
        assert "hush-hush" not in ended.out + ended.err
        assert b"hush-hush" not in remembered
        without = check(tmp_path, f"http://www.site.fr:{server.port}/other", http_proxy=f"127.0.0.1:{port}")
        assert set(verdicts(without).values()) == {"EV401"}
        assert "(407)" in without.report["diagnostics"][0]["message"]


@needs_openssl
def test_secure_links_go_through_a_tunnel(issuer: Issuer, server: BadServer, tmp_path: Path) -> None:
    context = issuer.context("DNS:www.site.fr")
    context.set_alpn_protocols(["h2"])
    proxy, far = Proxy(), Http2Server()
    with listening(far.serve, context) as at, listening(proxy.serve) as port:
        good, gone = f"https://www.site.fr:{at}/ok", f"https://www.site.fr:{at}/status/410"
        wrong, refused = f"https://www.other.fr:{at}/", "https://www.refused.fr/"
        for name in ("HTTPS_PROXY", "ALL_PROXY"):
            env = {name: f"http://127.0.0.1:{port}", "SSL_CERT_FILE": str(issuer.file)}
            ended = check(tmp_path, good, gone, wrong, refused, server.url("/ok"), **env)
            assert verdicts(ended) == {gone: "EV404", wrong: "EV403", refused: "EV401"}
    assert ("CONNECT", f"www.site.fr:{at}", "") in proxy.seen
    assert set(far.protocols) == {"h2"}


def test_a_proxy_is_asked_for_nothing_private(server: BadServer, tmp_path: Path) -> None:
    proxy = Proxy()
    links = ["http://10.1.2.3/", "http://0xa.1.2.3/", "http://[fd00::1]/", "http://169.254.169.254/latest/",
             f"http://www.site.fr:{server.port}/to?http://192.168.1.1/"]  # fmt: skip
    with listening(proxy.serve) as port:
        ended = check(tmp_path, *links, config="", ALL_PROXY=f"http://127.0.0.1:{port}")
    assert [one["rule"] for one in ended.report["diagnostics"]] == ["EV409"] * 5
    assert {target for _, target, _ in proxy.seen} == {links[-1]}


@pytest.mark.parametrize(
    "proxy", ["socks5://me:hush-hush@127.0.0.1:1", "ftp://me:hush-hush@h/", "http://me:hush-hush@[::x"]
)
def test_a_proxy_that_cannot_be_one_is_told(server: BadServer, tmp_path: Path, proxy: str) -> None:
    ended = check(tmp_path, server.url("/ok"), "http://www.site.fr/", ALL_PROXY=proxy)
    assert ended.status == 2
    assert "proxy that the environment names" in ended.err
    assert "hush" not in ended.err
    assert verdicts(ended) == {}


def test_a_proxy_that_does_not_answer_breaks_nobodys_links(tmp_path: Path) -> None:
    for links in (["http://www.site.fr/"], [f"http://www.site{number}.fr/" for number in range(5)]):
        ended = check(tmp_path, *links, HTTP_PROXY="http://127.0.0.1:1", EVLINT_CACHE_DIR=os.devnull)
        assert ended.status == 0
        assert set(verdicts(ended).values()) <= {"EV401"}
        assert ended.report["summary"]["links"]["unverified"] == len(links)
    assert "The proxy lets nothing through" in ended.err
