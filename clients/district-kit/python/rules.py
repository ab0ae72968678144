"""What a letter must be, and who may read it. Pure: nothing here reads or writes."""

import re

from errors import bad_input

INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})", re.I)
PHONE = re.compile(r"\+?[0-9][0-9 -]{6,18}")
WEIGHTS = [2 ** (17 - place) % 11 for place in range(18)]


def text(argument, given, most):
    """Characters are counted as people do: code points."""
    trimmed = given.strip()
    is_text = "\0" not in trimmed and not any("\ud800" <= sign <= "\udfff" for sign in trimmed)
    if is_text and 1 <= len(trimmed) <= most:
        return trimmed
    raise bad_input(argument, f"1 to {most} characters", f"{len(trimmed)} characters")


def form(argument, given, expected, is_right):
    trimmed = (given or "").strip()
    if trimmed and not is_right(trimmed):
        raise bad_input(argument, expected, "something else")
    return trimmed or None


def is_identity_number(number):
    """GB 11643: the last sign is a check on the seventeen before it."""
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return False
    signs = [10 if sign in "Xx" else int(sign) for sign in number]
    return sum(sign * weight for sign, weight in zip(signs, WEIGHTS)) % 11 == 1


def check_letter(letter, by_staff):
    if letter["channel"] != "ONLINE" and not by_staff:
        raise bad_input("letter.channel", "ONLINE, unless staff enters the letter", letter["channel"])
    writer = letter["petitioner"]
    at = "letter.petitioner"
    address = writer.get("address")
    names = letter["jointSignatories"]
    if len(names) > 200:
        raise bad_input("letter.jointSignatories", "at most 200 names", "more")
    return {
        "type": letter["type"],
        "channel": letter["channel"],
        "title": text("letter.title", letter["title"], 100),
        "content": text("letter.content", letter["content"], 10_000),
        "petitioner": {
            "kind": writer["kind"],
            "name": text(f"{at}.name", writer["name"], 100),
            "phone": form(f"{at}.phone", writer.get("phone"), "a telephone number", PHONE.fullmatch),
            "idNumber": form(
                f"{at}.idNumber", writer.get("idNumber"), "a valid identity number", is_identity_number
            ),
            "address": text(f"{at}.address", address, 300) if (address or "").strip() else None,
        },
        "jointSignatories": [
            text(f"letter.jointSignatories.{place}", name, 100) for place, name in enumerate(names)
        ],
    }


def access(actor, letter, handling_units):
    """full; letter: the text, its writer masked; none."""
    role, unit, owner = actor["role"], actor["unit"], letter["id"].rpartition(":")[0]
    if role == "CITIZEN":
        return "full" if actor["id"] and letter["account"] == actor["id"] else "none"
    if role in ("CITY_BUREAU", "CITY_OFFICE"):
        return "full"
    if role in ("DISTRICT_BUREAU", "DEPARTMENT"):
        return "full" if unit and unit in [owner, *(handling_units or [])] else "none"
    return "letter" if role == "SYSTEM" and unit == owner else "none"


def may_know_of(actor, letter):
    """Units may learn that a letter exists: who handles it is known to casework alone."""
    return actor["role"] in ("DISTRICT_BUREAU", "DEPARTMENT") or access(actor, letter, None) != "none"


def masked(petitioner):
    kind, name = petitioner["kind"], petitioner["name"]
    if kind != "PERSON":
        shown = f"{name[: min(2, len(name) - 1)]}＊＊"
    else:
        shown = f"{name[0]}某" if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) else "某某"
    hidden = {"phone": None, "idNumber": None, "address": None}
    return {"kind": kind, "name": shown, "isMasked": True, **hidden}
