import { GraphQLError } from 'graphql';

const CURRENT = 'application/graphql-response+json';
const LEGACY = 'application/json';
const EVENT_STREAM = 'text/event-stream';

/** Answers which are part of a protocol that older clients read with status 200 only. */
const PROTOCOL_STEPS: ReadonlySet<unknown> = new Set([
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Refusals of requests whose form was right: what GraphQL over HTTP calls well-formed. */
const WELL_FORMED: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'LIMIT_EXCEEDED',
  'PERSISTED_QUERY_REQUIRED',
]);

/** @param accept the header; what names neither type gets the older, which all can read */
export function mediaTypeFor(accept: string | undefined): string {
  return `${preferredOf(accept) ?? LEGACY}; charset=utf-8`;
}

/** Whoever names the older type alone gets 200 for whatever GraphQL has answered. */
export function wantsLegacyStatus(accept: string | undefined): boolean {
  return preferredOf(accept) === LEGACY;
}

export function statusFor(errors: readonly GraphQLError[], accept: string | undefined): number {
  const [first] = errors;
  const status = (first?.extensions.http as { status?: number } | undefined)?.status ?? 400;
  const code = first?.extensions.code;
  if (status !== 400) return status;
  if (PROTOCOL_STEPS.has(code)) return preferredOf(accept) === CURRENT ? 400 : 200;
  return WELL_FORMED.has(code) && wantsLegacyStatus(accept) ? 200 : 400;
}

/** Looked at before execution: a mutation must not be done and then not be told of. */
export function refuseUnreadable(accept: string | undefined): GraphQLError | null {
  const readable = [CURRENT, LEGACY, 'application/*', '*/*'];
  const qualityOf = qualitiesIn(accept ?? '*/*');
  if (readable.some((type) => qualityOf(type) > 0)) return null;
  return new GraphQLError(`Expected Accept to allow ${CURRENT} or ${LEGACY}.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 406 } },
  });
}

/** Clients that offer a stream beside JSON, as urql does for every query, mean it as a last resort. */
export function wantsEventStream(accept: string | undefined): boolean {
  const qualityOf = qualitiesIn(accept ?? '');
  const stream = qualityOf(EVENT_STREAM);
  return stream > 0 && stream > qualityOf(CURRENT) && stream > qualityOf(LEGACY);
}

/** Refused for its document rather than its form: whoever reads a stream is told there. */
export function isWellFormed(errors: readonly GraphQLError[]): boolean {
  const code = errors[0]?.extensions.code;
  return WELL_FORMED.has(code) || PROTOCOL_STEPS.has(code);
}

function qualitiesIn(accept: string): (type: string) => number {
  const offers = accept.split(',').map((offer) => offer.trim().split(/\s*;\s*/));
  return (wanted) => {
    const [, ...parameters] = offers.find(([type]) => type === wanted) ?? ['', 'q=0'];
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return quality === undefined ? 1 : Number(quality.slice(2));
  };
}

function preferredOf(accept = ''): typeof CURRENT | typeof LEGACY | null {
  const qualityOf = qualitiesIn(accept);
  const [current, legacy] = [qualityOf(CURRENT), qualityOf(LEGACY)];
  if (current > 0 && current >= legacy) return CURRENT;
  return legacy > 0 ? LEGACY : null;
}
