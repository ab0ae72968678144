/** A GraphQL error as it travels. */
interface WireError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; argument?: string; [detail: string]: unknown };
}

interface WireResult<Data> {
  data: Data | null;
  errors?: WireError[];
}

/** One person at the gateway. Data is `any` on purpose: each test names its own fields. */
export interface Caller {
  /** @throws Error where the answer has errors */
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** The answer as it is. */
  send(query: string, variables?: Record<string, unknown>): Promise<WireResult<any>>;
  /** The codes of the errors, for an answer that must have some. */
  refusal(query: string, variables?: Record<string, unknown>): Promise<WireError>;
}

/** @param onAnswer hears every answer as it came */
export function createCaller(
  url: string,
  token: string | null,
  onAnswer: (answer: WireResult<any>) => void = () => undefined,
): Caller {
  const send: Caller['send'] = async (query, variables = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as WireResult<unknown>;
    onAnswer(answer);
    return answer;
  };
  return {
    send,
    ask: async (query, variables) => {
      const { data, errors } = await send(query, variables);
      if (errors) throw new Error(JSON.stringify(errors, null, 1));
      return data as unknown;
    },
    refusal: async (query, variables) => {
      const { data, errors } = await send(query, variables);
      const [error] = errors ?? [];
      if (!error) throw new Error(`expected an error, got ${JSON.stringify(data)}`);
      return error;
    },
  };
}
