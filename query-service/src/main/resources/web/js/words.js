// What states and reasons are called on the page.

export const STATES = {
  indexed: 'Retrievable',
  deferred: 'Deferred',
  dead: 'Not read',
  deleted: 'Deleted',
  superseded: 'Superseded',
};

const REASONS = {
  'bad-id': 'its key is missing, empty, too long or not UTF-8',
  'bad-header': 'one of its headers is malformed',
  'too-large': 'the file is larger than allowed',
  empty: 'the file holds no text',
  encrypted: 'the file is encrypted; publish it without its password',
  corrupt: 'the file is truncated or damaged',
  unsupported: 'no reader is known for this kind of file',
  bomb: 'the file unpacks to far more than it should',
  'out-of-memory': 'reading it took more memory than allowed',
  timeout: 'reading it took longer than allowed',
  crash: 'the parser died on it',
  'claim-missing': 'the bytes that its record refers to are not there',
  'claim-mismatch': 'the bytes that its record refers to are others',
  'claim-refused': 'its record refers to a place that is not allowed',
  'embedding-refused': 'the embedding endpoint refused its text',
  held: 'its quality is beyond what the policy lets pass',
  undecodable: 'a record of it between the jobs cannot be decoded',
  fault: 'Freshet itself failed on it',
};

/** What documents are flagged for, and what is looked for like it. */
export const SIGNALS = {
  empty: 'Pages without text',
  garbled: 'Garbled text',
  language: 'Language',
  metadata: 'Contradictory metadata',
  pii: 'Personal data',
  age: 'Age',
  'near-duplicate': 'Near-duplicates',
};

const sentenceOf = ({ reason }) => REASONS[reason] ?? reason;
const stageOf = ({ stage }) => (stage ? ` (at ${stage})` : '');
const bare = (text) => text.replace(/ \([^)]*\)/g, '').replace(/\.$/, '').toLowerCase();

/** A quality signal as a name and what was measured. */
export function signalOf({ signal, value, detail }) {
  const measured = { age: `${value} days`, metadata: detail, pii: detail, language: detail };
  const share = `${Math.round(value * 1000) / 10} %`;
  return [SIGNALS[signal] ?? signal, measured[signal] ?? (detail ? `${share} (${detail})` : share)];
}

/** Why a document failed, as a sentence part. */
export function reasonOf(failure) {
  return `${sentenceOf(failure)}${stageOf(failure)}`;
}

/** The message where it tells more than the reason does, else null. */
export function messageOf(failure) {
  return failure.message && bare(failure.message) !== bare(sentenceOf(failure)) ? failure.message : null;
}

/** Reason and message in one line, without saying the same twice. */
export function whyOf(failure) {
  const message = messageOf(failure);
  if (!message) return reasonOf(failure);
  if (bare(message).startsWith(bare(sentenceOf(failure)))) return `${message}${stageOf(failure)}`;
  return `${reasonOf(failure)}: ${message}`;
}
