"""The request gate on the real server: what never reaches a view, and what never holds up the others."""

import http.client
import socket
import time

import pytest

HEAD = "POST /accounts/login/ HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
QUICK = 0.2  # seconds


def timed_list(site) -> float:
    begun = time.perf_counter()
    assert site.get("/issues/").status == 200
    return time.perf_counter() - begun


def stalled_upload(site) -> socket.socket:
    connection = site.raw()
    connection.sendall((HEAD.format(port=site.port) + "Content-Length: 2000000\r\n\r\n").encode() + b"x" * 1000)
    return connection


def slow_reader(site) -> socket.socket:
    connection = site.raw()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    for _request in range(30):  # far more than the kernel's buffers hold
        connection.sendall(f"GET /issues/ HTTP/1.1\r\nHost: localhost:{site.port}\r\n\r\n".encode())
    return connection


def answer_to(connection: socket.socket) -> str:
    """Status line, headers and body of one answer, as far as it came."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    text = f"{answer.status} {answer.read().decode('utf-8', 'replace')}"
    connection.close()
    return text


def test_twenty_stalled_uploads_and_twenty_slow_readers_leave_the_list_quick(site):
    timed_list(site)
    busy = [stalled_upload(site) for _n in range(20)] + [slow_reader(site) for _n in range(20)]
    time.sleep(0.5)

    times = sorted(timed_list(site) for _n in range(9))

    assert times[4] < QUICK
    for connection in busy:
        connection.close()


def test_upload_without_a_byte_for_ten_seconds_is_told_so(site):
    connection = stalled_upload(site)
    begun = time.monotonic()

    answer = answer_to(connection)

    assert answer.startswith("408") and "通信が止まりました" in answer
    assert 9 < time.monotonic() - begun < 13


@pytest.mark.parametrize("announced", ["99999999", "27262977"])
def test_body_that_is_too_large_is_refused_before_it_is_read(site, announced):
    connection = site.raw()
    connection.sendall((HEAD.format(port=site.port) + f"Content-Length: {announced}\r\n\r\n").encode())

    answer = answer_to(connection)

    assert answer.startswith("413") and "大きすぎます" in answer


def test_chunked_body_is_counted_too(site):
    connection = site.raw()
    connection.sendall((HEAD.format(port=site.port) + "Transfer-Encoding: chunked\r\n\r\n").encode())
    chunk = b"%x\r\n" % (1 << 20) + b"x" * (1 << 20) + b"\r\n"
    try:
        for _mebibyte in range(30):
            connection.sendall(chunk)
    except OSError:
        pass  # it hung up, as it should

    assert answer_to(connection).startswith("413")


def test_shift_jis_form_is_answered_with_a_sentence(site):
    connection = site.raw()
    head = HEAD.format(port=site.port).replace("urlencoded", "urlencoded; charset=shift_jis")
    connection.sendall((head + "Content-Length: 3\r\nConnection: close\r\n\r\na=b").encode())

    assert answer_to(connection).startswith("415")


def test_forwarded_for_from_loopback_is_nobodys_address(site):
    """30 log-ins a minute from one address; a new invented address each time must not lift that."""
    cookie = site.get("/accounts/login/").getheader("Set-Cookie").split(";")[0]
    token = cookie.partition("=")[2]
    refused = 0
    for n in range(40):
        connection = site.raw()
        body = f"login=nobody{n}@example.jp&password=x&csrfmiddlewaretoken={token}"
        head = HEAD.format(port=site.port) + f"X-Forwarded-For: 10.0.0.{n}\r\nX_Forwarded_For: 10.1.0.{n}\r\n"
        head += f"Cookie: {cookie}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        connection.sendall((head + body).encode())
        refused += answer_to(connection).startswith("429")

    assert refused >= 5


def test_raw_bytes_in_a_query_break_nothing(site):
    connection = site.raw()
    head = f"GET /issues/?q=\udc8a\udcd8 HTTP/1.1\r\nHost: localhost:{site.port}\r\nConnection: close\r\n\r\n"
    connection.sendall(head.encode("utf-8", "surrogateescape"))

    assert answer_to(connection).startswith(("200", "400"))


def test_file_and_stream_leave_whole(site):
    css = site.get("/static/leaflet/leaflet.js")
    assert css.status == 200 and len(css.text) > 100_000
