// An answer from the passages: it comes sentence by sentence, and each says what it rests on.
import { byId, el, setText, announce, blank } from './dom.js';
import { duration, nameOf, webLink } from './format.js';
import { eventsOf } from './stream.js';
import * as api from './api.js';

const REASONS = {
  'no-passages': 'Nothing was found for it.',
  'no-evidence': 'No passage says enough about it.',
  declined: 'The model finds no answer in the passages.',
  unsupported: 'What was written has no support in the passages.',
};
const KINDS = { extractive: 'quoted from your documents, no model', generated: 'written by a model' };

export function startAnswer({ filters }) {
  const button = byId('answer-this');
  const area = byId('answer-area');
  const body = byId('answer-body');
  let asked = { query: '', mode: 'hybrid' };
  let asking = null;

  button.addEventListener('click', ask);
  byId('answer-close').addEventListener('click', close);

  function close() {
    asking?.abort();
    asking = null;
    area.hidden = true;
    byId('query').focus();
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const mine = asking;
    area.hidden = false;
    setText(byId('answer-title'), `Answer: ${asked.query}`);
    byId('answer-kind').hidden = true;
    body.setAttribute('aria-busy', 'true');
    const live = el('p', { class: 'answer-text' });
    const sources = el('ol', { class: 'sources' });
    body.replaceChildren(live, sources);
    byId('answer-title').focus({ preventScroll: true });
    try {
      const request = { ...asked, stream: true, ...(filters.filter() && { filter: filters.filter() }) };
      const stream = await api.stream('v1/answer', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
        signal: mine.signal,
      });
      await follow(stream, live, sources);
    } catch (failure) {
      if (mine !== asking) return;
      const box = blank('No answer', failure.message, el('button', { type: 'button', class: 'quiet', on: { click: ask } }, 'Try again'));
      box.classList.add('bad');
      box.setAttribute('role', 'alert');
      body.append(box);
    } finally {
      if (mine === asking) body.setAttribute('aria-busy', 'false');
    }
  }

  async function follow(stream, live, sources) {
    let finished = false;
    for await (const { event, data } of eventsOf(stream)) {
      if (event === 'context') showSources(sources, data.citations ?? []);
      else if (event === 'delta') live.append(data.text ?? '');
      else if (event === 'error') throw new api.Problem(data.status, data);
      else if (event === 'done') {
        finished = true;
        showDone(live, sources, data);
      }
    }
    if (!finished) throw new api.Problem(502, { detail: 'The answer broke off before its end.' });
  }

  function showDone(live, sources, done) {
    const kind = byId('answer-kind');
    setText(kind, [KINDS[done.kind] ?? done.kind, done.model, done.cached ? 'cached' : null].filter(Boolean).join(' · '));
    kind.hidden = false;
    if (done.citations) showSources(sources, done.citations);
    if (done.answered === false) {
      live.replaceChildren(el('strong', {}, 'I don’t know. '), REASONS[done.reason] ?? 'No passage supports an answer.');
    } else if (done.sentences?.length) {
      live.replaceChildren(...done.sentences.flatMap((sentence) => [sentenceOf(sentence, sources), ' ']));
    }
    live.after(remarkOf(done));
    announce('The answer is complete.');
  }

  return {
    /** Offers to answer what is being asked. */
    offer(query, mode) {
      button.hidden = query === '';
      asked = { query, mode };
      if (query === '') area.hidden = true;
    },
  };
}

function sentenceOf({ text, citations = [], supported }, sources) {
  const marks = citations.map((number) =>
    el(
      'button',
      { type: 'button', class: 'cite', 'aria-label': `Source ${number}`, on: { click: () => openSource(sources, number) } },
      String(number),
    ),
  );
  const words = el('span', { class: supported === false ? 'sentence unsupported' : 'sentence' }, text.replace(/\s*\[\d+\]/g, ''));
  const doubt = supported === false ? [el('em', { class: 'doubt' }, ' not supported by a passage')] : [];
  return el('span', {}, words, ...marks, ...doubt);
}

function remarkOf({ timings, usage, cost, freshness }) {
  const tokens = (usage?.promptTokens ?? 0) + (usage?.completionTokens ?? 0);
  const parts = [
    typeof timings?.totalMs === 'number' ? duration(timings.totalMs) : null,
    tokens ? `${tokens} tokens` : null,
    cost ? `cost ${cost.toPrecision(2)}` : null,
    typeof freshness?.ageSeconds === 'number' ? `fresh as of ${freshness.ageSeconds < 0.001 ? 'now' : `${duration(freshness.ageSeconds * 1000)} ago`}` : null,
  ].filter(Boolean);
  return el('p', { class: 'status' }, parts.join(' · '));
}

function showSources(list, citations) {
  list.replaceChildren(
    ...citations.map((citation) => {
      const { number, document, text, page } = citation;
      const link = webLink(document?.sourceUri);
      const title = link ? el('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, nameOf(document)) : nameOf(document ?? { id: '' });
      const details = el(
        'details',
        { class: 'source', 'data-number': number },
        el('summary', {}, el('span', { class: 'cite' }, String(number)), el('span', {}, nameOf(document ?? { id: '' })), page ? el('span', { class: 'page' }, `page ${page}`) : null),
        el('p', { class: 'source-title' }, title, ' ', el('span', { class: 'origin' }, [document?.id, document?.version].filter(Boolean).join(' · '))),
        citation.suspicious?.length ? el('p', { class: 'remark' }, 'This text tries to instruct the model; it was fenced.') : null,
        el('p', { class: 'passage' }, text ?? ''),
      );
      return el('li', {}, details);
    }),
  );
}

function openSource(list, number) {
  const source = list.querySelector(`[data-number="${number}"]`);
  if (!source) return;
  source.open = true;
  source.querySelector('summary').focus();
  source.scrollIntoView({ block: 'nearest' });
}
