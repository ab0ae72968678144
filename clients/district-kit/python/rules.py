"""What a letter must be, and who may read it. Pure: nothing here reads or writes."""

import re

from errors import bad_input

INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})", re.I)
EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,180}\.[^\s@<>.]{1,63}")
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


def optional(argument, given):
    return text(argument, given, 300) if (given or "").strip() else None


def check_person(at, person):
    phone, email, number = (person.get(name) for name in ("phone", "email", "idNumber"))
    return {
        "kind": person["kind"],
        "name": text(f"{at}.name", person["name"], 100),
        "phone": form(f"{at}.phone", phone, "a telephone number", PHONE.fullmatch),
        "email": form(f"{at}.email", email, "an e-mail address", EMAIL.fullmatch),
        "idNumber": form(f"{at}.idNumber", number, "a valid identity number", is_identity_number),
        "address": optional(f"{at}.address", person.get("address")),
    }


def check_names(field, given, most):
    if len(given) > most:
        raise bad_input(f"letter.{field}", f"at most {most} names", "more")
    return [text(f"letter.{field}.{place}", name, 100) for place, name in enumerate(given)]


def check_letter(letter, by_staff):
    if letter["channel"] != "ONLINE" and not by_staff:
        raise bad_input("letter.channel", "ONLINE, unless staff enters the letter", letter["channel"])
    if not letter.get("petitioner"):
        raise bad_input("letter.petitioner", "who writes", "nobody")
    if letter["attachments"]:
        raise bad_input("letter.attachments", "no files: this mailbox takes none", "some")
    joined = check_names("jointSignatories", letter["jointSignatories"], 200)
    speakers = check_names("representatives", letter["representatives"], 5)
    if not set(speakers) <= set(joined):
        raise bad_input("letter.representatives", "names out of jointSignatories", "another one")
    other = letter.get("onBehalfOf")
    return {
        **{name: letter[name] for name in ("type", "channel", "entrance", "publicityWish")},
        "title": text("letter.title", letter["title"], 100),
        "content": text("letter.content", letter["content"], 10_000),
        "place": optional("letter.place", letter.get("place")),
        "petitioner": check_person("letter.petitioner", letter["petitioner"]),
        "beneficiary": check_person("letter.onBehalfOf", other) if other else None,
        "jointSignatories": joined,
        "representatives": speakers,
        "category": letter.get("category"),
        "accusedUnits": list(dict.fromkeys(letter["accusedUnits"])),
        "isAssisted": by_staff,
    }


def is_unit(actor):
    return actor["role"] in ("DISTRICT_BUREAU", "DEPARTMENT")


def is_accused(actor, letter):
    """A unit that the letter accuses never learns of it, whatever it has been given."""
    return is_unit(actor) and actor["unit"] in letter["accusedUnits"]


def access(actor, letter, handling_units):
    """full; letter: the text, its writer masked; none."""
    role, unit, owner = actor["role"], actor["unit"], letter["id"].rpartition(":")[0]
    if role == "CITIZEN":
        return "full" if actor["id"] and letter["account"] == actor["id"] else "none"
    if role in ("CITY_BUREAU", "CITY_OFFICE"):
        return "full"
    if is_unit(actor):
        has_duty = unit and unit in [owner, *(handling_units or [])]
        return "full" if has_duty and not is_accused(actor, letter) else "none"
    return "letter" if role == "SYSTEM" and unit == owner else "none"


def may_know_of(actor, letter):
    """Units may learn that a letter exists: who handles it is known to casework alone."""
    if is_unit(actor):
        return not is_accused(actor, letter)
    return access(actor, letter, None) != "none"


def mask_name(kind, name):
    """李某; nothing of a name that may not begin with the surname."""
    if kind != "PERSON":
        return f"{name[: min(2, len(name) - 1)]}＊＊"
    return f"{name[0]}某" if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name) else "某某"


def masked(person):
    return {"kind": person["kind"], "name": mask_name(person["kind"], person["name"]), "isMasked": True}
