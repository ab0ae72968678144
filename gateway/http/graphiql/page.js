const { createClient } = await import(new URL('graphql-ws/client.js', import.meta.url).href);

const { endpoint } = document.body.dataset;
const address = new URL(location.href);
const persona = address.searchParams.get('persona');

self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => `/graphiql/worker-${label}.js`,
};

/** GraphiQL calls this for every operation, with the headers of its header tab. */
function fetcher(operation, { headers = {}, documentAST } = {}) {
  return isSubscription(operation, documentAST)
    ? subscribe(operation, headers)
    : fetchOnce(operation, headers);
}

function isSubscription({ operationName }, documentAST) {
  const operations = (documentAST?.definitions ?? []).filter(
    ({ kind, name }) =>
      kind === 'OperationDefinition' && (!operationName || name?.value === operationName),
  );
  return operations[0]?.operation === 'subscription';
}

async function fetchOnce(operation, headers) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(operation),
  });
  return response.json();
}

/** Browsers cannot set headers of a WebSocket, so they travel as its connection parameters. */
function subscribe(operation, headers) {
  return {
    subscribe(observer) {
      const client = createClient({
        url: new URL(endpoint, location.href).href.replace(/^http/, 'ws'),
        connectionParams: { ...headers },
        retryAttempts: 0,
      });
      const stop = client.subscribe(operation, {
        next: (event) => observer.next(event),
        error: (error) => observer.error(readable(error)),
        complete: () => observer.complete(),
      });
      return {
        unsubscribe() {
          stop();
          client.dispose();
        },
      };
    },
  };
}

function readable(error) {
  if (Array.isArray(error)) return { errors: error };
  if (typeof error?.code === 'number') return new Error(`${error.code} ${error.reason}`);
  return error;
}

/** Tokens stay in memory: the editor would otherwise keep its tabs, headers included. */
function createStorage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    get length() {
      return kept.size;
    },
  };
}

async function readJson(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

async function offerPersonas() {
  const nav = document.querySelector('#personas');
  const personas = await readJson('/graphiql/personas');
  nav.append('开发身份：', link('未登录', null));
  for (const { id, label } of personas) nav.append(link(label, id));
  nav.hidden = false;
}

function link(label, id) {
  const target = new URL(address);
  if (id === null) target.searchParams.delete('persona');
  else target.searchParams.set('persona', id);
  const anchor = document.createElement('a');
  anchor.textContent = label;
  anchor.href = target.href;
  anchor.setAttribute('aria-current', String(id === persona));
  anchor.addEventListener('click', () => {
    // the editor keeps the query in the address; take it along
    const query = new URL(location.href).searchParams.get('query');
    if (query !== null) target.searchParams.set('query', query);
    anchor.href = target.href;
  });
  return anchor;
}

async function headersOfPersona() {
  if (persona === null) return {};
  const { access_token: token } = await readJson(
    `/graphiql/token?persona=${encodeURIComponent(persona)}`,
  );
  return { Authorization: `Bearer ${token}` };
}

function loadGraphiql() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/graphiql/graphiql.js';
    script.onload = resolve;
    script.onerror = () => reject(new Error('graphiql.js did not load'));
    document.head.append(script);
  });
}

let initialHeaders = {};
if (document.body.dataset.personas === 'on') {
  await offerPersonas().catch(console.error);
  initialHeaders = await headersOfPersona().catch((error) => {
    console.error(error);
    return {};
  });
}
await loadGraphiql();
self.YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
  title: '信访一体化 API',
  logo: '<span></span>',
  fetcher,
  storage: createStorage(),
  initialHeaders: JSON.stringify(initialHeaders, null, 2),
  query: address.searchParams.get('query') ?? '{\n  __typename\n}\n',
});
