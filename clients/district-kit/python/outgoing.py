"""What this system tells the city, and what it picks up there; both go on for ever."""

import json
import random
import time
import urllib.request

REGISTER = """mutation RegisterPetition($petition: RegisterPetitionInput!) {
  registerPetition(petition: $petition) { wasAlreadyRegistered }
}"""
FOLLOW = """subscription NewAssignments($units: [ID!], $after: String) {
  assignmentIssued(units: $units, after: $after) { cursor assignment { id } }
}"""


def post(url, query, variables, token, accept="application/json", timeout=5):
    headers = {"content-type": "application/json", "accept": accept}
    if token:
        headers["authorization"] = f"Bearer {token}"
    body = json.dumps({"query": query, "variables": variables}).encode()
    return urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=timeout)


def back_off(failures):
    time.sleep(min(30, 0.2 * 2 ** min(failures - 1, 10)) * random.uniform(0.5, 1))


def register_letters(mailbox, signer, url):
    """Each letter until it is acknowledged; one that is refused holds up no other."""
    failures = 0
    while True:
        mailbox.news.clear()
        is_complete = True
        for letter in mailbox.waiting():
            try:
                with post(url, REGISTER, {"petition": registration(letter)}, signer.token()) as answer:
                    data = json.load(answer).get("data") or {}
                if not data.get("registerPetition"):
                    raise ValueError("refused")
                mailbox.mark_registered(letter["id"])
            except Exception:  # whatever the city says, or breaks off in the middle: the thread must live
                is_complete = False
        failures = 0 if is_complete else failures + 1
        if failures:
            back_off(failures)
        else:
            mailbox.news.wait()


def registration(letter):
    """No text and no personal data: casework knows the letter by its id."""
    facts = {
        "petitionId": letter["id"],
        "mailbox": "DISTRICT",
        "mailboxUnit": letter["id"].rpartition(":")[0],
        "channel": letter["channel"],
        "type": letter["type"],
        "submittedAt": letter["submittedAt"],
        "signatoryCount": len(letter["jointSignatories"]) + 1,
        "petitionerAccount": letter["account"],
        "queryCodeHash": letter["queryCodeHash"],
        "category": letter["category"],
        "accusedUnits": letter["accusedUnits"],
    }
    return {**facts, "history": letter["history"]} if letter["history"] else facts


def follow_assignments(mailbox, url, token_file):
    """From the last cursor on: what was issued while this system was away comes first."""
    failures = 0
    while True:
        failures += 1
        try:
            token = open(token_file, encoding="utf-8").read().strip() if token_file else None
            variables = {"units": [mailbox.district], "after": mailbox.cursor}
            with post(url, FOLLOW, variables, token, "text/event-stream", 120) as stream:
                failures = 1
                for line in stream:
                    if line.startswith(b"data: {"):
                        event = json.loads(line[6:])["data"]["assignmentIssued"]
                        mailbox.pick_up(event["cursor"], event["assignment"]["id"])
        except Exception:  # as above
            pass
        back_off(failures)
