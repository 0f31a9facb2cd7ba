// The keys and what they have used, for those who may see them.
import { byId, el } from './dom.js';
import { count } from './format.js';
import { poll } from './poll.js';
import * as api from './api.js';

const EVERY_MS = 15_000;
const HIDDEN_FROM = [401, 403, 404];

export function startAccess() {
  const again = poll(async () => {
    try {
      show((await api.access()).keys ?? []);
    } catch (failure) {
      if (!(failure instanceof api.Problem && HIDDEN_FROM.includes(failure.status))) throw failure;
      show([]);
    }
  }, EVERY_MS);
  api.events.addEventListener('key', again);
}

function show(keys) {
  byId('access').hidden = keys.length === 0;
  const head = ['Name', 'Tenant', 'Principals', 'Scopes', 'Asked', 'Today, of quota'];
  byId('access-body').replaceChildren(
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, head.map((name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, keys.map(rowOf)),
    ),
  );
}

function rowOf({ name, tenant, principals = [], scopes = [], requests, quota }) {
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, name ?? '–'),
    el('td', {}, tenant),
    el('td', {}, principals.join(', ') || '–'),
    el('td', {}, scopes.join(', ')),
    el('td', { class: 'figure' }, count(requests ?? 0)),
    el('td', { class: 'figure' }, quota ? `${count(quota.used)} of ${count(quota.perDay)}` : 'no quota'),
  );
}
