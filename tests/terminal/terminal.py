#!/usr/bin/env python3
"""quoth in a terminal: what it prints there, how wide, and through which pager.

usage: terminal.py QUOTH

Runs the program on a terminal of its own (pty) and looks at the bytes that
arrive there.
"""

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import sys
import tempfile
import termios

QUOTH = os.path.realpath(sys.argv[1])
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;;.*?\x1b\\")
LINK = re.compile(r"\x1b\]8;;(.+?)\x1b\\(.*?)\x1b\]8;;\x1b\\")
DEADLINE_SECONDS = 30
faults = 0


def check(condition, what, shown=""):
    global faults
    if not condition:
        faults += 1
        print(f"FAULT: {what}\n{shown}", file=sys.stderr)


def run(*arguments, columns=80, rows=24, keys=(), **variables):
    """Runs quoth; returns what the terminal got, and the exit code.

    Of keys, each is a text to wait for and what is typed then.
    """
    keys = list(keys)
    child, terminal = pty.fork()
    if child == 0:
        environment = {
            "PATH": os.environ["PATH"], "HOME": os.getcwd(),
            "QUOTH_DB": os.path.realpath("quoth.db"), "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8", "QUOTH_PAGER": "cat", **variables,
        }
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        fcntl.ioctl(1, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, columns, 0, 0))
        os.execve(QUOTH, ["quoth", *arguments], environment)
    signal.alarm(DEADLINE_SECONDS)
    output = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not piece:
            break
        output += piece
        if keys and keys[0][0] in output:
            os.write(terminal, keys.pop(0)[1])
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    signal.alarm(0)
    text = output.decode("utf-8").replace("\r\n", "\n")
    return text, os.waitstatus_to_exitcode(status)


def plain(text):
    return ESCAPE.sub("", text)


def script(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n" + text)
    os.chmod(name, 0o755)
    return os.path.realpath(name)


def make_archive():
    os.mkdir("show")
    for number in range(1, 9):
        with open(f"show/{number}.md", "w", encoding="utf-8") as file:
            file.write(
                "---\n"
                f"title: {number} things that a rather long title may hold, "
                "and more of them than fit\n"
                f"date: 2024-0{number}-11\n"
                f"link: https://www.youtube.com/watch?v=abcdefgh_{number:02}\n"
                "---\n\n")
            for minute in range(6):
                file.write(
                    f"Ann Lee (00:{minute:02}:00): The heron waits in the cold "
                    "water until the fish has forgotten about it, and the "
                    "鷺 does too.\n\n")
    text, code = run("index", "-q", "show")
    if code != 0:
        sys.exit(f"index ends with {code}:\n{text}")


def widths():
    for columns in (40, 57, 80, 200):
        for command in (("search", "heron"), ("read", "1"),
                        ("list", "episodes"), ("list", "transcripts"),
                        ("trends", "heron"), ("trends", "heron", "--by=episode"),
                        ("search", "heron", "--facets")):
            text, code = run(*command, columns=columns)
            check(code == 0, f"{command} ends with {code}", text)
            for line in plain(text).splitlines():
                wide = sum(2 if char == "鷺" else 1 for char in line)
                check(wide <= columns or line.strip().startswith("https://"),
                      f"{command}: {wide} columns of {columns}", line)


def colours_and_links():
    text, _ = run("search", "heron")
    check("\x1b[1;31mheron\x1b[0m" in text, "no colour in a terminal", text)
    link = LINK.search(text)
    check(link and link[1].startswith("https://youtu.be/") and ":" in link[2],
          "no link on the time", text)
    for what, variables in (("NO_COLOR", {"NO_COLOR": "1"}),
                            ("TERM=dumb", {"TERM": "dumb"})):
        text, _ = run("search", "heron", **variables)
        check("\x1b" not in text, f"escape sequences with {what}", text)
        check("[heron]" in text, f"no mark with {what}", text)
    text, _ = run("search", "heron", "--color=never")
    check("\x1b" not in text, "escape sequences with --color=never", text)
    text, _ = run("search", "heron", TERM="linux")
    check("\x1b[1m" in text and "\x1b]8" not in text,
          "links on a console that does not know them", text)


def pager():
    pager = script("pager", "echo \"<$*>\"\ncat\necho '<end>'\n")
    both = {"QUOTH_PAGER": f"{pager}  -a b", "PAGER": "false"}

    text, code = run("search", "heron", **both)
    check(text.startswith("<-a b>\n") and text.endswith("<end>\n"),
          "long output is not paged", text)
    check(code == 0, f"paged, it ends with {code}")
    check("\x1b]8" not in text, "links for a pager that may not know them", text)
    for command in (("read", "1"), ("list", "transcripts"), ("help",),
                    ("help", "search"), ("search", "--help"), ("--help",),
                    ("trends", "heron", "--by=month")):
        text, _ = run(*command, rows=8, **both)
        check("<end>" in text, f"{command} is not paged", text)
    text, _ = run("search", "heron", PAGER=pager, QUOTH_PAGER="")
    check("<end>" not in text, "an empty QUOTH_PAGER is no wish for PAGER")
    text, _ = run("search", "heron", "-n1", **both)
    check("<end>" not in text, "short output is paged", text)
    text, _ = run("search", "heron", "--no-pager", **both)
    check("<end>" not in text and "passages" in text, "--no-pager", text)
    text, _ = run("search", "heron", **{**both, "TERM": "dumb"})
    check("<end>" not in text, "paged with TERM=dumb", text)
    text, code = run("search", "heron", QUOTH_PAGER="no-such-pager -x")
    check("passages" in text and code == 0, "without the pager, no output", text)


def leaving_early():
    text, code = run("list", "episodes", rows=4,
                     QUOTH_PAGER=script("leave", "exec head -n 1"))
    check(code == 0 and text.count("\n") == 1,
          f"the user leaves, and it ends with {code}", text)
    text, code = run("search", "heron", "-n0", QUOTH_PAGER=script("at-once", ""))
    check(code == 0 and text == "", "a pager that reads nothing", text)


def signals():
    """While the pager runs, Ctrl-C is its own, and signals are as usual."""
    # Says that it is ready for a key only when it is.
    waits = script("waits", "trap 'trap \"echo second; exit 0\" INT; echo first'"
                   " INT\necho ready\ncat >/dev/null\n"
                   "while :; do sleep 0.05; done\n")
    text, code = run("search", "heron", QUOTH_PAGER=waits,
                     keys=[(b"ready", b"\x03"), (b"first", b"\x03")])
    check("second" in text and code == 0, f"Ctrl-C: exit {code}", text)
    text, _ = run("search", "heron",
                  QUOTH_PAGER=script("pipe", "kill -PIPE $$\necho ignored\n"))
    check("ignored" not in text, "the pager ignores SIGPIPE", text)


def less():
    if not shutil.which("less"):
        return
    text, code = run("search", "heron", QUOTH_PAGER="less",
                     keys=[(b":", b"q")])
    check(code == 0 and "\x1b[1;31m" in text and "ESC[" not in text,
          "less shows no colours", text)


def piped():
    pager = script("pager", "echo '<paged>'\ncat\n")
    output = os.popen(f"QUOTH_DB=quoth.db QUOTH_PAGER={pager} TERM=xterm "
                      f"COLUMNS=40 {QUOTH} search heron").read()
    check("<paged>" not in output and "\x1b" not in output
          and any(len(line) > 80 for line in output.splitlines()),
          "what is piped is not plain", output)


def has_terminals():
    """Some containers have no /dev/pts."""
    try:
        for end in os.openpty():
            os.close(end)
    except OSError as error:
        print(f"no pseudo-terminal to try it on: {error}", file=sys.stderr)
        return False
    return True


def main():
    if not has_terminals():
        sys.exit(77)  # skipped, as CTest is told
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        make_archive()
        for test in (widths, colours_and_links, pager, leaving_early,
                     signals, less, piped):
            test()
        os.chdir("/")
    if faults:
        sys.exit(f"{faults} faults")


main()
