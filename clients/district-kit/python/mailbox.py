"""The district's letters: in memory, rebuilt at each start from a file of one JSON object a line."""

import hashlib
import json
import os
import secrets
import threading
import uuid
from datetime import datetime, timezone

from errors import coded

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_query_code():
    signs = [secrets.choice(ALPHABET) for _ in range(16)]
    return "-".join("".join(signs[place : place + 4]) for place in range(0, 16, 4))


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
        self.file = open(path, "a+b")
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
        """On the disk before anybody hears of it."""
        self.file.write(json.dumps(entry).encode() + b"\n")
        self.file.flush()
        os.fsync(self.file.fileno())
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
