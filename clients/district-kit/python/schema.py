"""The contract's own SDL, with a resolver for each field that asks for one."""

import base64
from datetime import datetime, timezone
from pathlib import Path

from graphql import GraphQLError, build_ast_schema, parse
from graphql.language import SchemaExtensionNode

from errors import bad_input, coded, forbidden, unauthenticated
from rules import INSTANT, access, check_letter, is_accused, mask_name, masked, may_know_of, text

CONTRACT = Path(__file__).resolve().parents[3] / "schema"
FEDERATION = """
directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
directive @shareable on OBJECT | FIELD_DEFINITION
directive @external on OBJECT | FIELD_DEFINITION
directive @requires(fields: String!) on FIELD_DEFINITION
scalar _Any
type _Service { sdl: String }
union _Entity = District | DistrictPetition
extend type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
"""
NOT_OFFERED = (
    "moderateDistrictPetition",
    "appealDistrictModeration",
    "createDistrictAttachmentUpload",
    "addDistrictPetitionMessage",
    "releaseDistrictPublicVersion",
    "takeBackDistrictPublicVersion",
)
# What the former system says nothing of.
OF_OLD = {
    "channel": "ONLINE",
    "entrance": "PORTAL",
    "publicityWish": "PRIVATE",
    "isAssisted": False,
    **dict.fromkeys(("place", "category", "beneficiary")),
    **{name: [] for name in ("jointSignatories", "representatives", "accusedUnits")},
}


def not_offered(_root, _info, **_arguments):
    raise coded("FORBIDDEN", "This district's system does not offer it.")


def create_schema(district, mailbox):
    sdl = "\n".join(
        (CONTRACT / f"{name}.graphql").read_text("utf-8") for name in ("shared", "mailbox", "districts")
    )
    document = parse(sdl + FEDERATION)
    document.definitions = tuple(
        node for node in document.definitions if not isinstance(node, SchemaExtensionNode)
    )
    schema = build_ast_schema(document, assume_valid_sdl=True)
    schema.type_map["DateTime"].parse_value = to_instant
    for name in ("_Entity", "Petition", "Unit"):
        schema.type_map[name].resolve_type = type_of
    resolvers = Resolvers(district, mailbox, sdl)
    for type_name, fields in resolvers.by_type().items():
        for field, resolve in fields.items():
            schema.type_map[type_name].fields[field].resolve = resolve
    return schema


def type_of(value, _info, _type):
    return "DistrictPetition" if "queryCodeHash" in value else "District"


def to_instant(value):
    if isinstance(value, str) and INSTANT.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value.upper().replace("Z", "+00:00"))
            instant = instant.astimezone(timezone.utc).isoformat(timespec="milliseconds")
            return instant.replace("+00:00", "Z")
        except (ValueError, OverflowError):
            pass
    raise bad_input("DateTime", "an ISO 8601 time with offset", "something else")


class Resolvers:
    def __init__(self, district, mailbox, sdl):
        self.code, self.mailbox, self.sdl = district["code"], mailbox, sdl
        self.unit = f"district:{self.code}"
        self.own = {"id": self.unit, "validTo": None, "mailboxUrl": None, **district}

    def by_type(self):
        return {
            "Query": {
                "districtPetition": self.petition,
                "myDistrictPetitions": self.my_petitions,
                "_entities": self.entities,
                "_service": lambda *_: {"sdl": self.sdl},
            },
            "Mutation": {
                "submitDistrictPetition": self.submit,
                "importDistrictPetitions": self.import_letters,
                **dict.fromkeys(NOT_OFFERED, not_offered),
            },
            "DistrictPetition": {
                "title": lambda letter, info: self.readable(letter, info)["title"],
                "content": lambda letter, info: self.readable(letter, info)["content"],
                "place": lambda letter, info: self.readable(letter, info)["place"],
                "petitioner": lambda letter, info: self.person(letter, info, "petitioner"),
                "beneficiary": lambda letter, info: self.person(letter, info, "beneficiary"),
                "jointSignatories": lambda letter, info: self.names(letter, info, "jointSignatories"),
                "representatives": lambda letter, info: self.names(letter, info, "representatives"),
                "signatoryCount": lambda letter, _info: len(letter["jointSignatories"]) + 1,
                "district": lambda *_: self.own,
            },
        }

    def check_district(self, code):
        if code != self.code:
            raise bad_input("district", self.code, "another district")

    def petition(self, _root, info, id):
        letter = self.mailbox.letters.get(id)
        return letter if letter and may_know_of(info.context, letter) else None

    def entities(self, _root, info, representations):
        """In the order asked for; null for what is not here."""
        return [self.entity(each, info.context) for each in representations]

    def entity(self, asked, actor):
        if asked.get("__typename") == "District":
            return self.own if asked.get("id") == self.unit else None
        letter = self.mailbox.letters.get(asked.get("id"))
        if letter is None or is_accused(actor, letter):
            return None
        return {**letter, "handlingUnits": asked.get("handlingUnits")}

    def my_petitions(self, _root, info, district, first, after=None):
        self.check_district(district)
        if info.context["role"] == "ANONYMOUS":
            raise unauthenticated()
        if info.context["role"] != "CITIZEN":
            raise forbidden()
        if not 1 <= first <= 100:
            raise bad_input("first", "1 to 100", str(first))
        letters = self.mailbox.accounts.get(info.context["id"], [])[::-1]
        cursors = [base64.urlsafe_b64encode(letter["id"].encode()).decode() for letter in letters]
        if after is not None and after not in cursors:
            raise coded("CURSOR_INVALID", "after: expected a cursor of this list.", argument="after")
        start = 0 if after is None else cursors.index(after) + 1
        shown = list(zip(cursors, letters))[start : start + first]
        return {
            "edges": [{"cursor": cursor, "node": letter} for cursor, letter in shown],
            "pageInfo": {
                "hasNextPage": start + first < len(letters),
                "hasPreviousPage": start > 0,
                "startCursor": shown[0][0] if shown else None,
                "endCursor": shown[-1][0] if shown else None,
            },
        }

    def submit(self, _root, info, district, letter, idempotencyKey=None):
        self.check_district(district)
        actor = info.context
        if actor["role"] == "ANONYMOUS":
            raise unauthenticated()
        by_staff = actor["role"] == "DISTRICT_BUREAU" and actor["unit"] == self.unit
        if actor["role"] != "CITIZEN" and not by_staff:
            raise forbidden()
        return self.mailbox.submit(actor, check_letter(letter, by_staff), by_staff, idempotencyKey)

    def import_letters(self, _root, info, district, letters):
        self.check_district(district)
        role, unit = info.context["role"], info.context["unit"]
        if role == "ANONYMOUS":
            raise unauthenticated()
        if role != "CITY_BUREAU" and not (role in ("DISTRICT_BUREAU", "SYSTEM") and unit == self.unit):
            raise forbidden()
        if len(letters) > 200:
            raise bad_input("letters", "at most 200 letters", str(len(letters)))
        result = {"imported": 0, "alreadyPresent": 0, "rejected": []}
        for letter in letters:
            try:
                is_new = self.mailbox.import_letter(self.historical(letter))
                result["imported" if is_new else "alreadyPresent"] += 1
            except GraphQLError as error:
                reason = {"sourceNumber": letter["sourceNumber"], "reason": error.message}
                result["rejected"].append(reason)
        return result

    @staticmethod
    def historical(letter):
        history = {"reply": letter.get("reply"), "repliedAt": letter.get("repliedAt")}
        if (history["reply"] is None) != (history["repliedAt"] is None):
            raise bad_input("reply", "reply and repliedAt together", "only one of them")
        return {
            **OF_OLD,
            "sourceNumber": text("sourceNumber", letter["sourceNumber"], 100),
            "type": letter["type"],
            "title": text("title", letter["title"], 100),
            "content": text("content", letter["content"], 10_000),
            "petitioner": {"kind": "PERSON", "name": text("author", letter["author"], 100)},
            "submittedAt": letter["submittedAt"],
            "history": history,
        }

    @staticmethod
    def readable(letter, info):
        if access(info.context, letter, letter.get("handlingUnits")) == "none":
            raise forbidden()
        return letter

    @staticmethod
    def person(letter, info, field):
        person = letter[field]
        if person is None or access(info.context, letter, letter.get("handlingUnits")) == "full":
            return person and {**person, "isMasked": False}
        return masked(person)

    @staticmethod
    def names(letter, info, field):
        if access(info.context, letter, letter.get("handlingUnits")) == "full":
            return letter[field]
        return [mask_name("PERSON", name) for name in letter[field]]
