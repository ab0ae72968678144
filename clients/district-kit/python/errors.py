"""Errors that callers may see; every other one is masked by the server."""

from graphql import GraphQLError


def coded(code, message, **details):
    return GraphQLError(message, extensions={"code": code, **details})


def bad_input(argument, expected, received):
    message = f"{argument}: expected {expected}, but got {received}."
    return coded("BAD_USER_INPUT", message, argument=argument, expected=expected, received=received)


def forbidden():
    return coded("FORBIDDEN", "This is not yours to do or see.")


def unauthenticated():
    return coded("UNAUTHENTICATED", "Sign in first, by a token of the city's gateway for this district.")
