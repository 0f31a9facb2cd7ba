// The HTTP API. Refusals arrive as Problem, a service that does not answer as Offline.
// Whoever shows the service's state listens on `events`: 'answers', 'silent', 'key-wanted', 'key'.

const KEY = 'freshet.key';
const PATIENCE_MS = 40_000;
const FILE_PATIENCE_MS = 300_000;

export const events = new EventTarget();

export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail || body?.title || `The service answered ${status}.`);
    this.status = status;
  }
}

export class Offline extends Error {
  constructor() {
    super('The service does not answer.');
  }
}

let memoryKey = null;

export function key() {
  try {
    return sessionStorage.getItem(KEY) ?? memoryKey;
  } catch {
    return memoryKey;
  }
}

export function useKey(value) {
  memoryKey = value;
  try {
    sessionStorage.setItem(KEY, value);
  } catch {
    // Storage is forbidden here: the key lasts as long as the page.
  }
  events.dispatchEvent(new Event('key'));
}

export function authorisation() {
  return key() ? { Authorization: `Bearer ${key()}` } : {};
}

/** Tells the rest of the page what an answer's status says about the service. */
export function heard(status) {
  events.dispatchEvent(new Event(status === 401 ? 'key-wanted' : 'answers'));
}

export function silent() {
  events.dispatchEvent(new Event('silent'));
}

async function call(path, { signal, ...options } = {}) {
  const { response, content } = await fetched(path, options, PATIENCE_MS, (response) => response.text(), signal);
  const body = parsed(content);
  if (!response.ok) throw new Problem(response.status, body);
  return body;
}

/** A file's bytes. */
async function bytes(path) {
  const { response, content } = await fetched(path, {}, FILE_PATIENCE_MS, (response) => response.blob());
  if (!response.ok) throw new Problem(response.status, parsed(await content.text()));
  return content;
}

async function fetched(path, options, patience, read, signal) {
  const deadline = AbortSignal.timeout(patience);
  let response;
  let content;
  try {
    response = await fetch(path, {
      ...options,
      headers: { ...authorisation(), ...options.headers },
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    content = await read(response);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    silent();
    throw new Offline();
  }
  heard(response.status);
  return { response, content };
}

export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const documentPath = (id, source) =>
  `v1/documents/${encodeURIComponent(id)}${source ? `?source=${encodeURIComponent(source)}` : ''}`;

export const search = (request, signal) =>
  call('v1/search', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  });

export const flow = () => call('v1/flow');

export const dashboard = (since) => call(`v1/dashboard${since ? `?since=${encodeURIComponent(since)}` : ''}`);

export const access = () => call('v1/access');

/** A reply that comes piece by piece; whoever reads it reads it to its end or aborts it. */
export async function stream(path, { signal, ...options } = {}) {
  let response;
  try {
    response = await fetch(path, {
      ...options,
      headers: { ...authorisation(), Accept: 'text/event-stream', ...options.headers },
      cache: 'no-store',
      signal,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    silent();
    throw new Offline();
  }
  heard(response.status);
  if (!response.ok) throw new Problem(response.status, parsed(await response.text()));
  return response.body;
}

export function documents(query, signal) {
  const given = Object.entries(query).filter(([, value]) => value);
  return call(`v1/documents?${new URLSearchParams(given)}`, { signal });
}

export const document = (id, source) => call(documentPath(id, source));

export const journey = (id, source) =>
  call(`v1/documents/${encodeURIComponent(id)}/journey${source ? `?source=${encodeURIComponent(source)}` : ''}`);

export const remove = (id, source) => call(documentPath(id, source), { method: 'DELETE' });

export function deadLetters(query) {
  const given = Object.entries(query).filter(([, value]) => value);
  return call(`v1/dead-letters?${new URLSearchParams(given)}`);
}

export const replay = (request) =>
  call('v1/dead-letters/replay', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });

export const letterBytes = (position) => bytes(`v1/dead-letters/${encodeURIComponent(position)}/bytes`);

export const drop = (position) => call(`v1/dead-letters/${encodeURIComponent(position)}`, { method: 'DELETE' });
