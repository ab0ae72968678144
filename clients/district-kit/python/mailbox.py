"""The district's letters: in memory, rebuilt at each start from a file of one JSON object a line."""

import functools
import hashlib
import json
import os
import secrets
import threading
import uuid
from datetime import datetime, timezone

from errors import coded

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def times_root(value):
    """In GF(32) by x^5 + x^2 + 1."""
    return value << 1 if value < 16 else value << 1 ^ 0b100101


def new_query_code():
    """Fourteen signs by chance, and one that checks them."""
    values = [secrets.randbelow(32) for _ in range(14)]
    rest = functools.reduce(lambda sum, value: times_root(sum) ^ value, values)
    signs = "".join(ALPHABET[value] for value in [*values, times_root(rest)])
    return "-".join(signs[place : place + 5] for place in range(0, 15, 5))


def hash_query_code(code):
    signs = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())
    return hashlib.sha256(signs.encode()).hexdigest()


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Mailbox:
    def __init__(self, district, path):
        self.district = district
        self.lock = threading.RLock()
        self.news = threading.Event()
        self.letters, self.accounts, self.sources, self.receipts = {}, {}, set(), {}
        self.unregistered, self.cursor = {}, None
        self.file, self.is_broken = open(path, "a+b"), False
        self.replay()

    def replay(self):
        """A line without its end was never acknowledged: the process died while it wrote."""
        self.file.seek(0)
        content = self.file.read()
        end = content.rfind(b"\n") + 1
        self.file.truncate(end)
        for line in content[:end].splitlines():
            self.learn(json.loads(line))

    def write(self, entry):
        """On the disk before anybody hears of it. After an error half a line may stand there, which only
        a new start cuts off: nothing more is taken."""
        if self.is_broken:
            raise OSError("the data file is broken since an earlier error")
        self.is_broken = True
        self.file.write(json.dumps(entry).encode() + b"\n")
        self.file.flush()
        os.fsync(self.file.fileno())
        self.is_broken = False
        self.learn(entry)

    def learn(self, entry):
        if entry["kind"] == "registered":
            self.unregistered.pop(entry["id"], None)
        elif entry["kind"] == "assignment":
            self.cursor = entry["cursor"]
        else:
            letter, retry = entry["letter"], entry["retry"]
            self.letters[letter["id"]] = letter
            self.unregistered[letter["id"]] = letter
            self.sources.add(letter["sourceNumber"])
            if letter["account"] is not None:
                self.accounts.setdefault(letter["account"], []).append(letter)
            if retry:
                self.receipts[(retry["actor"], retry["key"])] = (retry, letter)
            self.news.set()

    def submit(self, actor, letter, by_staff, key):
        """One at a time, so that of two retries at once the second finds what the first one stored."""
        asked = hashlib.sha256(json.dumps(letter, sort_keys=True).encode()).hexdigest()
        with self.lock:
            known = self.receipts.get((actor["id"], key)) if key is not None else None
            if known and known[0]["asked"] != asked:
                message = "idempotencyKey: expected a new key for another letter."
                raise coded("IDEMPOTENCY_KEY_REUSED", message, argument="idempotencyKey")
            if known:
                return self.receipt(known[1], known[0]["code"])
            code = new_query_code()
            retry = {"actor": actor["id"], "key": key, "asked": asked, "code": code}
            account = None if by_staff else actor["id"]
            stored = self.store({**letter, "account": account}, code, retry if key is not None else None)
            return self.receipt(stored, code)

    def import_letter(self, letter):
        with self.lock:
            if letter["sourceNumber"] in self.sources:
                return False
            self.store({**letter, "account": None}, new_query_code(), None)
            return True

    def store(self, letter, code, retry):
        fresh = {"submittedAt": now(), "sourceNumber": None, "history": None}
        own = {"id": f"{self.district}:{uuid.uuid4()}", "queryCodeHash": hash_query_code(code)}
        kept = {**fresh, **letter, **own}
        self.write({"kind": "letter", "letter": kept, "retry": retry})
        return kept

    def mark_registered(self, petition_id):
        with self.lock:
            self.write({"kind": "registered", "id": petition_id})

    def pick_up(self, cursor, assignment_id):
        with self.lock:
            self.write({"kind": "assignment", "cursor": cursor, "assignment": assignment_id})

    def waiting(self):
        with self.lock:
            return list(self.unregistered.values())

    @staticmethod
    def receipt(letter, code):
        return {"petition": letter, "queryCode": code, "submittedAt": letter["submittedAt"]}
