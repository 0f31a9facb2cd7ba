// The points that the service has told, an hour at most: those of before it was started again, too.

const SOON_MS = 60_000;

export class Samples {
  times = [];
  last = null;
  #panels = new Map();
  #values = new Map();
  #interval = 5000;
  #now = 0;

  /** Adds what is new. */
  take(answer) {
    const before = this.times.length;
    this.#interval = answer.intervalMs;
    this.#now = Date.parse(answer.now);
    this.times.push(...answer.times.map((time) => Date.parse(time)));
    this.last = answer.times.at(-1) ?? this.last;
    const gone = Math.max(0, this.times.length - answer.points);
    this.times.splice(0, gone);
    const told = new Set();
    for (const panel of answer.groups.flatMap((group) => group.panels)) {
      this.#panels.set(panel.id, panel);
      for (const line of panel.lines) {
        const key = `${panel.id}/${line.id}`;
        told.add(key);
        const values = this.#values.get(key) ?? Array(before).fill(null);
        values.push(...(line.values ?? Array(answer.times.length).fill(null)));
        values.splice(0, gone);
        this.#values.set(key, values);
      }
    }
    for (const key of this.#values.keys()) if (!told.has(key)) this.#values.delete(key);
  }

  /** The part of time that is shown, and from where two neighbours are no neighbours any more. */
  view(length) {
    return { from: this.#now - length, to: this.#now, gap: 2.5 * this.#interval, times: this.times };
  }

  /** A panel as the service told it last, its lines with all their values. */
  panel(id) {
    const panel = this.#panels.get(id);
    return panel && { ...panel, lines: panel.lines.map((line) => ({ ...line, values: this.#values.get(`${id}/${line.id}`) })) };
  }
}

/** The newest of a line's values in the last minute of a view, else null. */
export function newest(view, values) {
  for (let i = view.times.length - 1; i >= 0 && view.times[i] > view.to - SOON_MS; i--) {
    if (values[i] !== null) return values[i];
  }
  return null;
}
