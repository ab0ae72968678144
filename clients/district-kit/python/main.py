"""A district's own system in Python: needs Debian's python3-graphql-core (3.2) and python3-cryptography."""

import os
import threading

from actor import ActorReader, Signer
from mailbox import Mailbox
from outgoing import follow_assignments, register_letters
from schema import create_schema
from server import serve


def main() -> None:
    setting = os.environ
    code = setting["DISTRICT"]
    district = {"code": code, "name": setting["DISTRICT_NAME"], "validFrom": "2013-01-01"}
    mailbox = Mailbox(f"district:{code}", setting["DATA_FILE"])
    signer = Signer(setting["SERVICE_SIGNING_KEY"], f"district:{code}")
    work = [(register_letters, (mailbox, signer, setting["CASEWORK_URL"]))]
    if setting.get("CITY_URL"):
        token_file = setting.get("CITY_TOKEN_FILE", "")
        work.append((follow_assignments, (mailbox, setting["CITY_URL"], token_file)))
    for target, arguments in work:
        threading.Thread(target=target, args=arguments, daemon=True).start()
    address = (setting.get("HOST", "127.0.0.1"), int(setting["PORT"]))
    serve(address, create_schema(district, mailbox), ActorReader(setting["ACTOR_JWKS"], code))


if __name__ == "__main__":
    main()
