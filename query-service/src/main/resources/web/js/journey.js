// Where a document is: each version on a line of its own, its stages drawn on one scale.
import { el } from './dom.js';
import { duration, plural } from './format.js';
import { STATES, messageOf, reasonOf } from './words.js';
import * as api from './api.js';

/** A place that fills itself; `lookAgain` asks once more. */
export function journeyOf(id, source) {
  const body = el('div', { class: 'journey-body' }, el('p', { class: 'loading' }, 'Looking…'));
  const again = el('button', { type: 'button', class: 'quiet' }, 'Look again');
  const element = el(
    'section',
    { class: 'journey', 'aria-label': 'Journey' },
    el('div', { class: 'journey-head' }, el('h3', {}, 'Journey'), again),
    body,
  );

  async function lookAgain() {
    again.disabled = true;
    try {
      body.replaceChildren(...shown(await api.journey(id, source)));
    } catch (failure) {
      body.replaceChildren(el('p', { class: 'remark', role: 'alert' }, failure.message));
    } finally {
      again.disabled = false;
    }
  }

  again.addEventListener('click', lookAgain);
  lookAgain();
  return element;
}

function shown({ versions, underWay }) {
  const left = underWay?.left ?? 0;
  return [
    el('ol', { class: 'versions' }, versions.map(versionOf)),
    left > 0 && el('p', { class: 'remark' }, `${plural(left, 'record')} under way ${left === 1 ? 'was' : 'were'} not looked at.`),
  ].filter(Boolean);
}

function versionOf(version) {
  const name = version.state === 'in-flight' ? 'Under way' : (STATES[version.state] ?? 'Came out');
  return el(
    'li',
    { class: 'version', 'data-state': version.state },
    el(
      'p',
      { class: 'version-head' },
      el('span', { class: 'version-state' }, version.deletes && version.state === 'in-flight' ? 'Deletion under way' : name),
      el('span', { class: 'row-version' }, version.version),
      el('time', { datetime: version.recordedAt }, new Date(version.recordedAt).toLocaleString()),
      typeof version.freshnessMs === 'number' ? el('span', {}, `retrievable after ${duration(version.freshnessMs)}`) : null,
    ),
    stagesOf(version),
    el('p', { class: 'version-text' }, version.text),
    waitOf(version),
    failureOf(version.failure),
  );
}

/** From publishing to the last stage's end: what is empty between the pieces is waiting. */
function stagesOf({ stages }) {
  if (!stages.length) return null;
  const begin = stages[0].startMicros - stages[0].waitedMs * 1000;
  const end = Math.max(...stages.map((stage) => stage.endMicros));
  const whole = Math.max(1, end - begin);
  return el(
    'ol',
    { class: 'journey-stages' },
    stages.map((stage) => {
      const piece = el('i', { class: 'piece', 'data-stage': stage.stage });
      piece.style.left = `${Math.min(99, (100 * (stage.startMicros - begin)) / whole)}%`;
      piece.style.width = `${Math.max(0.8, (100 * (stage.endMicros - stage.startMicros)) / whole)}%`;
      return el(
        'li',
        {},
        el('span', { class: 'lane-name' }, stage.stage),
        el('span', { class: 'lane', 'aria-hidden': 'true' }, piece),
        el('span', { class: 'lane-time' }, duration(stage.ms)),
        el('span', { class: 'lane-waited' }, `after ${duration(stage.waitedMs)}${stage.machine ? `, ${stage.machine}` : ''}`),
      );
    }),
  );
}

function waitOf({ waitingMs, estimate }) {
  if (typeof waitingMs !== 'number') return null;
  const by = estimate?.by === 'pace' ? 'how fast records came out lately' : 'how long recent documents took';
  const more = estimate ? `; about ${duration(estimate.seconds * 1000)} more, estimated by ${by}` : '';
  return el('p', { class: 'remark' }, `Waiting for ${duration(waitingMs)}${more}.`);
}

function failureOf(failure) {
  if (!failure) return null;
  return el(
    'div',
    { class: 'version-failure' },
    el('p', {}, `Not read: ${reasonOf(failure)}.`),
    messageOf(failure) && el('p', { class: 'message' }, messageOf(failure)),
    failure.letter && el('p', { class: 'message' }, `Its bytes are kept as ${failure.letter}.`),
  );
}
