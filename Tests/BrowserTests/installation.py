"""A throw-away PostgreSQL server, and satchel-servers with a database, a folder of archives and tokens each."""

import atexit
import glob
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import urllib.request

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SATCHEL = os.environ.get("SATCHEL", str(REPOSITORY / "bin/satchel"))
SERVER = os.environ.get("SATCHEL_SERVER", str(REPOSITORY / "bin/satchel-server"))


def psql_program():
    found = shutil.which("psql") or sorted(glob.glob("/usr/lib/postgresql/*/bin/psql"))[-1]
    return found


class Sandbox:
    """The databases `source` and `target` of satchel's sandbox; others are made from them."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="satchel-browser-", dir="/tmp"))
        # The server may run under another account, which has to reach its folder.
        self.folder.chmod(0o755)
        lines = run(SATCHEL, "sandbox", "start", "--folder", str(self.folder / "server"), "--rows", "700")
        # Also where the tests are interrupted.
        atexit.register(self.stop)
        self.urls = dict(line.split() for line in lines.splitlines())

    def url(self, database):
        return self.urls["source"].replace("/source?", f"/{database}?")

    def database(self, name, template):
        self.sql("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")

    def sql(self, database, text):
        """Runs SQL; what it prints."""
        options = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        return run(psql_program(), *options, "-d", self.url(database), "-c", text).strip()

    def lock(self, database, table):
        """Locks a table, so that a job has to wait, until the process that is returned is ended."""
        text = f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(120)"
        process = subprocess.Popen(
            [psql_program(), "-X", "-q", "-d", self.url(database), "-c", text], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        locked = f"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND mode = 'AccessExclusiveLock'"
        while self.sql(database, locked) == "0":
            pass
        return process

    def unlock(self, process):
        """Ends the session, not only the program that waits for it."""
        self.sql("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK%'")
        process.wait()

    def stop(self):
        subprocess.run([SATCHEL, "sandbox", "stop", "--folder", str(self.folder / "server")], capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """A satchel-server in front of one of the sandbox's databases."""

    def __init__(self, sandbox, database, has_tokens=True):
        self.sandbox, self.database = sandbox, database
        self.backups = sandbox.folder / f"backups-{database}"
        self.backups.mkdir()
        self.tokens = sandbox.folder / f"tokens-{database}.json"
        self.port, self.has_tokens = 0, has_tokens
        self.token = self.new_token("anna", "admin") if has_tokens else None
        self.start()

    def new_token(self, name, scope):
        return run(SATCHEL, "token", "new", "--name", name, "--scope", scope, "--tokens", str(self.tokens)).split()[-1]

    def start(self):
        command = [SERVER, "--backups", str(self.backups), "--port", str(self.port)]
        command += ["--database", self.sandbox.url(self.database)]
        if self.has_tokens:
            command += ["--tokens", str(self.tokens)]
        log = open(self.sandbox.folder / f"{self.database}.log", "a")
        atexit.register(self.stop)
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                self.port = int(found[1])
                return
        raise RuntimeError(f"satchel-server ended; see {log.name}")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, method, path, body=None):
        """A request beside the page, as another client would send it."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + "api/admin/" + path, data, headers, method=method)
        with urllib.request.urlopen(request) as response:
            return json.loads(response.read() or "null")

    def archives(self):
        return sorted(path for path in self.backups.iterdir() if path.is_file())

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def run(*command):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "SATCHEL_"))}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} {command[1]} failed: {done.stderr}")
    return done.stdout
