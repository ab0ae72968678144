"""Who asks: the gateway's token, an EdDSA JWT; and the token by which this district speaks to the city."""

import base64
import binascii
import json
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from errors import unauthenticated

ANONYMOUS = {"role": "ANONYMOUS", "id": "", "unit": None}
AUDIENCE = "petition-graph:subgraph"
ROLES = {"ANONYMOUS", "CITIZEN", "CITY_BUREAU", "CITY_OFFICE", "DISTRICT_BUREAU", "DEPARTMENT", "SYSTEM"}


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class ActorReader:
    """Trusts the key of kid "gateway" alone: no other may speak for somebody else."""

    def __init__(self, jwks, code):
        keys = [key for key in json.loads(jwks)["keys"] if key.get("kid") == "gateway"]
        self.keys = [Ed25519PublicKey.from_public_bytes(decode(key["x"])) for key in keys]
        self.audience = f"{AUDIENCE}:{code}"

    def read(self, authorization):
        if authorization is None:
            return ANONYMOUS
        scheme, _, token = authorization.partition(" ")
        try:
            head, claims, signature = token.split(".")
            header = json.loads(decode(head))
            if scheme.lower() != "bearer" or header["alg"] != "EdDSA" or header["kid"] != "gateway":
                raise unauthenticated()
            self.verify(decode(signature), f"{head}.{claims}".encode())
            return self.actor_of(json.loads(decode(claims)))
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise unauthenticated() from error

    def verify(self, signature, signed):
        for key in self.keys:
            try:
                key.verify(signature, signed)
                return
            except InvalidSignature:
                continue
        raise unauthenticated()

    def actor_of(self, claims):
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if self.audience not in audience or claims["exp"] <= time.time() or claims["role"] not in ROLES:
            raise unauthenticated()
        return {"role": claims["role"], "id": claims.get("sub") or "", "unit": claims.get("unit")}


class Signer:
    """Speaks as the district's mailbox, for a minute at a time."""

    def __init__(self, jwk, district):
        self.key = Ed25519PrivateKey.from_private_bytes(decode(json.loads(jwk)["d"]))
        self.district = district

    def token(self):
        now = int(time.time())
        name = f"mailbox:{self.district}"
        claims = {"sub": name, "role": "SYSTEM", "unit": self.district, "aud": [AUDIENCE]}
        parts = [{"alg": "EdDSA", "kid": name}, {**claims, "iat": now, "exp": now + 60}]
        signed = ".".join(encode(json.dumps(part).encode()) for part in parts)
        return f"{signed}.{encode(self.key.sign(signed.encode()))}"
