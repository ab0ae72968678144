import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, validate } from 'graphql';
import { readSubgraphSdl } from '../../../schema/sdl.ts';
import { readText } from './read-text.ts';
import { createAssignmentFeed, type AssignmentFeed } from './assignment-feed.ts';

/** A registration as it came. */
export interface Registration {
  authorization: string;
  /** RegisterPetitionInput of the SDL. */
  petition: Record<string, unknown>;
  /** Everything that was sent. */
  text: string;
}

/** Casework and gateway in one, as far as a district's system speaks to them. */
export interface StandInCity extends AsyncDisposable {
  caseworkUrl: string;
  gatewayUrl: string;
  registrations: Registration[];
  /** Refused ones: a document or an input that casework's schema does not know. */
  malformed: string[];
  assignments: AssignmentFeed;
  /** How often it was asked in vain. */
  refusals: () => number;
  /** While it is, casework answers 503. */
  setAway: (isAway: boolean) => void;
}

const schema = buildSubgraphSchema(parse(readSubgraphSdl('casework')));
const apiSdl = new URL('../../../schema/api.graphql', import.meta.url);

/** @param port 0 lets the system choose */
export async function startStandInCity(port: number): Promise<StandInCity> {
  const registrations: Registration[] = [];
  const malformed: string[] = [];
  const assignments = createAssignmentFeed(readFileSync(apiSdl, 'utf8'));
  let isAway = false;
  let refusals = 0;

  async function register(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    if (isAway) {
      refusals += 1;
      send(response, 503, { errors: [{ message: 'away' }] });
      return;
    }
    const { query, variables } = JSON.parse(text) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const document = parse(query);
    const faults = validate(schema, document);
    const seen: Registration[] = [];
    const rootValue = {
      registerPetition: ({ petition }: { petition: Record<string, unknown> }) => {
        seen.push({ authorization: request.headers.authorization ?? '', petition, text });
        const isKnown = registrations.some(
          (one) => one.petition.petitionId === petition.petitionId,
        );
        return { wasAlreadyRegistered: isKnown, isRepeat: false, repeatOf: null };
      },
    };
    const result =
      faults.length > 0
        ? { errors: faults }
        : await execute({ schema, document, variableValues: variables, rootValue });
    malformed.push(...(result.errors ?? []).map(({ message }) => message));
    registrations.push(...seen);
    send(response, faults.length > 0 ? 400 : 200, result);
  }

  const server = createServer((request, response) => {
    const serve = request.url === '/gateway/graphql' ? assignments.serve : register;
    serve(request, response).catch(() => send(response, 400, { errors: [{ message: 'bad' }] }));
  });
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  await listening;
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    caseworkUrl: `${base}/graphql`,
    gatewayUrl: `${base}/gateway/graphql`,
    registrations,
    malformed,
    assignments,
    refusals: () => refusals,
    setAway: (away) => {
      isAway = away;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
