#!/usr/bin/env python3
"""A web server on the loopback that behaves as badly as it is asked to.

    server.py FOLDER [ADDRESS [CERTIFICATE]]

Serves the files of FOLDER under /, with an ETag. Under other paths the same
files come in strange ways: /gzip/NAME, /chunked/NAME, /code/404/NAME … see
HANDLERS. With a CERTIFICATE, a PEM file with its key, it speaks TLS. Writes its
port to FOLDER/port and a line for each request, "PATH CODE", to FOLDER/log;
what it was told of logins goes to FOLDER/logins, and a line for each connection
to FOLDER/connections. Ends when its standard input does.
"""

import email.utils
import gzip
import hashlib
import http.server
import os
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse
import zlib

FOLDER = sys.argv[1]
TYPES = {
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".html": "text/html",
    ".xml": "application/rss+xml",
    ".opml": "text/x-opml",
    ".txt": "text/plain",
}
LOGIN = b"<!DOCTYPE html><html><body><form>Please log in</form></body></html>"


def gigabyte(byte):
    """A gigabyte of that, compressed to a megabyte: one block, many times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(byte * (1 << 20))
    block += packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + block * 1024


def brotli(data):
    """As Brotli has it for what cannot be compressed (RFC 7932, 9.2)."""
    bits = (len(data) - 1) << 4 | 1 << 20
    return bits.to_bytes(3, "little") + data + b"\x03"


def zstd(data):
    """One raw block (RFC 8878, 3.1.1)."""
    block = (len(data) << 3 | 1).to_bytes(3, "little")
    return (b"\x28\xb5\x2f\xfd\xa0" + len(data).to_bytes(4, "little")
            + block + data)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        with self.server.lock, open(FOLDER + "/connections", "a") as file:
            file.write("1\n")
        super().setup()

    def log_message(self, *arguments):
        pass

    # ---- parts of answers ----

    def note(self, code):
        with self.server.lock, open(FOLDER + "/log", "a") as log:
            log.write(f"{self.path} {code}\n")

    def begin(self, code, headers=()):
        self.note(code)
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def answer(self, code, body, headers=()):
        self.begin(code, [("Content-Length", str(len(body))), *headers])
        self.wfile.write(body)

    def load(self, name):
        with open(os.path.join(FOLDER, name), "rb") as file:
            return file.read()

    def media_type(self, name):
        return TYPES.get(os.path.splitext(name)[1], "application/octet-stream")

    def cut_off(self):
        """Closes the connection with a reset."""
        self.wfile.flush()
        self.connection.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    # ---- ways to serve a file ----

    def plain(self, name, more=()):
        try:
            body = self.load(name)
        except OSError:
            return self.answer(404, b"not here")
        tag = '"' + hashlib.sha1(body).hexdigest()[:12] + '"'
        headers = [("ETag", tag), ("Content-Type", self.media_type(name)),
                   *more]
        if self.headers.get("If-None-Match") == tag:
            return self.begin(304, headers)
        return self.answer(200, body, headers)

    def blunt(self, name):
        """Knows no validators."""
        self.answer(200, self.load(name))

    def packed(self, rest):
        """/packed/br/NAME"""
        coding, name = rest.split("/", 1)
        pack = {"gzip": gzip.compress, "deflate": zlib.compress,
                "br": brotli, "zstd": zstd}[coding]
        self.answer(200, pack(self.load(name)), [("Content-Encoding", coding)])

    def gzip_file(self, name):
        """A file that is gzip, and nothing that says so; as two members."""
        body = self.load(name)
        self.answer(200, gzip.compress(body[:50]) + gzip.compress(body[50:]))

    def gzip_part(self, name):
        self.answer(200, gzip.compress(self.load(name))[:-12])

    def gzip_bomb(self, name):
        """The same for a gigabyte."""
        self.answer(200, gigabyte(b" "))

    def garbled(self, name):
        self.answer(200, b"no gzip at all" * 10,
                    [("Content-Encoding", "gzip")])

    def chunked(self, name):
        self.begin(200, [("Transfer-Encoding", "chunked")])
        body = self.load(name)
        for i in range(0, len(body), 100):
            part = body[i:i + 100]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def slow(self, name):
        body = self.load(name)
        self.begin(200, [("Content-Length", str(len(body)))])
        for byte in body:
            self.wfile.write(bytes([byte]))
            time.sleep(1)

    def stalled(self, name):
        self.begin(200, [("Content-Length", "1000")])
        self.wfile.write(b"WEBVTT\n")
        time.sleep(60)

    def silent(self, name):
        self.note("-")
        time.sleep(60)

    def truncated(self, name):
        body = self.load(name)
        self.begin(200, [("Content-Length", str(len(body) + 500))])
        self.wfile.write(body)
        self.close_connection = True

    def reset(self, name):
        body = self.load(name)
        self.begin(200, [("Content-Length", str(len(body) * 100))])
        self.wfile.write(body)
        self.cut_off()

    def nothing(self, name):
        self.note("-")
        self.close_connection = True

    def bomb(self, name):
        self.answer(200, gigabyte(b"\0"), [("Content-Encoding", "gzip")])

    def text_bomb(self, name):
        self.answer(200, gigabyte(b" "), [("Content-Encoding", "gzip")])

    def headers_without_end(self, name):
        self.note(200)
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")

    def loop(self, name):
        self.begin(302, [("Location", "/loop/" + name),
                         ("Content-Length", "0")])

    def moved(self, name):
        self.begin(301, [("Location", "/" + name), ("Content-Length", "0")])

    def to_file(self, name):
        self.begin(302, [("Location", "file:///etc/passwd"),
                         ("Content-Length", "0")])

    def to_gopher(self, name):
        self.begin(302, [("Location", "gopher://127.0.0.1/"),
                         ("Content-Length", "0")])

    def login(self, name):
        self.answer(200, LOGIN, [("Content-Type", self.media_type(name))])

    def audio(self, name):
        self.answer(200, b"ID3\x04\0\0\0\0\0\0" + bytes(100000),
                    [("Content-Type", "text/vtt")])

    def mistyped(self, name):
        self.answer(200, self.load(name), [("Content-Type", "audio/mpeg")])

    def secret(self, name):
        if self.headers.get("Authorization") == "Basic ZGFuYTp4eQ==":
            return self.plain(name)
        return self.answer(401, b"who?", [("WWW-Authenticate", "Basic")])

    def tongue(self, _):
        """/tongue/get?lang=de: de.vtt, whatever it is signed with."""
        query = urllib.parse.parse_qs(self.path.partition("?")[2])
        self.plain(query["lang"][0] + ".vtt")

    def told(self, name):
        """Writes down the login that comes along."""
        with self.server.lock, open(FOLDER + "/logins", "a") as file:
            file.write(f"{self.path} {self.headers.get('Authorization')}\n")
        self.plain(name)

    def elsewhere(self, rest):
        """/elsewhere/CODE/URL: a redirect to there."""
        code, url = rest.split("/", 1)
        self.begin(int(code), [("Location", url), ("Content-Length", "0")])

    def with_header(self, rest):
        """/with/HEADER=VALUE/NAME: the file, with that."""
        header, name = rest.split("/", 1)
        field, value = header.split("=", 1)
        self.plain(name, [(field, urllib.parse.unquote(value))])

    def short(self, name):
        """Says that it is shorter than it is."""
        body = self.load(name)
        self.begin(200, [("Content-Length", str(len(body) - 5))])
        self.wfile.write(body)
        self.close_connection = True

    def overlong(self, name):
        """The same, and the connection stays: the rest of it waits there."""
        body = self.load(name)
        self.begin(200, [("Content-Length", str(len(body) - 5))])
        self.wfile.write(body)

    def no_http(self, name):
        self.note("-")
        self.wfile.write(b"220 mail.example ready\r\n")
        self.close_connection = True

    def long_header(self, name):
        self.note(200)
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000000)
        self.close_connection = True

    def empty(self, name):
        self.answer(200, b"", [("Content-Type", "text/vtt")])

    def later(self, rest):
        """/later/503/7200/NAME, /later/429/date/NAME: come again, never."""
        code, when, name = rest.split("/", 2)
        if when == "date":
            when = email.utils.formatdate(time.time() + 7200, usegmt=True)
        self.answer(int(code), b"later", [("Retry-After", when)])

    def code(self, rest):
        code = rest.split("/")[0]
        self.answer(int(code), b"an error page", [("Content-Type", "text/vtt")])

    def first(self, rest):
        """/first/403/NAME: that code at first, then the file."""
        code, name = rest.split("/", 1)
        with self.server.lock:
            met = self.path in self.server.met
            self.server.met.add(self.path)
        if met:
            return self.plain(name)
        return self.answer(int(code), b"not yet")

    def busy(self, name):
        self.answer(429, b"slow down", [("Retry-After", "7200")])

    HANDLERS = {
        "blunt": blunt, "packed": packed,
        "gzip-file": gzip_file, "gzip-part": gzip_part, "gzip-bomb": gzip_bomb,
        "told": told, "elsewhere": elsewhere, "with": with_header,
        "short": short, "overlong": overlong, "no-http": no_http,
        "long-header": long_header, "empty": empty, "later": later,
        "garbled": garbled, "chunked": chunked,
        "slow": slow, "stalled": stalled, "silent": silent,
        "truncated": truncated, "reset": reset, "nothing": nothing,
        "bomb": bomb, "text-bomb": text_bomb, "headers": headers_without_end,
        "loop": loop, "moved": moved, "to-file": to_file,
        "to-gopher": to_gopher, "login": login, "audio": audio,
        "mistyped": mistyped, "secret": secret, "code": code, "first": first,
        "busy": busy, "tongue": tongue,
    }

    def do_GET(self):
        path = self.path.split("?")[0].lstrip("/")
        head, _, rest = path.partition("/")
        try:
            if head in self.HANDLERS and rest:
                self.HANDLERS[head](self, rest)
            else:
                self.plain(path)
        except OSError:
            self.close_connection = True  # the client has had enough


class Server6(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6


def main():
    address = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    kind = Server6 if ":" in address else http.server.ThreadingHTTPServer
    server = kind((address, 0), Handler)
    if len(sys.argv) > 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    server.handle_error = lambda *arguments: None  # the client went away
    server.lock = threading.Lock()
    server.met = set()
    with open(FOLDER + "/port.new", "w") as file:
        file.write(str(server.server_port))
    os.rename(FOLDER + "/port.new", FOLDER + "/port")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


main()
