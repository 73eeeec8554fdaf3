#!/usr/bin/env python3
"""A web server on the loopback that behaves as badly as it is asked to.

    server.py FOLDER

Serves the files of FOLDER under /, with ETag and Last-Modified. Under other
paths the same files come in strange ways: /gzip/NAME, /chunked/NAME,
/code/404/NAME … see HANDLERS. Writes its port to FOLDER/port and a line for
each request, "PATH CODE", to FOLDER/log. Ends when its standard input does.
"""

import gzip
import hashlib
import http.server
import os
import socket
import struct
import sys
import threading
import time
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


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

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

    def plain(self, name):
        try:
            body = self.load(name)
        except OSError:
            return self.answer(404, b"not here")
        tag = '"' + hashlib.sha1(body).hexdigest()[:12] + '"'
        headers = [("ETag", tag), ("Content-Type", self.media_type(name))]
        if self.headers.get("If-None-Match") == tag:
            return self.begin(304, headers)
        return self.answer(200, body, headers)

    def blunt(self, name):
        """Knows no validators."""
        self.answer(200, self.load(name))

    def gzip(self, name):
        self.answer(200, gzip.compress(self.load(name)),
                    [("Content-Encoding", "gzip")])

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
        "blunt": blunt, "gzip": gzip, "garbled": garbled, "chunked": chunked,
        "slow": slow, "stalled": stalled, "silent": silent,
        "truncated": truncated, "reset": reset, "nothing": nothing,
        "bomb": bomb, "text-bomb": text_bomb, "headers": headers_without_end,
        "loop": loop, "moved": moved, "to-file": to_file,
        "to-gopher": to_gopher, "login": login, "audio": audio,
        "mistyped": mistyped, "secret": secret, "code": code, "first": first,
        "busy": busy,
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


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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
