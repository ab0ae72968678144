"""GraphQL by POST /graphql, and GET /health. Logs neither what was asked nor what was answered."""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from graphql import GraphQLError, execute_sync, parse, validate

from errors import bad_input, coded

MAX_BODY_BYTES = 8 * 1024 * 1024
MAX_TOKENS = 10_000
PIECE_BYTES = 65_536


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A caller that hangs up is no event; anything else is told without what it was about."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            print(f"unexpected {type(error).__name__}", file=sys.stderr)


def serve(address, schema, actors):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # The answer's end must not wait for the acknowledgement of its head.
        disable_nagle_algorithm = True

        def do_GET(self):
            is_health = self.path == "/health"
            self.send(200 if is_health else 404, {"status": "ok" if is_health else "unknown"})

        def do_POST(self):
            try:
                status, body = answer(schema, actors, self.headers, self.read_body())
            except GraphQLError as error:
                status = 401 if error.extensions.get("code") == "UNAUTHENTICATED" else 400
                body = {"errors": [error.formatted]}
            except Exception as error:  # the caller must hear something, but nothing of our insides
                print(f"unexpected {type(error).__name__}", file=sys.stderr)
                status, body = 500, {"errors": [internal(None).formatted]}
            self.send(status, body)

        def read_body(self):
            """What is too much is read to its end, unkept: a caller hears nothing while it sends."""
            given = self.headers.get("content-length") or "0"
            if not re.fullmatch("[0-9]{1,15}", given):
                self.close_connection = True
                raise bad_input("content-length", "a number of bytes", "something else")
            length = int(given)
            if length <= MAX_BODY_BYTES:
                return self.rfile.read(length)
            # whoever hangs up in the middle sends nothing more, for ever
            while length > 0 and (piece := self.rfile.read(min(PIECE_BYTES, length))):
                length -= len(piece)
            raise bad_input("body", "at most 8 MiB", "more")

        def send(self, status, body):
            content = json.dumps(body, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json; charset=utf-8")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    Server(address, Handler).serve_forever()


def answer(schema, actors, headers, body):
    operation = read_operation(body)
    document = parse(operation["query"], max_tokens=MAX_TOKENS)
    faults = validate(schema, document)
    if faults:
        return 400, {"errors": [quiet(fault).formatted for fault in faults]}
    result = execute_sync(
        schema,
        document,
        context_value=actors.read(headers.get("authorization")),
        variable_values=operation.get("variables"),
        operation_name=operation.get("operationName"),
    )
    formatted = {"data": result.data}
    if result.errors:
        formatted["errors"] = [shown(error).formatted for error in result.errors]
    return 200, formatted


def read_operation(body):
    try:
        operation = json.loads(body)
    except ValueError:
        operation = None
    if not isinstance(operation, dict) or not isinstance(operation.get("query"), str):
        raise bad_input("body", "a JSON object with a query", "something else")
    if not isinstance(operation.get("variables"), dict | None):
        raise bad_input("variables", "an object", "something else")
    return operation


def shown(error):
    """What was made for callers, as it is; what is wrong with the request, quietly; nothing else."""
    if error.extensions and "code" in error.extensions:
        return error
    if error.path is None:
        return quiet(error)
    print(f"unexpected {type(error.original_error).__name__} at {error.path}", file=sys.stderr)
    return internal(error.path)


def internal(path):
    message = "Something went wrong on our side."
    return GraphQLError(message, path=path, extensions={"code": "INTERNAL_SERVER_ERROR"})


def quiet(error):
    """graphql-core repeats the value it refused, which may be somebody's name: only the place is told."""
    if "got invalid value" not in error.message:
        return coded("GRAPHQL_VALIDATION_FAILED", error.message)
    place = re.search(r" at '([^']+)'", error.message)
    return bad_input(place[1] if place else "variables", "a value of the type in the contract", "another")
